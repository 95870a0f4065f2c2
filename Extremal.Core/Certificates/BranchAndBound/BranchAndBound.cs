using System.Diagnostics;
using Extremal.Kernels;
using Extremal.Problems;
using Extremal.Results;

namespace Extremal.Certificates;

/// <summary>
/// Closes the gap between the best point found and what can exist at all (Land and Doig, "An automatic method of solving discrete
/// programming problems", 1960): the domain is a box; a box whose bound is no better than the best point is done; the others are cut in two,
/// the most promising first, and bounded anew. At any moment there are a point, a bound and a gap, and all three hold.
/// </summary>
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
    private readonly ApplicabilityDomain _coverage;
    private readonly DomainBoxes _boxes;
    private readonly BoundedNetwork[] _networks;
    private readonly Lazy<NetworkReach[]> _reaches;
    private long _stated; // ticks that the statement took: the first run's caller waited for it too

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
        long began = Stopwatch.GetTimestamp();
        RequireExtreme(goal, surrogate);
        domain.RequireInputsOf(surrogate, "A certificate");
        RequireSubnormals();
        (_surrogate, _domain, _goal, _options) = (surrogate, domain.Validate(), goal, options ?? new CertificateOptions());
        _options.Validate();
        _coverage = coverage ?? ApplicabilityDomain.Of(surrogate.Summary);
        _boxes = new DomainBoxes(surrogate, _domain, _coverage);
        _networks = [.. surrogate.Members.Select(BoundedNetwork.Of)];
        _reaches = new(
            () => [.. _networks.Select(network => NetworkReach.Of(network, _boxes.Region, _goal.Output))], LazyThreadSafetyMode.PublicationOnly);
        _stated = Stopwatch.GetElapsedTime(began).Ticks;
    }

    /// <summary>
    /// A value in the output's unit. If given, the proof ends as soon as no point passes it, or one that was found does; the gap is not read.
    /// </summary>
    internal double? Limit { get; init; }

    /// <summary>Closes the gap as far as the options allow.</summary>
    /// <param name="found">The best point found, in the user's units; empty for none. It need not be good, but a good one saves boxes.</param>
    /// <param name="improve">
    /// Makes a better point of a promising one, such as a local search; both in the user's units. Null, or a null result, for none.
    /// </param>
    /// <param name="progress">Reports after every batch of boxes.</param>
    /// <param name="cancellation">Ends it within some milliseconds; what was proven by then holds.</param>
    /// <exception cref="ArgumentException">The point has another length.</exception>
    public Certificate Run(
        ReadOnlySpan<double> found = default, Func<double[], double[]?>? improve = null, IProgress<CertificateProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        using Parallelism.Scope limit = Parallelism.AtMost(_options.MaxDegreeOfParallelism);
        var deadline = new Deadline(_options.TimeLimit, cancellation, new TimeSpan(Interlocked.Exchange(ref _stated, 0)));
        var incumbent = new Incumbent(_surrogate, _domain, _goal, _coverage, _boxes) { Improve = improve };
        if (!found.IsEmpty)
        {
            incumbent.Offer(found);
        }

        var team = new BoundingTeam(Parallelism.Threads(_options.MaxDegreeOfParallelism), Bounds);
        var proof = new Proof(_boxes, incumbent, team, new Frontier(_boxes, _options.MemoryLimit), deadline)
        {
            Wanted = _options.Gap,
            Limit = Limit is { } value ? _goal.Extreme.Sign * _surrogate.OutputScaling.Apply(_goal.Output, value) : null,
        };
        Prepare(proof, deadline);
        return Close(proof, incumbent, progress, deadline);
    }

    /// <summary>
    /// No derivative of the output is steeper anywhere in the domain: its unit by a standard deviation of an input. +∞ if that is not known in
    /// time.
    /// </summary>
    internal double Steepest(CancellationToken cancellation = default)
    {
        var batch = new BoxBatch(1, _surrogate.Inputs) { Count = 1 };
        _boxes.Region.Lower.CopyTo(batch.Lower, 0);
        _boxes.Region.Upper.CopyTo(batch.Upper, 0);
        new BoundingTeam(1, Bounds).Bound(batch, new Deadline(_options.TimeLimit, cancellation));
        double steepest = batch.LeastSlopes.Concat(batch.GreatestSlopes)
            .Max(slope => double.IsNaN(slope) || !batch.IsBounded[0] ? double.PositiveInfinity : Math.Abs(slope));
        return steepest / _networks.Length * _surrogate.OutputScaling.Scales[_goal.Output] * (1 + 1e-9);
    }

    // What holds all over the domain. Without it nothing is proven, which the proof then says.
    private void Prepare(Proof proof, Deadline deadline)
    {
        using Deadline.Scope watched = deadline.Watch();
        try
        {
            proof.Rounding = RoundingOfOutput();
        }
        catch (InterruptedException over) when (over.Deadline == deadline)
        {
        }
    }

    private Certificate Close(Proof proof, Incumbent incumbent, IProgress<CertificateProgress>? progress, Deadline deadline)
    {
        List<CertificateProgress> course = [];
        CertificateEnd? end = null;
        for (proof.Begin(); ; proof.Cut(Math.Clamp(proof.Open / OpenForEach, 1, Cuts)))
        {
            CertificateProgress now = proof.Progress(_surrogate, _goal, deadline.Elapsed);
            end = End(proof, now, deadline);
            progress?.Report(now);
            if (end is not null || course.Count == 0 || now.Boxes >= 1.1 * course[^1].Boxes || now.Value != course[^1].Value)
            {
                course.Add(now);
            }

            if (end is { } reason)
            {
                return new Certificate
                {
                    Goal = _goal,
                    Domain = _domain,
                    Target = _surrogate.Summary.TargetColumns[_goal.Output],
                    Point = incumbent.Point,
                    Value = incumbent.Value,
                    Bound = now.Bound,
                    Rounding = proof.Rounding * _surrogate.OutputScaling.Scales[_goal.Output],
                    OmittedConstraints = _boxes.LeftOut,
                    Boxes = now.Boxes,
                    OpenBoxes = now.Open,
                    DiscardedBoxes = proof.GivenUp.Boxes,
                    Elapsed = deadline.Elapsed,
                    End = reason,
                    History = course,
                };
            }
        }
    }

    private CertificateEnd? End(Proof proof, CertificateProgress now, Deadline deadline) =>
        IsClosed(now) ? CertificateEnd.GapClosed
        : proof.Open == 0 ? double.IsNegativeInfinity(proof.Bound) ? CertificateEnd.Infeasible
            : proof.IsShortOfMemory ? CertificateEnd.MemoryLimit : CertificateEnd.Exhausted
        : deadline.Cancellation.IsCancellationRequested ? CertificateEnd.Cancelled
        : now.Boxes >= _options.MaxBoxes ? CertificateEnd.BoxLimit
        : deadline.IsOver ? CertificateEnd.TimeLimit
        : double.IsPositiveInfinity(proof.Rounding) ? CertificateEnd.Exhausted
        : null;

    private bool IsClosed(CertificateProgress now)
    {
        int sign = _goal.Extreme.Sign;
        return Limit is { } limit ? sign * (limit - now.Bound) >= 0 || sign * (now.Value - limit) > 0 : now.Gap <= _options.Gap;
    }

    private IBoxBounds Bounds()
    {
        (int sign, RiskAttitude risk) = _goal.Extreme;
        return risk.IsWorstCase
            ? new LeastBounds([.. _reaches.Value.Select(network => new LinearBounds([network], _boxes.Region, _goal.Output, sign))],
                _surrogate.Inputs, 2 * Cuts)
            : new LinearBounds(_reaches.Value, _boxes.Region, _goal.Output, sign);
    }

    // In the output's scaled units. A mean adds the members in order and divides; the worst member is one of them.
    private double RoundingOfOutput()
    {
        double[] errors = [.. _networks.Select(network => Rounding.Of(
            network, _goal.Output, network.IsSingle, _boxes.Region.Lower, _boxes.Region.Upper))];
        if (errors.Length == 1 || _goal.Extreme.Risk.IsWorstCase)
        {
            return errors.Max();
        }

        double size = 0;
        foreach (BoundedNetwork network in _networks)
        {
            size += IntervalBounds.Outputs(network, _boxes.Region.Lower, _boxes.Region.Upper)[_goal.Output].Magnitude;
        }

        return (errors.Sum() + 2 * (errors.Length + 1) * (1.0 / (1L << 53)) * size) / errors.Length * (1 + 1e-9);
    }

    private static void RequireExtreme(Goal goal, Surrogate surrogate)
    {
        (int sign, RiskAttitude risk) = goal.Extreme;
        if (sign == 0 || !(risk == RiskAttitude.Neutral || risk.IsWorstCase))
        {
            throw new ArgumentException(
                $"A certificate wants the greatest or the least value of an output, of the mean or of the worst member; it got '{goal}'. "
                + "Whether a value is in reach, the proven range of the output tells.", nameof(goal));
        }

        if (risk.IsWorstCase && surrogate.Members.Count < 2)
        {
            throw new ArgumentException($"The goal '{goal}' wants an ensemble; the model is the single network {surrogate.Network}.", nameof(goal));
        }

        if ((uint)goal.Output >= (uint)surrogate.Outputs)
        {
            throw new ArgumentException(
                $"A certificate got the goal '{goal}'; the network {surrogate.Network} wants an output from 0 to {surrogate.Outputs - 1}.", nameof(goal));
        }
    }

    private static void RequireSubnormals()
    {
        if (Subnormals.AreFlushed)
        {
            throw new InvalidOperationException(
                "This process flushes subnormal numbers to zero, and a certificate's rounding does not allow for that; turn it off.");
        }
    }
}
