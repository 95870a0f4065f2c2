using Extremal.Kernels;
using Extremal.Problems;
using Extremal.Results;

namespace Extremal.Certificates;

/// <summary>A proof under way: the open boxes, and the greatest bound of the closed ones. Values are in standard deviations, greater is better.</summary>
internal sealed class Proof(DomainBoxes boxes, Incumbent incumbent, BoundingTeam team, Frontier frontier, Deadline deadline)
{
    private readonly int _inputs = boxes.Region.Inputs;
    private readonly double[] _lower = new double[boxes.Region.Inputs];
    private readonly double[] _upper = new double[boxes.Region.Inputs];
    private readonly (int Input, BoxStep End)[] _ends = new (int, BoxStep)[boxes.Region.Inputs];
    private BoxBatch _batch = new(2, boxes.Region.Inputs);
    private (BoxPart Part, double Bound)[] _parts = new (BoxPart, double)[2];
    private double _closed = double.NegativeInfinity;

    /// <summary>What the computed output may differ from the exact one; +∞ until it is known.</summary>
    public double Rounding { get; set; } = double.PositiveInfinity;

    /// <summary>The gap at which the proof is done.</summary>
    public required double Wanted { get; init; }

    /// <summary>If given, a box is done whose values are at most this.</summary>
    public required double? Limit { get; init; }

    /// <summary>Boxes bounded.</summary>
    public long Boxes { get; private set; }

    /// <summary>Boxes that may hold a better point.</summary>
    public int Open => frontier.Count;

    /// <summary>Boxes that were given up for want of memory, and the greatest bound of them: −∞ if none was.</summary>
    public (long Boxes, double Bound) GivenUp => frontier.GivenUp;

    /// <summary>Whether it is those boxes, and not what was closed, that keep the bound from coming down any more.</summary>
    public bool IsShortOfMemory => GivenUp.Boxes > 0 && GivenUp.Bound >= _closed;

    /// <summary>No point has a greater value, rounding included; −∞ if there is no point.</summary>
    public double Bound
    {
        get
        {
            double greatest = Math.Max(Math.Max(_closed, GivenUp.Bound), frontier.Greatest);
            return double.IsNegativeInfinity(greatest) ? greatest : Math.BitIncrement(greatest + Rounding);
        }
    }

    // A box whose bound is at most this much adds nothing to the gap that is wanted, or to the one that is left for want of memory.
    private double Enough => Math.Max(GivenUp.Bound, Limit is { } limit
        ? limit - 2 * Rounding - 1e-12 * Math.Abs(limit)
        : incumbent.Level + Math.Max(0, Wanted - 2 * Rounding) * (1 - 1e-9));

    /// <summary>Bounds the whole domain.</summary>
    public void Begin()
    {
        boxes.Region.Lower.CopyTo(_lower, 0);
        boxes.Region.Upper.CopyTo(_upper, 0);
        Add(BoxTree.None, BoxStep.Narrowed, 0, double.PositiveInfinity);
        Judge();
    }

    /// <summary>Cuts the most promising boxes, and bounds their parts.</summary>
    /// <param name="count">At most this many.</param>
    public void Cut(int count)
    {
        if (_batch.Capacity < 2 * count)
        {
            (_batch, _parts) = (new BoxBatch(2 * count, _inputs), new (BoxPart, double)[2 * count]);
        }

        for (int i = 0; i < count && frontier.Count > 0 && !(i > 0 && deadline.IsOver); i++)
        {
            (int box, double bound, int input) = frontier.Take(_lower, _upper);
            if (bound <= Enough)
            {
                _closed = Math.Max(_closed, bound); // the point has become better since
            }
            else
            {
                Cut(box, bound, input);
            }

            frontier.Close(box);
        }

        Judge();
    }

    /// <summary>Where it stands, in the user's units.</summary>
    public CertificateProgress Progress(Surrogate surrogate, Goal goal, TimeSpan elapsed)
    {
        // Undoing the scaling is rounded too, but keeps order: what is at most the bound stays at most the bound.
        int sign = goal.Extreme.Sign;
        double bound = Bound, user = double.IsFinite(bound) ? surrogate.OutputScaling.Invert(goal.Output, sign * bound) : sign * bound;
        double gap = incumbent.Point is null ? double.PositiveInfinity
            : sign * (user - incumbent.Value) / surrogate.OutputScaling.Scales[goal.Output];
        return new(incumbent.Value, user, gap, Boxes, Open, elapsed);
    }

    private void Cut(int box, double bound, int input)
    {
        if (input < 0)
        {
            Add(box, BoxStep.Narrowed, 0, bound);
        }
        else if (boxes.Cut(input, _lower, _upper) is not null)
        {
            Add(box, BoxStep.Below, input, bound);
            Add(box, BoxStep.Above, input, bound);
        }
        else
        {
            _closed = Math.Max(_closed, bound); // neighbouring numbers: there is nothing between them
        }
    }

    // To the batch, from the sides of the box that was taken, unless nothing of the domain is there.
    private void Add(int box, BoxStep step, int input, double bound)
    {
        int place = _batch.Count;
        Span<double> low = _batch.Of(_batch.Lower, place), high = _batch.Of(_batch.Upper, place);
        _lower.CopyTo(low);
        _upper.CopyTo(high);
        if (boxes.Go(step, input, low, high) && boxes.MayBeCovered(low, high))
        {
            (_parts[place], _batch.Count) = ((frontier.Part(box, step, input), bound), place + 1);
        }
    }

    // Bounds the batch, keeps the better point if there is one, and opens what may hold better ones still. What there was no time to bound
    // stays open with the bound of what it is a part of.
    private void Judge()
    {
        if (_batch.Count > 0)
        {
            team.Bound(_batch, deadline);
            Boxes += _batch.IsBounded.AsSpan(0, _batch.Count).Count(true);
            incumbent.Consider(_batch);
        }

        for (int place = 0; place < _batch.Count; place++)
        {
            (BoxPart part, double parent) = _parts[place];
            double bound = Math.Min(
                parent, !_batch.IsBounded[place] || double.IsNaN(_batch.Bounds[place]) ? double.PositiveInfinity : _batch.Bounds[place]);
            if (bound <= Enough || !TryOpen(place, part, bound))
            {
                _closed = Math.Max(_closed, bound);
                frontier.Close(part.From);
            }
        }

        _batch.Count = 0;
    }

    // False if nothing can be done to a box: it is a point.
    private bool TryOpen(int place, BoxPart part, double bound)
    {
        if (!_batch.IsBounded[place])
        {
            frontier.Add(part, [], bound, -1);
            return true;
        }

        Span<double> low = _batch.Of(_batch.Lower, place), high = _batch.Of(_batch.Upper, place);
        ReadOnlySpan<double> least = _batch.Of(_batch.LeastSlopes, place), greatest = _batch.Of(_batch.GreatestSlopes, place);
        int ends = 0;
        for (int k = 0; k < _inputs; k++)
        {
            // An output that only rises along an input is greatest at that input's end: the rest of the box need not be looked at.
            if (low[k] < high[k] && boxes.IsFree(k) && (least[k] >= 0 || greatest[k] <= 0))
            {
                _ends[ends++] = (k, least[k] >= 0 ? BoxStep.AtHigh : BoxStep.AtLow);
                boxes.Go(_ends[ends - 1].End, k, low, high);
            }
        }

        int input = Widest(low, high, least, greatest);
        if (input < 0 && ends == 0)
        {
            return false;
        }

        frontier.Add(part, _ends.AsSpan(0, ends), bound, input);
        return true;
    }

    // The input along which the output may change most over the box.
    private static int Widest(ReadOnlySpan<double> low, ReadOnlySpan<double> high, ReadOnlySpan<double> least, ReadOnlySpan<double> greatest)
    {
        (int input, double most) = (-1, double.NegativeInfinity);
        for (int k = 0; k < low.Length; k++)
        {
            double width = high[k] - low[k], share = width * Math.Max(Math.Abs(least[k]), Math.Abs(greatest[k]));
            share = double.IsNaN(share) ? double.PositiveInfinity : share;
            if (width > 0 && share > most)
            {
                (input, most) = (k, share);
            }
        }

        return input;
    }
}
