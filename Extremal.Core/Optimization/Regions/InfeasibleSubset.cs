using Extremal.Memory;

namespace Extremal.Optimization.Regions;

/// <summary>
/// Constraints that no point meets together, though without any one of them some point would meet the others.
/// </summary>
/// <param name="Lower">Coordinates whose lower bounds are among them.</param>
/// <param name="Upper">Coordinates whose upper bounds are among them.</param>
/// <param name="Minimum">Rows whose lower limits are among them.</param>
/// <param name="Maximum">Rows whose upper limits are among them.</param>
internal sealed record InfeasibleSubset(
    IReadOnlyList<int> Lower, IReadOnlyList<int> Upper, IReadOnlyList<int> Minimum, IReadOnlyList<int> Maximum)
{
    /// <summary>For example <c>lower bounds of coordinates [0, 1] against upper limits of rows [0]</c>.</summary>
    public override string ToString() => string.Join(" against ", new (string Kind, IReadOnlyList<int> Numbers)[]
    {
        ("lower bounds of coordinates", Lower), ("upper bounds of coordinates", Upper),
        ("lower limits of rows", Minimum), ("upper limits of rows", Maximum),
    }.Where(part => part.Numbers.Count > 0).Select(part => $"{part.Kind} {ListText.Of(part.Numbers)}"));
}
