using System.Text.Json.Serialization;
using Extremal.Memory;

namespace Extremal.Results;

/// <summary>One of the distinct optima that the searches led to.</summary>
/// <param name="Point">The best of the points there, in the user's units.</param>
/// <param name="Value">The output there, in the user's units.</param>
/// <param name="Loss">The goal's loss there.</param>
/// <param name="Starts">How many starts led there.</param>
/// <param name="Share">That number as a share of all starts that met the domain's limits.</param>
[JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
public sealed record Optimum(IReadOnlyList<double> Point, double Value, double Loss, int Starts, double Share)
{
    /// <inheritdoc cref="Optimum" path="/param[@name='Point']"/>
    public IReadOnlyList<double> Point { get; init => field = ValueList<double>.Of(value); } = ValueList<double>.Of(Point);

    /// <summary>For example <c>0.75 at [1, 2.5], where 12 starts (60 %) led</c>.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"{Value:G6} at {ListText.Of(Point)}, where {Starts} starts ({100 * Share:F0} %) led");
}
