namespace Extremal.Certificates;

/// <summary>
/// Where a relaxation writes, one each for every interval: belowSlope·z + belowOffset ≤ φ(z) ≤ aboveSlope·z + aboveOffset
/// for all real z in the interval, in exact arithmetic of the four doubles.
/// </summary>
internal readonly ref struct Lines(Span<double> belowSlope, Span<double> belowOffset, Span<double> aboveSlope, Span<double> aboveOffset)
{
    public Span<double> BelowSlope { get; } = belowSlope;

    public Span<double> BelowOffset { get; } = belowOffset;

    public Span<double> AboveSlope { get; } = aboveSlope;

    public Span<double> AboveOffset { get; } = aboveOffset;
}
