using System.Text.Json.Serialization;
using Extremal.Memory;
using Extremal.Optimization;
using Extremal.Problems;

namespace Extremal.Results;

/// <summary>How the search from one start went.</summary>
/// <param name="Start">Where it began, in the user's units.</param>
/// <param name="Point">The best point that it found, in the user's units.</param>
/// <param name="Loss">The goal's loss there, evaluated anew at exactly this point.</param>
/// <param name="Value">The output there, in the user's units.</param>
/// <param name="Violation">
/// By how much that point breaks the domain's limits: 0 if each holds to its tolerance, else the greatest excess, of a smooth constraint in
/// its scale, of a sum by the size of its terms.
/// </param>
/// <param name="Outcome">Why it stopped, and what it cost.</param>
[JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
public sealed record SearchStart(
    IReadOnlyList<double> Start, IReadOnlyList<double> Point, double Loss, double Value, double Violation, Outcome<double> Outcome)
{
    /// <inheritdoc cref="SearchStart" path="/param[@name='Start']"/>
    public IReadOnlyList<double> Start { get; init => field = ValueList<double>.Of(value); } = ValueList<double>.Of(Start);

    /// <inheritdoc cref="SearchStart" path="/param[@name='Point']"/>
    public IReadOnlyList<double> Point { get; init => field = ValueList<double>.Of(value); } = ValueList<double>.Of(Point);

    /// <summary>Whether the point meets every limit of the domain.</summary>
    public bool IsFeasible => Violation == 0;

    /// <summary>For example <c>from [0, 0] to [1, 2.5]: 0.75, Converged after 9 steps</c>, and by how much a limit is broken, if one is.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"from {ListText.Of(Start)} to {ListText.Of(Point)}: {Value:G6}, {Outcome.Reason} after {Outcome.Steps} steps")
        + (IsFeasible ? "" : FormattableString.Invariant($", a limit broken by {Violation:G3}"));

    internal Merit Merit => new(Violation, Loss);
}
