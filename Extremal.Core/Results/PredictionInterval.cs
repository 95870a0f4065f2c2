using System.Text.Json.Serialization;
using Extremal.Data;

namespace Extremal.Results;

/// <summary>Where a measurement is to be expected.</summary>
/// <param name="Low">In the target's unit.</param>
/// <param name="High">In the target's unit.</param>
/// <param name="Level">With what probability, if the measurement is like those of the data: of a new row, by the same process.</param>
/// <param name="Residuals">On how many residuals it is based.</param>
/// <param name="Origin">Where they come from.</param>
[JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
public readonly record struct PredictionInterval(double Low, double High, double Level, int Residuals, ResidualOrigin Origin)
{
    /// <summary>
    /// Of how many groups the residuals are, each of which counts once, for a measurement of a new group; 0 if the data have no groups.
    /// </summary>
    public int Groups { get; init; }

    /// <summary>Half of the interval.</summary>
    public double HalfWidth => 0.5 * (High - Low);

    /// <summary>Whether a measurement lies in it.</summary>
    public bool Contains(double measured) => measured >= Low && measured <= High;

    /// <summary>For example <c>71.2 to 83.9 (90 %, 142 out-of-bag residuals of 12 groups: so few make it wide)</c>.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"{Low:G6} to {High:G6} ({100 * Level:G4} %, {Residuals} {ResidualOrigins.Word(Origin)} residuals{OfGroups})");

    // With so few, the greatest of the residuals of one row a group is what counts.
    private string OfGroups => Groups == 0 ? ""
        : FormattableString.Invariant($" of {Groups} groups") + (ConformalRank.Of(Groups, Level) >= Groups ? ": so few make it wide" : "");
}
