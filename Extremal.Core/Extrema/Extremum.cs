using Extremal.Data;
using Extremal.Optimization;
using Extremal.Problems;
using Extremal.Problems.Constraints;

namespace Extremal.Extrema;

/// <summary>
/// The answer of a search, x̂, with its evidence: value and gradient at exactly the numbers returned, which limits it meets and what they
/// cost, the distinct optima and how many starts led to each, how far the data support it, why the best search stopped.
/// </summary>
public sealed class Extremum
{
    internal Extremum(SearchProblem problem, NetworkObjective objective, IReadOnlyList<SearchStart> starts, int best, SearchOptions options)
    {
        (Domain, Goal, Starts, BestStart, Seed) = (problem.Domain, problem.Goal, starts, best, options.Seed);
        double[] point = [.. starts[best].Point], gradient = new double[point.Length];
        Value = problem.Surrogate.Value(point, Goal.Output, gradient);
        Target = problem.Surrogate.Summary.TargetColumns[Goal.Output];
        (Point, Gradient) = (point, gradient);
        States = [.. point.Select((value, input) => Domain.StateOf(input, value))];
        Violations = Domain.Violations(point, problem.Surrogate, [.. problem.Constraints.Skip(Domain.Constraints.Count)]);
        Optima = Extrema.Optima.Of(starts, Domain);
        Prices = Stationarity.Prices(problem, objective, point);
    }

    /// <summary>x̂: one number an input, in the user's units. At a bound, on a grid, or fixed, it is the user's own number bit for bit.</summary>
    public IReadOnlyList<double> Point { get; }

    /// <summary>f(θ̂; x̂), in the user's units: what the network says, not what is true.</summary>
    public double Value { get; }

    /// <summary>∂f/∂x at x̂, the output's unit by the input's.</summary>
    public IReadOnlyList<double> Gradient { get; }

    /// <summary>Where each input stands between its bounds.</summary>
    public IReadOnlyList<BoundState> States { get; }

    /// <summary>
    /// The limits that hold x̂ back, each with its price: by how much the answer's value (for a goal of another form: its loss) changes for
    /// each unit by which that limit is moved up. Empty where the network has a kink at x̂, so that no such number exists.
    /// </summary>
    public IReadOnlyList<ShadowPrice> Prices { get; }

    /// <summary>The limits that x̂ breaks, by how much; none if it lies in the domain.</summary>
    public IReadOnlyList<Violation> Violations { get; }

    /// <summary>The greatest of the violations, in its own unit; 0 if there is none.</summary>
    public double Violation => Violations.Count == 0 ? 0 : Violations.Max(violation => violation.Amount);

    /// <summary>
    /// Whether x̂ lies in the domain: ranges, fixed and discrete inputs exactly, sums to 1e-9 of their terms, smooth constraints to 1e-6 of
    /// their scale. If it does not, no point was found that does, and x̂ is the one that breaks the limits least.
    /// </summary>
    public bool IsFeasible => Violations.Count == 0;

    /// <summary>
    /// Whether the answer may be taken for the network's best: it meets every limit, its search converged, and if there were several
    /// starts, another one led to it too.
    /// </summary>
    public bool IsConverged => IsFeasible && Reason == StopReason.Converged && (Starts.Count == 1 || Hits > 1);

    /// <summary>How many starts led to a value as good as the answer's, its own among them.</summary>
    public int Hits => Starts.Count(start => start.IsFeasible && start.Loss <= Loss + SearchRounds.SameLoss * (1 + Math.Abs(Loss)));

    /// <summary>The goal's loss at x̂.</summary>
    public double Loss => Starts[BestStart].Loss;

    /// <summary>Why the best start stopped; <see cref="StopReason.Infeasible"/> if the answer is not in the domain.</summary>
    public StopReason Reason => IsFeasible || Starts[BestStart].Outcome.Reason != StopReason.Converged
        ? Starts[BestStart].Outcome.Reason
        : StopReason.Infeasible;

    /// <summary>The distinct optima in which searches ended, the best first.</summary>
    public IReadOnlyList<Optimum> Optima { get; }

    /// <summary>How each start went.</summary>
    public IReadOnlyList<SearchStart> Starts { get; }

    /// <summary>Number of the start that found x̂.</summary>
    public int BestStart { get; }

    /// <summary>How far the data support x̂: distances, the nearest rows, and a verdict.</summary>
    public required Support Support { get; init; }

    /// <summary>What is proven of it, if that was asked for: no point of the domain is better than its bound.</summary>
    public Certificate? Certificate { get; internal set; }

    /// <summary>What was asked.</summary>
    public Goal Goal { get; }

    /// <summary>Where it was sought.</summary>
    public Domain Domain { get; }

    /// <summary>The output that <see cref="Value"/> is of.</summary>
    public Column Target { get; }

    /// <summary>Which starts were drawn.</summary>
    public ulong Seed { get; }

    /// <summary>Steps of the start that took most.</summary>
    public int Steps => Starts.Max(start => start.Outcome.Steps);

    /// <summary>Points evaluated on the ways of all starts.</summary>
    public long Evaluations { get; internal init; }

    /// <summary>Points that were looked at to choose starts.</summary>
    public long Screened { get; internal init; }

    /// <summary>Time of the search, without that of the path's second one.</summary>
    public TimeSpan Elapsed { get; internal init; }

    /// <summary>The points from the best start to x̂, in the user's units; empty unless it was asked for.</summary>
    public IReadOnlyList<double[]> Path { get; internal init; } = [];

    /// <summary>What measurement to expect at x̂, if the caller's model knows: low and high in the user's units, and how often it lies between.</summary>
    public Expectation? Expected { get; internal init; }

    /// <summary>Why no measurement is expected, in words: too few rows, or groups, were held back. Null if one is, or if none was held back.</summary>
    public string? WhyNotExpected { get; internal init; }

    /// <summary>A short report: inputs, value, limits met and their prices, what supports it, why the search stopped.</summary>
    public override string ToString() => new ExtremumReport(this).ToString();
}
