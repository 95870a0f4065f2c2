using System.Text.Json.Serialization;
using static Extremal.Formats.Printable;

namespace Extremal.Results;

/// <summary>
/// The extremum as it was asked for, and the one to try first: whoever picks the point that a model likes best picks the model's errors too, so
/// that a careful person tries the point whose value is best after a doubt.
/// </summary>
/// <param name="RiskNeutral">The best value that the model says.</param>
/// <param name="RiskAverse">The best confidence bound of the value: it promises less, or as much, and is believed more.</param>
[JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
public sealed record Recommendation(Extremum RiskNeutral, Extremum RiskAverse)
{
    /// <summary>How unsure the model is of the value as asked, one deviation in the target's unit.</summary>
    public required double RiskNeutralSpread { get; init; }

    /// <summary>How unsure it is of the careful one's.</summary>
    public required double RiskAverseSpread { get; init; }

    /// <summary>By how many spreads a value was doubted.</summary>
    public required double Beta { get; init; }

    /// <summary>For example <c>try first: y = 79.1 ± 2.1; the extremum as asked promises 85.3 ± 9, and is believed less</c>.</summary>
    public override string ToString()
    {
        string name = RiskNeutral.Target.Name;
        string careful = Invariant($"try first: {name} = {RiskAverse.Value:G4} ± {RiskAverseSpread:G2}");
        return RiskNeutral.Point.SequenceEqual(RiskAverse.Point)
            ? careful + ", which is the extremum as asked"
            : careful + Invariant($"; the extremum as asked promises {RiskNeutral.Value:G4} ± {RiskNeutralSpread:G2}, and is believed less");
    }
}
