using System.Text.Json.Serialization;
using static Extremal.Formats.Printable;

namespace Extremal.Results;

/// <summary>
/// What a limit at which an answer stands costs: how the best attainable value changes when that limit is moved, for small moves. The
/// multiplier of the constraint, in the user's units.
/// </summary>
/// <param name="Limit">The limit, for example <c>cement ≤ 540 kg</c>.</param>
/// <param name="Price">
/// d value / d limit: the change of the output's value for each unit by which the limit is raised. For goals other than the greatest or
/// least output it is the change of the loss; for a risk attitude, that of what it takes for the value.
/// </param>
/// <param name="Quantity">What changes: the target, its confidence bound, or the loss.</param>
/// <param name="LimitUnit">The limit's unit; null for none.</param>
/// <param name="QuantityUnit">The unit of what changes; null for none.</param>
[JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
public sealed record ShadowPrice(string Limit, double Price, string Quantity, string? LimitUnit, string? QuantityUnit)
{
    /// <summary>For example <c>raising it by 1 kg changes strength by 0.031 MPa</c>.</summary>
    public string Sentence =>
        Invariant($"raising it by 1{Unit(LimitUnit)} changes {Quantity} by {Price:G3}{Unit(QuantityUnit)}");

    /// <summary>The limit and what it costs.</summary>
    public override string ToString() => Invariant($"{Limit}: {Sentence}");

    private static string Unit(string? unit) => unit is null ? "" : " " + unit;
}
