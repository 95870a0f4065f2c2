using Extremal.Memory;

namespace Extremal.Extrema;

/// <summary>One of the distinct optima that the searches led to.</summary>
/// <param name="Point">The best of the points there, in the user's units.</param>
/// <param name="Value">The output there, in the user's units.</param>
/// <param name="Loss">The goal's loss there.</param>
/// <param name="Starts">How many starts led there.</param>
/// <param name="Share">That number as a share of all starts that met the domain's limits.</param>
public sealed record Optimum(IReadOnlyList<double> Point, double Value, double Loss, int Starts, double Share)
{
    /// <summary>For example <c>0.75 at [1, 2.5], where 12 starts (60 %) led</c>.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"{Value:G6} at {ListText.Of(Point)}, where {Starts} starts ({100 * Share:F0} %) led");
}
