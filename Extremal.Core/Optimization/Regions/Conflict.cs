namespace Extremal.Optimization.Regions;

/// <summary>
/// Constraints that no point meets together, though without any one of them some point would meet the others.
/// </summary>
/// <param name="Lower">Coordinates whose lower bounds are among them.</param>
/// <param name="Upper">Coordinates whose upper bounds are among them.</param>
/// <param name="Least">Rows whose lower limits are among them.</param>
/// <param name="Greatest">Rows whose upper limits are among them.</param>
public sealed record Conflict(
    IReadOnlyList<int> Lower, IReadOnlyList<int> Upper, IReadOnlyList<int> Least, IReadOnlyList<int> Greatest);
