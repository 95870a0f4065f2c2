using Extremal.Certificates;
using Extremal.Extrema;
using Extremal.Kernels;
using Extremal.Problems;
using Extremal.Results;

namespace Extremal;

public sealed partial class Regressor
{
    /// <summary>
    /// Proves how good an answer is: no point of the domain gives the model a better output than the certificate's bound. It begins with the
    /// point that was found; if it meets a better one on the way, the certificate has that.
    /// </summary>
    /// <param name="found">An answer of this model to the question for a greatest or least output.</param>
    /// <param name="options">How far and for how long; null for the defaults.</param>
    /// <param name="progress">Reports after each batch of boxes; what it says already holds.</param>
    /// <param name="cancellation">Ends the proof; what was proven by then holds.</param>
    /// <exception cref="ArgumentException">
    /// The goal is another, an input has no range, a weight is not finite, or an option makes no sense.
    /// </exception>
    /// <exception cref="NotSupportedException">An activation is a function of the user's own that declares no curve.</exception>
    public Certificate Certify(
        Extremum found, CertificateOptions? options = null, IProgress<CertificateProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(found);
        var proof = new BranchAndBound(Surrogate, found.Domain, found.Goal, options, ApplicabilityDomain);
        Deadline deadline = proof.Begin([.. found.Point], cancellation);
        while (proof.Advance(progress) is { } met)
        {
            proof.Offer(Improve(met, found.Domain, found.Goal, deadline));
        }

        return proof.Conclude();
    }

    /// <summary>The least and the greatest output over a domain, each with its proof.</summary>
    /// <param name="domain">Where; null for the box in which the data lie.</param>
    /// <param name="output">Number of the output.</param>
    /// <param name="options">How far and for how long, each, with the search for its beginning; null for the defaults.</param>
    /// <param name="cancellation">Ends it; what was proven by then holds.</param>
    /// <exception cref="ArgumentException">The domain is empty or has no bounds, there is no such output, or an option makes no sense.</exception>
    public OutputRange FindOutputRange(
        Domain? domain = null, int output = 0, CertificateOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new CertificateOptions();

        Certificate Prove(Goal goal)
        {
            var deadline = new Deadline(options.TimeLimit, cancellation);
            Extremum found = Extremize(goal, domain, new SearchOptions { TimeLimit = options.TimeLimit / 2 }, cancellation: cancellation);
            TimeSpan? left = options.TimeLimit is null ? null : deadline.Left;
            return Certify(found, options with { TimeLimit = left }, cancellation: cancellation);
        }

        return new OutputRange(Prove(Goal.Minimize(output)), Prove(Goal.Maximize(output)));
    }

    /// <summary>
    /// Whether a loss of the paper's means what is wanted, proven from the range of the output: equation (2.3) asks for the opposite where
    /// the output is negative, and (2.3) and (2.7) are flat near zero and for large outputs, where an optimiser stands still.
    /// </summary>
    /// <param name="goal">One of <see cref="PaperLosses"/>, alone or first of a sum; of any other nothing is known, and nothing is found.</param>
    /// <param name="domain">Where; null for the box in which the data lie.</param>
    /// <param name="epsilon">The least derivative, in the loss by a standard deviation of an input, that still moves the optimiser.</param>
    /// <param name="options">How far and for how long the range is proven; null for the defaults.</param>
    /// <param name="cancellation">Ends the proof; what was proven by then is used.</param>
    /// <exception cref="ArgumentException">The domain is empty or has no bounds, there is no such output, or an option makes no sense.</exception>
    public IReadOnlyList<LossFinding> CheckLoss(
        Goal goal, Domain? domain = null, double epsilon = 1e-8, CertificateOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(goal);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(epsilon);
        domain ??= Domain;
        if (goal.OfOutput is not { } loss)
        {
            return [];
        }

        OutputRange range = FindOutputRange(domain, goal.Output, options, cancellation);
        double steepest = cancellation.IsCancellationRequested
            ? double.PositiveInfinity // not known
            : new BranchAndBound(Surrogate, domain, Goal.Maximize(goal.Output), options).Steepest(cancellation);
        return new LossCheck(loss, range, steepest, epsilon).Findings();
    }

    // A point that the proof has met is better than all that were found; the optimum next to it is better still. If there is no time, or that
    // breaks a limit, the point itself.
    private double[] Improve(double[] point, Domain domain, Goal goal, Deadline deadline)
    {
        if (deadline.IsOver)
        {
            return point;
        }

        domain = domain.WithDiscreteValuesOf(point); // the proof visits the other ones itself
        var options = new SearchOptions
        {
            Starts = 0,
            Points = [point],
            Searches = 1,
            MaxRounds = 1,
            MaxDegreeOfParallelism = 1,
            TimeLimit = deadline.Limit is null ? null : deadline.Left,
        };
        Extremum found = new ExtremumSearch(Surrogate, domain, goal, options, domain.InsideQuantile is null ? null : ApplicabilityDomain)
            .Run(cancellation: deadline.Cancellation);
        return found.IsFeasible ? [.. found.Point] : point;
    }

    // The answer with its proof. If the proof met a better point, or the first one that is feasible, the search goes on from there.
    private Extremum Certified(Extremum found, SearchOptions? options, CertificateOptions? certify, CancellationToken cancellation)
    {
        if (certify is null)
        {
            return found;
        }

        Certificate proof = Certify(found, certify, cancellation: cancellation);
        TimeSpan elapsed = found.Elapsed + proof.Elapsed;
        if (proof.Point is { } point && (!found.IsFeasible || found.Goal.Extreme.Sign * (proof.Value - found.Value) > 0))
        {
            // What the first search has left of its time; the point itself is judged in any case.
            SearchOptions asked = options ?? new SearchOptions();
            TimeSpan? left = asked.TimeLimit is { } limit ? limit > found.Elapsed ? limit - found.Elapsed : TimeSpan.Zero : null;
            asked = asked with { Points = [[.. point], .. asked.Points], TimeLimit = left };
            found = Extremize(found.Goal, found.Domain, asked, cancellation: cancellation);
            elapsed += found.Elapsed;
        }

        return found with { Certificate = proof, Elapsed = elapsed };
    }
}
