using System.Text.Json.Serialization;

namespace Extremal.Problems.Constraints;

/// <summary>A rule of a domain that a point breaks.</summary>
/// <param name="Description">The rule, for example <c>cement + water ≤ 750</c>.</param>
/// <param name="Amount">By how much, in the rule's unit; +∞ if the numbers are not finite.</param>
/// <param name="Tolerance">Up to which amount the rule would count as kept.</param>
/// <param name="Sentence">For example <c>cement + water is 760, 10 above 750.</c></param>
[JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
public sealed record Violation(string Description, double Amount, double Tolerance, string Sentence)
{
    /// <summary>
    /// The part of a smooth constraint's measure up to which it counts as kept; of what, says <see cref="Domain.ToleranceOf"/>.
    /// </summary>
    public const double ConstraintTolerance = 1e-6;

    /// <inheritdoc cref="Sentence"/>
    public override string ToString() => Sentence;
}
