using Extremal.Kernels;
using Extremal.Problems;
using Extremal.Results;

namespace Extremal.Certificates;

/// <summary>
/// Closes the gap between the best point found and what can exist at all (Land and Doig, "An automatic method of solving discrete
/// programming problems", 1960): the domain is a box; a box whose bound is no better than the best point is done; the others are cut in two,
/// the most promising first, and bounded anew. At any moment there are a point, a bound and a gap, and all three hold.
/// </summary>
/// <remarks>
/// One proof: <see cref="Begin"/>, then <see cref="Advance"/> until it returns null, then <see cref="Conclude"/>. Inside, values are levels
/// of <see cref="BoundedOutput"/>: in standard deviations, greater is better.
/// </remarks>
internal sealed class BranchAndBound
{
    // Boxes that are cut at once, whatever the number of threads, so that the proof has the same bits at any: at most this many, and at most
    // this share of the open ones, for a box that is not among the most promising may never have to be cut.
    private const int Cuts = 32;
    private const int OpenForEach = 8;

    private readonly Surrogate _surrogate;
    private readonly Domain _domain;
    private readonly Goal _goal;
    private readonly CertificateOptions _options;
    private readonly DomainBoxes _boxes;
    private readonly BoundedOutput _output;
    private readonly Incumbent _incumbent;
    private readonly OpenBoxes _open;
    private readonly ParallelBounds _bounds;
    private readonly BranchingRule _rule;
    private readonly double[] _lower;
    private readonly double[] _upper;
    private readonly GapHistory _history;
    private Deadline _deadline;
    private double _rounding = double.PositiveInfinity; // until it is known
    private BoxBatch _parts;
    private bool _areBounded;
    private long _bounded;

    /// <summary>States what is to be proven.</summary>
    /// <param name="surrogate">The trained network or ensemble, with its scaling.</param>
    /// <param name="domain">Where; every input has a range.</param>
    /// <param name="goal">The greatest or the least value of an output: of a network, of an ensemble's mean or of its worst member.</param>
    /// <param name="options">How far and for how long; null for the defaults.</param>
    /// <param name="coverage">What <see cref="Domain.Inside"/> means; null for what the surrogate's summary knows.</param>
    /// <exception cref="ArgumentException">
    /// The goal is another; the domain is empty, of other inputs or without bounds; a weight is not finite; an option makes no sense.
    /// </exception>
    /// <exception cref="NotSupportedException">An activation is a function of the user's own that declares no curve.</exception>
    /// <exception cref="InvalidOperationException">The process flushes subnormal numbers to zero, which no bound here allows for.</exception>
    public BranchAndBound(
        Surrogate surrogate, Domain domain, Goal goal, CertificateOptions? options = null, ApplicabilityDomain? coverage = null)
    {
        ArgumentNullException.ThrowIfNull(surrogate);
        ArgumentNullException.ThrowIfNull(domain);
        ArgumentNullException.ThrowIfNull(goal);
        _deadline = new Deadline(options?.TimeLimit); // the caller waits for the statement too
        domain.RequireInputsOf(surrogate, "A certificate");
        (_surrogate, _domain, _goal, _options) = (surrogate, domain.Validate(), goal, options ?? new CertificateOptions());
        _options.Validate();
        coverage ??= ApplicabilityDomain.Of(surrogate.Summary);
        _boxes = new DomainBoxes(surrogate, _domain, coverage);
        _output = new BoundedOutput(surrogate, goal, _boxes.Region);
        _incumbent = new Incumbent(surrogate, _domain, coverage, _boxes, _output);
        _open = new OpenBoxes(_boxes, _options.MemoryLimit);
        _bounds = new ParallelBounds(_output, Parallelism.Threads(_options.MaxDegreeOfParallelism));
        _rule = new BranchingRule(_boxes);
        _history = new GapHistory(_output, _options);
        (_lower, _upper, _parts) = (new double[surrogate.Inputs], new double[surrogate.Inputs], new BoxBatch(2, surrogate.Inputs));
    }

    /// <summary>
    /// A value in the output's unit. If given, the proof ends as soon as no point passes it, or one that was found does; the gap is not read.
    /// </summary>
    internal double? Limit { get => _history.Limit; init => _history.Limit = value; }

    // No point has a greater level, rounding included; −∞ if there is no point.
    private double Bound => double.IsNegativeInfinity(_open.Bound) ? _open.Bound : Math.BitIncrement(_open.Bound + _rounding);

    // A box whose bound is at most this much adds nothing to the gap that is wanted, or to the one that is left for want of memory.
    private double Enough => Math.Max(_open.GivenUp.Bound, Limit is { } limit
        ? _output.Level(limit) - 2 * _rounding - 1e-12 * Math.Abs(_output.Level(limit))
        : _incumbent.Level + Math.Max(0, _options.Gap - 2 * _rounding) * (1 - 1e-9));

    /// <summary>The whole proof, by points that it meets itself; see <see cref="Begin"/> and <see cref="Advance"/>.</summary>
    public Certificate Run(
        ReadOnlySpan<double> found = default, IProgress<CertificateProgress>? progress = null, CancellationToken cancellation = default)
    {
        Begin(found, cancellation);
        while (Advance(progress) is not null)
        {
        }

        return Conclude();
    }

    /// <summary>Begins with the whole domain.</summary>
    /// <param name="found">The best point found, in the user's units; empty for none. It need not be good, but a good one saves boxes.</param>
    /// <param name="cancellation">Ends the proof within some milliseconds; what was proven by then holds.</param>
    /// <returns>When the proof ends: what its caller does on the way has to end by then too.</returns>
    /// <exception cref="ArgumentException">The point has another length.</exception>
    public Deadline Begin(ReadOnlySpan<double> found = default, CancellationToken cancellation = default)
    {
        using Parallelism.Scope threads = Parallelism.AtMost(_options.MaxDegreeOfParallelism);
        _deadline = new Deadline(_options.TimeLimit, cancellation, spent: _deadline.Elapsed);
        if (!found.IsEmpty)
        {
            _incumbent.Offer(found);
        }

        _boxes.Region.Lower.CopyTo(_lower, 0);
        _boxes.Region.Upper.CopyTo(_upper, 0);
        AddPart(BoxTree.None, BoxStep.Narrowed, 0, double.PositiveInfinity);
        using Deadline.Scope watched = _deadline.Watch();
        try
        {
            _rounding = _output.RoundingError();
        }
        catch (InterruptedException over) when (over.Deadline == _deadline)
        {
            // Nothing is proven without it, which the certificate then says.
        }

        return _deadline;
    }

    /// <summary>Closes the gap until it meets a better point, or as far as the options allow.</summary>
    /// <param name="progress">Reports after every batch of boxes.</param>
    /// <returns>
    /// The better point, in the user's units: whoever can better it, as by a local search, may <see cref="Offer"/> another one before the next
    /// call. Null once the proof has ended.
    /// </returns>
    public double[]? Advance(IProgress<CertificateProgress>? progress = null)
    {
        using Parallelism.Scope threads = Parallelism.AtMost(_options.MaxDegreeOfParallelism);
        while (_history.End is null)
        {
            if (!_areBounded) // else the caller has seen the point that they gave
            {
                CutMostPromising(); // nothing at first: the whole domain is the only part
                BoundParts();
                if (_incumbent.Consider(_parts) is { } better)
                {
                    return better;
                }
            }

            OpenOrCloseParts();
            _history.Judge(_incumbent, Bound, _rounding, _open, _bounded, _deadline, progress);
        }

        return null;
    }

    /// <summary>Takes a point in the user's units if it is in the domain, and better than the best so far.</summary>
    public void Offer(ReadOnlySpan<double> point)
    {
        using Parallelism.Scope threads = Parallelism.AtMost(_options.MaxDegreeOfParallelism);
        _incumbent.Offer(point);
    }

    /// <summary>What has been proven once it has ended.</summary>
    public Certificate Conclude()
    {
        CertificateProgress last = _history.Progress[^1];
        return new Certificate
        {
            Goal = _goal,
            Domain = _domain,
            Target = _surrogate.Summary.TargetColumns[_goal.Output],
            Point = _incumbent.Point,
            Value = _incumbent.Value,
            Bound = last.Bound,
            Rounding = _output.Units(_rounding),
            OmittedConstraints = _boxes.OmittedConstraints,
            Boxes = last.Boxes,
            OpenBoxes = last.Open,
            DiscardedBoxes = _open.GivenUp.Boxes,
            Elapsed = _deadline.Elapsed,
            End = _history.End!.Value,
            History = _history.Progress,
        };
    }

    /// <inheritdoc cref="BoundedOutput.Steepest"/>
    internal double Steepest(CancellationToken cancellation = default) => _output.Steepest(new Deadline(_options.TimeLimit, cancellation));

    private void CutMostPromising()
    {
        int count = Math.Clamp(_open.Count / OpenForEach, 1, Cuts);
        _parts = _parts.Capacity < 2 * count ? new BoxBatch(2 * count, _lower.Length) : _parts;
        for (int i = 0; i < count && _open.Count > 0 && !(i > 0 && _deadline.IsOver); i++)
        {
            (int box, double bound, int input) = _open.Take(_lower, _upper);
            if (bound > Enough && TryCut(box, bound, input))
            {
                _open.Release(box);
            }
            else
            {
                _open.Close(box, bound); // the point has become better since, or there is nothing between neighbouring numbers
            }
        }
    }

    private bool TryCut(int box, double bound, int input)
    {
        ReadOnlySpan<BoxStep> steps = input < 0 ? [BoxStep.Narrowed]
            : _boxes.Cut(input, _lower, _upper) is null ? [] : [BoxStep.Below, BoxStep.Above];
        foreach (BoxStep step in steps)
        {
            AddPart(box, step, Math.Max(input, 0), bound);
        }

        return !steps.IsEmpty;
    }

    // To the parts, from the sides of the box that was taken, unless nothing of the domain is there.
    private void AddPart(int box, BoxStep step, int input, double bound)
    {
        int place = _parts.Count;
        Span<double> low = _parts.Of(_parts.Lower, place), high = _parts.Of(_parts.Upper, place);
        _lower.CopyTo(low);
        _upper.CopyTo(high);
        if (_boxes.Go(step, input, low, high) && _boxes.MayBeCovered(low, high))
        {
            (_parts.Parts[place], _parts.Count) = (_open.Part(box, step, input, bound), place + 1);
        }
    }

    private void BoundParts()
    {
        if (_parts.Count > 0)
        {
            _bounds.Bound(_parts, _deadline);
            _bounded += _parts.IsBounded.AsSpan(0, _parts.Count).Count(true);
        }

        _areBounded = true;
    }

    // Opens what may hold points better than the best. What there was no time to bound stays open with the bound of what it is a part of.
    private void OpenOrCloseParts()
    {
        for (int place = 0; place < _parts.Count; place++)
        {
            BoxBatch.Part part = _parts.Parts[place];
            bool isKnown = _parts.IsBounded[place] && !double.IsNaN(_parts.Bounds[place]);
            double bound = Math.Min(part.Bound, isKnown ? _parts.Bounds[place] : double.PositiveInfinity);
            ReadOnlySpan<(int, BoxStep)> ends = [];
            int input = -1; // to be bounded again as it is
            if (bound <= Enough || (_parts.IsBounded[place] && !_rule.TryChoose(_parts, place, out ends, out input)))
            {
                _open.Close(part.From, bound);
            }
            else
            {
                _open.Add(part, ends, bound, input);
            }
        }

        (_parts.Count, _areBounded) = (0, false);
    }
}
