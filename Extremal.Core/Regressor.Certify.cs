using Extremal.Certificates;
using Extremal.Extrema;
using Extremal.Problems;

namespace Extremal;

public sealed partial class Regressor
{
    /// <summary>
    /// Proves how good an answer is: no point of the domain gives the model a better output than the certificate's bound. It begins with the
    /// point that was found; if it meets a better one on the way, the certificate has that.
    /// </summary>
    /// <param name="found">An answer of this model to the question for a greatest or least output.</param>
    /// <param name="options">How far and for how long; null for the defaults.</param>
    /// <param name="progress">Told after each batch of boxes; what it says already holds.</param>
    /// <param name="cancellation">Ends the proof; what was proven by then holds.</param>
    /// <exception cref="ArgumentException">
    /// The goal is another, an input has no range, a weight is not finite, or an option makes no sense.
    /// </exception>
    /// <exception cref="NotSupportedException">An activation is a formula of the user's own that declares no curve.</exception>
    public Certificate Certify(
        Extremum found, CertificateOptions? options = null, IProgress<CertificateProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(found);
        return new BranchAndBound(Surrogate, found.Domain, found.Goal, options, Coverage).Run(
            [.. found.Point], point => Improve(point, found.Domain, found.Goal), progress, cancellation);
    }

    /// <summary>The least and the greatest output over a domain, each with its proof.</summary>
    /// <param name="domain">Where; null for the box in which the data lie.</param>
    /// <param name="output">Number of the output.</param>
    /// <param name="options">How far and for how long, each; null for the defaults.</param>
    /// <param name="cancellation">Ends it; what was proven by then holds.</param>
    /// <exception cref="ArgumentException">The domain is empty or has no bounds, there is no such output, or an option makes no sense.</exception>
    public OutputRange Range(
        Domain? domain = null, int output = 0, CertificateOptions? options = null, CancellationToken cancellation = default)
    {
        Certificate Prove(Goal goal) =>
            Certify(Extremize(goal, domain, cancellation: cancellation), options, cancellation: cancellation);

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
    public IReadOnlyList<LossFinding> Lint(
        Goal goal, Domain? domain = null, double epsilon = 1e-8, CertificateOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(goal);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(epsilon);
        domain ??= Domain;
        return goal.OfOutput is { } loss
            ? new LossLint(
                loss, Range(domain, goal.Output, options, cancellation),
                new BranchAndBound(Surrogate, domain, Goal.Maximize(goal.Output), options).Steepest(), epsilon).Findings()
            : [];
    }

    // A point that the proof has met may be better than all that were found; its own optimum is better still.
    private double[]? Improve(double[] point, Domain domain, Goal goal)
    {
        var options = new SearchOptions { Starts = 0, Points = [point], Searches = 1, Rounds = 1, MaxDegreeOfParallelism = 1 };
        domain = domain.WithDiscreteValuesOf(point); // the proof visits the other ones itself
        Extremum found = new ExtremumSearch(Surrogate, domain, goal, options, domain.InsideQuantile is null ? null : Coverage).Run();
        return found.IsFeasible ? [.. found.Point] : null;
    }

    // The answer with its proof. If the proof met a better point, or the first one that is feasible, the search goes on from there.
    private Extremum Certified(Extremum found, SearchOptions? options, CertificateOptions? certify, CancellationToken cancellation)
    {
        if (certify is null)
        {
            return found;
        }

        Certificate proof = Certify(found, certify, cancellation: cancellation);
        if (proof.Point is { } point && (!found.IsFeasible || found.Goal.Extreme.Sign * (proof.Value - found.Value) > 0))
        {
            SearchOptions asked = options ?? new SearchOptions();
            found = Extremize(found.Goal, found.Domain, asked with { Points = [.. asked.Points, [.. point]] }, cancellation: CancellationToken.None);
        }

        found.Certificate = proof;
        return found;
    }
}
