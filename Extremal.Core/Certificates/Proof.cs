using Extremal.Problems;

namespace Extremal.Certificates;

/// <summary>A proof under way: the open boxes, and the greatest bound of the closed ones. Values are in standard deviations, greater is better.</summary>
internal sealed class Proof(DomainBoxes boxes, Incumbent incumbent, BoundingTeam team)
{
    private readonly int _inputs = boxes.Region.Inputs;
    private readonly Frontier _frontier = new(boxes.Region.Inputs);
    private BoxBatch _batch = new(2, boxes.Region.Inputs);
    private double[] _parents = new double[2];
    private double _closed = double.NegativeInfinity;

    /// <summary>What the computed output may differ from the exact one.</summary>
    public required double Rounding { get; init; }

    /// <summary>The gap at which the proof is done.</summary>
    public required double Wanted { get; init; }

    /// <summary>If given, a box is done whose values are at most this.</summary>
    public required double? Limit { get; init; }

    /// <summary>Boxes bounded.</summary>
    public long Boxes { get; private set; }

    /// <summary>Boxes that may hold a better point.</summary>
    public int Open => _frontier.Count;

    /// <summary>No point has a greater value, rounding included; −∞ if there is no point.</summary>
    public double Bound
    {
        get
        {
            double greatest = Math.Max(_closed, _frontier.Greatest);
            return double.IsNegativeInfinity(greatest) ? greatest : Math.BitIncrement(greatest + Rounding);
        }
    }

    // A box whose bound is at most this much adds nothing to the gap that is wanted.
    private double Enough => Limit is { } limit
        ? limit - 2 * Rounding - 1e-12 * Math.Abs(limit)
        : incumbent.Level + Math.Max(0, Wanted - 2 * Rounding) * (1 - 1e-9);

    /// <summary>Bounds the whole domain.</summary>
    public void Begin()
    {
        Add(boxes.Region.Lower, boxes.Region.Upper, double.PositiveInfinity);
        Judge();
    }

    /// <summary>Cuts the most promising boxes, and bounds their parts.</summary>
    /// <param name="count">At most so many.</param>
    public void Cut(int count)
    {
        if (_batch.Capacity < 2 * count)
        {
            (_batch, _parents) = (new BoxBatch(2 * count, _inputs), new double[2 * count]);
        }

        double[] lower = new double[_inputs], upper = new double[_inputs];
        for (int i = 0; i < count && _frontier.Count > 0; i++)
        {
            (double bound, int input) = _frontier.Take(lower, upper);
            if (bound <= Enough)
            {
                _closed = Math.Max(_closed, bound); // the point has become better since
            }
            else
            {
                Cut(lower, upper, bound, input);
            }
        }

        Judge();
    }

    /// <summary>Where it stands, in the user's units.</summary>
    public CertificateProgress Progress(Surrogate surrogate, Goal goal, TimeSpan elapsed)
    {
        // Undoing the scaling is rounded too, but keeps order: what is at most the bound stays at most the bound.
        int sign = goal.Extreme.Sign;
        double bound = Bound, user = double.IsFinite(bound) ? surrogate.OutputScaling.Undo(goal.Output, sign * bound) : sign * bound;
        double gap = incumbent.Point is null ? double.PositiveInfinity
            : sign * (user - incumbent.Value) / surrogate.OutputScaling.Scales[goal.Output];
        return new(incumbent.Value, user, gap, Boxes, Open, elapsed);
    }

    private void Cut(double[] lower, double[] upper, double bound, int input)
    {
        if (input < 0)
        {
            Add(lower, upper, bound);
        }
        else if (boxes.Cut(input, lower, upper) is var (below, above))
        {
            double end = upper[input];
            upper[input] = below;
            Add(lower, upper, bound);
            (lower[input], upper[input]) = (above, end);
            Add(lower, upper, bound);
        }
        else
        {
            _closed = Math.Max(_closed, bound); // neighbouring numbers: there is nothing between them
        }
    }

    private void Add(ReadOnlySpan<double> lower, ReadOnlySpan<double> upper, double parent)
    {
        int box = _batch.Count;
        Span<double> low = _batch.Of(_batch.Lower, box), high = _batch.Of(_batch.Upper, box);
        lower.CopyTo(low);
        upper.CopyTo(high);
        if (boxes.Narrow(low, high))
        {
            (_parents[box], _batch.Count) = (parent, box + 1);
        }
    }

    // Bounds the batch, keeps the better point if there is one, and opens what may hold better ones still.
    private void Judge()
    {
        if (_batch.Count > 0)
        {
            team.Bound(_batch);
            Boxes += _batch.Count;
            incumbent.Consider(_batch);
        }

        for (int box = 0; box < _batch.Count; box++)
        {
            double bound = Math.Min(_parents[box], double.IsNaN(_batch.Bounds[box]) ? double.PositiveInfinity : _batch.Bounds[box]);
            if (bound <= Enough)
            {
                _closed = Math.Max(_closed, bound);
            }
            else
            {
                Keep(box, bound);
            }
        }

        _batch.Count = 0;
    }

    private void Keep(int box, double bound)
    {
        Span<double> low = _batch.Of(_batch.Lower, box), high = _batch.Of(_batch.Upper, box);
        ReadOnlySpan<double> least = _batch.Of(_batch.LeastSlopes, box), greatest = _batch.Of(_batch.GreatestSlopes, box);
        bool isMoved = false;
        for (int k = 0; k < _inputs; k++)
        {
            // An output that only rises along an input is greatest at that input's end: the rest of the box need not be looked at.
            if (low[k] < high[k] && boxes.IsFree(k) && (least[k] >= 0 || greatest[k] <= 0))
            {
                (low[k], high[k]) = least[k] >= 0 ? (high[k], high[k]) : (low[k], low[k]);
                isMoved = true;
            }
        }

        int input = Widest(low, high, least, greatest);
        if (input >= 0 || isMoved)
        {
            _frontier.Add(low, high, bound, input);
        }
        else
        {
            _closed = Math.Max(_closed, bound);
        }
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
