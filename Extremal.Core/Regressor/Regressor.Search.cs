using Extremal.Certificates;
using Extremal.Extrema;
using Extremal.Kernels;
using Extremal.Optimization;
using Extremal.Problems;
using Extremal.Results;

namespace Extremal;

public sealed partial class Regressor
{
    private const double ExpectedLevel = 0.9;

    /// <summary>The input with the greatest output, equation (2.2).</summary>
    /// <param name="domain">Where to search; null for the box in which the data lie.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="output">Number of the output.</param>
    /// <param name="certify">
    /// How far and for how long the answer is to be proven: the greatest output that can exist, beside the greatest found. Null for no proof.
    /// </param>
    /// <param name="cancellation">Ends the search, or the proof; the best so far is the answer.</param>
    /// <exception cref="ArgumentException">
    /// The domain is empty, there is no such output, or an option makes no sense; or a proof is asked for, and an input has no range.
    /// </exception>
    public Extremum Maximize(
        Domain? domain = null, SearchOptions? options = null, int output = 0, CertificateOptions? certify = null,
        CancellationToken cancellation = default) =>
        Certified(Extremize(Goal.Maximize(output), domain, options, cancellation: cancellation), options, certify, cancellation);

    /// <summary>The input with the least output, equation (2.2).</summary>
    /// <inheritdoc cref="Maximize" path="/param|/exception"/>
    public Extremum Minimize(
        Domain? domain = null, SearchOptions? options = null, int output = 0, CertificateOptions? certify = null,
        CancellationToken cancellation = default) =>
        Certified(Extremize(Goal.Minimize(output), domain, options, cancellation: cancellation), options, certify, cancellation);

    /// <summary>
    /// An input at which the output is <paramref name="value"/>, or as near to it as was found: <see cref="Extremum.IsAttained"/> says which.
    /// </summary>
    /// <param name="value">In the user's units.</param>
    /// <inheritdoc cref="Maximize" path="/param|/exception"/>
    /// <param name="domain">Where to search; null for the box in which the data lie.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="output">Number of the output.</param>
    /// <param name="cancellation">Ends the search; the best so far is the answer.</param>
    public Extremum FindTarget(
        double value, Domain? domain = null, SearchOptions? options = null, int output = 0, CancellationToken cancellation = default) =>
        Extremize(Goal.Target(value, output), domain, options, cancellation: cancellation);

    /// <summary>The input that makes a goal's loss least: the paper's losses, sums of them, an expression of the user's own.</summary>
    /// <param name="goal">What is asked.</param>
    /// <param name="domain">Where to search; null for the box in which the data lie.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="progress">Reports after each step.</param>
    /// <param name="cancellation">Ends the search; the best so far is the answer.</param>
    /// <exception cref="ArgumentException">The domain is empty, the goal does not fit, or an option makes no sense.</exception>
    public Extremum Extremize(
        Goal goal, Domain? domain = null, SearchOptions? options = null, IProgress<MinimizerProgress<double>>? progress = null,
        CancellationToken cancellation = default)
    {
        var search = new ExtremumSearch(Surrogate, domain ?? Domain, goal, options, ApplicabilityDomain);
        using Parallelism.Scope limit = Parallelism.AtMost(options?.MaxDegreeOfParallelism ?? -1);
        Extremum found = search.Run(progress, cancellation);
        return found with
        {
            Expected = PredictInterval([.. found.Point], ExpectedLevel, goal.Output),
            NoExpectationReason = Residuals is null ? null : NoPredictionIntervalReason(ExpectedLevel, goal.Output),
            IsTrained = IsTrained,
        };
    }
}
