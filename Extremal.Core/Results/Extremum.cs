using System.Text.Json.Serialization;
using Extremal.Data;
using Extremal.Memory;
using Extremal.Optimization;
using Extremal.Problems;
using Extremal.Problems.Constraints;

namespace Extremal.Results;

/// <summary>
/// The answer of a search, x̂, with its evidence: value and gradient at exactly the numbers returned, which limits it meets and what they
/// cost, the distinct optima and how many starts led to each, how far the data support it, why the best search stopped. It is plain data, equal
/// by value; System.Text.Json writes it and reads it back.
/// </summary>
[JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
public sealed record Extremum
{
    // What takes time with hundreds of inputs, or many rows, is computed when it is first asked for: a search may have less time.
    private readonly Deferred<IReadOnlyList<ShadowPrice>> _prices = new([]);
    private readonly Deferred<Support> _support = new(() => throw new InvalidOperationException("This answer has no support."));

    /// <summary>An answer from its parts, as they are read from a file.</summary>
    [JsonConstructor]
    public Extremum()
    {
    }

    internal Extremum(Deferred<Support> support, Deferred<IReadOnlyList<ShadowPrice>> prices) => (_support, _prices) = (support, prices);

    /// <summary>x̂: one number an input, in the user's units. At a bound, on a grid, or fixed, it is the user's own number bit for bit.</summary>
    public required IReadOnlyList<double> Point { get; init => field = ValueList<double>.Of(value); }

    /// <summary>f(θ̂; x̂), in the user's units: what the network says, not what is true.</summary>
    public required double Value { get; init; }

    /// <summary>
    /// ∂f/∂x at x̂, the output's unit by the input's. That of a label's column is the slope between the labels, where no input lies: what
    /// another label gives, a prediction of it says.
    /// </summary>
    public required IReadOnlyList<double> Gradient { get; init => field = ValueList<double>.Of(value); }

    /// <summary>Where each input stands between its bounds.</summary>
    public required IReadOnlyList<BoundState> BoundStates { get; init => field = ValueList<BoundState>.Of(value); }

    /// <summary>
    /// The limits that hold x̂ back, each with its price: by how much the answer's value (for a goal of another form: its loss) changes for
    /// each unit by which that limit is moved up. Empty where the network has a kink at x̂, so that no such number exists. What moves in
    /// steps has none: an input on a grid, and a category, whose label is a choice. They are computed when they are first asked for: with
    /// hundreds of inputs that takes longer than some searches may.
    /// </summary>
    public IReadOnlyList<ShadowPrice> ShadowPrices
    {
        get => _prices.Value;
        init => _prices = new(ValueList<ShadowPrice>.Of(value));
    }

    /// <summary>The limits that x̂ breaks, by how much; none if it lies in the domain.</summary>
    public IReadOnlyList<Violation> Violations { get; init => field = ValueList<Violation>.Of(value); } = ValueList<Violation>.Of([]);

    /// <summary>The greatest of the violations, in its own unit; 0 if there is none.</summary>
    public double Violation => Violations.Count == 0 ? 0 : Violations.Max(violation => violation.Amount);

    /// <summary>
    /// Whether x̂ lies in the domain: ranges, fixed and discrete inputs exactly, sums to 1e-9 of their terms, outputs to 1e-6 of their
    /// deviation in the data, expressions to 1e-6 of the limit and of what they sum up at x̂, or of the scale that was given
    /// (<see cref="Problems.Domain.ToleranceOf"/>). If it does not, no point was found that does, and x̂ is the one that breaks the limits least.
    /// </summary>
    public bool IsFeasible => Violations.Count == 0;

    /// <summary>For each value that the goal wants of an output, whether x̂ has it, and else how far off it is; empty for other goals.</summary>
    public IReadOnlyList<Attainment> Attainments { get; init => field = ValueList<Attainment>.Of(value); } = ValueList<Attainment>.Of([]);

    /// <summary>
    /// Whether x̂ has every value that the goal wants, to a thousandth of the output's standard deviation, and lies in the domain; null for a
    /// goal that wants none.
    /// </summary>
    public bool? IsAttained => Attainments.Count == 0 ? null : IsFeasible && Attainments.All(one => one.IsAttained);

    /// <summary>
    /// Whether the answer may be taken for the network's best: it meets every limit, its search converged, and there is no
    /// <see cref="Caveat"/>. It is not a proof: a <see cref="Certificate"/> is. Of a value that is out of reach the best is the nearest:
    /// <see cref="IsAttained"/> tells.
    /// </summary>
    public bool IsConverged => IsFeasible && Reason == StopReason.Converged && Caveat is null;

    /// <summary>
    /// Why a better answer may have been missed although the search converged, in a sentence: no other start led to this one, hardly any point
    /// that was looked at had a finite loss, or not all combinations of discrete values were searched. Null if nothing is known against it.
    /// </summary>
    public string? Caveat { get; init; }

    /// <summary>How many starts led to a value as good as the answer's, its own among them.</summary>
    public int AgreeingStarts => Starts.Count(start => start.IsFeasible && start.Merit.IsAsGoodAs(Starts[BestStart].Merit));

    /// <summary>The goal's loss at x̂.</summary>
    public double Loss => Starts[BestStart].Loss;

    /// <summary>Why the best start stopped; <see cref="StopReason.Infeasible"/> if the answer is not in the domain.</summary>
    public StopReason Reason => IsFeasible || Starts[BestStart].Outcome.Reason != StopReason.Converged
        ? Starts[BestStart].Outcome.Reason
        : StopReason.Infeasible;

    /// <summary>The distinct optima in which searches ended, the best first.</summary>
    public required IReadOnlyList<Optimum> Optima { get; init => field = ValueList<Optimum>.Of(value); }

    /// <summary>How each start went. An interrupted search leaves out those for whose end there was no time.</summary>
    public required IReadOnlyList<SearchStart> Starts { get; init => field = ValueList<SearchStart>.Of(value); }

    /// <summary>Number of the start that found x̂.</summary>
    public required int BestStart { get; init; }

    /// <summary>How far the data support x̂: distances, the nearest rows, and a verdict.</summary>
    [JsonRequired]
    public Support Support
    {
        get => _support.Value;
        init => _support = new(value);
    }

    /// <summary>What is proven of it, if that was asked for: no point of the domain is better than its bound.</summary>
    public Certificate? Certificate { get; init; }

    /// <summary>What was asked.</summary>
    public required Goal Goal { get; init; }

    /// <summary>Where it was sought.</summary>
    public required Domain Domain { get; init; }

    /// <summary>The output that <see cref="Value"/> is of.</summary>
    public required Column Target { get; init; }

    /// <summary>Which starts were drawn.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Steps of the start that took most.</summary>
    public int Steps => Starts.Max(start => start.Outcome.Steps);

    /// <summary>Points evaluated on the ways of all starts.</summary>
    public long Evaluations { get; init; }

    /// <summary>Points that were looked at to choose starts.</summary>
    public long ScreenedPoints { get; init; }

    /// <summary>The time that the caller waited for the answer.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>
    /// The points from the best start to x̂, in the user's units; empty unless it was asked for. An interrupted search may know only the first
    /// of them.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<double>> Path
    {
        get;
        init => field = value is null ? null! : ValueList<IReadOnlyList<double>>.Of(value.Select(ValueList<double>.Of));
    } = ValueList<IReadOnlyList<double>>.Of([]);

    /// <summary>Where to expect a measurement at x̂, nine times of ten; null if the model has nothing to tell by.</summary>
    public PredictionInterval? Expected { get; init; }

    /// <summary>Whether a step of the network's training was finished. If not, it is as it was drawn, and says nothing of the data.</summary>
    public bool IsTrained { get; init; } = true;

    /// <summary>Why no measurement is expected, in words: too few rows, or groups, were held back. Null if one is, or if none was held back.</summary>
    public string? NoExpectationReason { get; init; }

    /// <summary>
    /// A short report: inputs, value, whether a wanted one was reached, limits met and their prices, what supports it, why the search
    /// stopped.
    /// </summary>
    public override string ToString() => new ExtremumReport(this).ToString();
}
