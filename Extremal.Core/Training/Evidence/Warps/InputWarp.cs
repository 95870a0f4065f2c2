namespace Extremal.Training.Evidence;

/// <summary>
/// Another coordinate for an input that is spread over decades: v = (asinh((u − origin) / scale) − mean) / deviation, near the origin linear,
/// far from it a logarithm, and defined for every u.
/// </summary>
/// <param name="Origin">Where it is linear.</param>
/// <param name="Scale">From here on it is a logarithm.</param>
/// <param name="Mean">Of the rows' asinh.</param>
/// <param name="Deviation">Of the same.</param>
internal readonly record struct InputWarp(double Origin, double Scale, double Mean, double Deviation)
{
    // Of 2¹⁶ deviations only the linear part is left: v is u to (u / 2¹⁶)² / 6 of it.
    private const double Wide = 65536;

    /// <summary>An input that stays as it is.</summary>
    public static InputWarp None { get; } = new(0, Wide, 0, 1 / Wide);
}
