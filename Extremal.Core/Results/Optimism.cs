using System.Text.Json.Serialization;
using Extremal.Data;
using Extremal.Memory;
using static Extremal.Formats.Printable;

namespace Extremal.Results;

/// <summary>What one half of an ensemble chose, and what the other half says of it.</summary>
/// <param name="Point">The extremum of the half that chose, in the user's units.</param>
/// <param name="Choosers">Numbers of the members that chose; the others scored.</param>
/// <param name="Chosen">What the choosers promise there.</param>
/// <param name="Scored">What the others say.</param>
[JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
public sealed record HalfChoice(IReadOnlyList<double> Point, IReadOnlyList<int> Choosers, double Chosen, double Scored)
{
    /// <inheritdoc cref="HalfChoice" path="/param[@name='Point']"/>
    public IReadOnlyList<double> Point { get; init => field = ValueList<double>.Of(value); } = ValueList<double>.Of(Point);

    /// <inheritdoc cref="HalfChoice" path="/param[@name='Choosers']"/>
    public IReadOnlyList<int> Choosers { get; init => field = ValueList<int>.Of(value); } = ValueList<int>.Of(Choosers);

    /// <summary>For example <c>members [0, 2] promise 0.75 at [1, 2.5]; the others say 0.5</c>.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"members {ListText.Of(Choosers)} promise {Chosen:G6} at {ListText.Of(Point)}; the others say {Scored:G6}");
}

/// <summary>
/// The optimiser's curse, measured: whoever picks the point that a model likes best picks the model's error as well (J. E. Smith and
/// R. L. Winkler, "The optimizer's curse", Management Science 52, 2006). One half of an ensemble chooses and the other, which had no part in
/// the choice, scores. Errors that all members share, because they learnt from the same rows, do not show.
/// </summary>
/// <param name="Target">The output in question.</param>
/// <param name="Chosen">What the choosers promised, on average.</param>
/// <param name="Scored">What the others said, on average.</param>
/// <param name="Expected">
/// The mean of what is lost between promise and score, in the target's unit: above 0 if the score is worse. Half an ensemble is surer of
/// itself than the whole, so that it is rather too great for the whole.
/// </param>
/// <param name="Choices">Every choice, two for each way of halving.</param>
[JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
public sealed record Optimism(Column Target, double Chosen, double Scored, double Expected, IReadOnlyList<HalfChoice> Choices)
{
    /// <inheritdoc cref="Optimism" path="/param[@name='Choices']"/>
    public IReadOnlyList<HalfChoice> Choices { get; init => field = ValueList<HalfChoice>.Of(value); } = ValueList<HalfChoice>.Of(Choices);

    /// <summary>In a sentence.</summary>
    public override string ToString() => Invariant(
        $"Half of the members promise {Target.Name} = {Chosen:G4} where the other half says {Scored:G4}: expect a shortfall of {Expected:G3}")
        + (Target.Unit is null ? "." : Invariant($" {Target.Unit}."));
}
