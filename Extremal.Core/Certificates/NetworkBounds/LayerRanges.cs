namespace Extremal.Certificates;

/// <summary>Between what the sums z of one layer lie in each of some boxes, and lines below and above φ(z) there.</summary>
internal sealed class LayerRanges(BoundedLayer layer, int boxes)
{
    private readonly double[] _below = new double[boxes * layer.Outputs];
    private readonly double[] _belowOffset = new double[boxes * layer.Outputs];
    private readonly double[] _above = new double[boxes * layer.Outputs];
    private readonly double[] _aboveOffset = new double[boxes * layer.Outputs];

    /// <summary>The layer.</summary>
    public BoundedLayer Layer => layer;

    /// <summary>The least z, boxes × outputs.</summary>
    public double[] Low { get; } = new double[boxes * layer.Outputs];

    /// <summary>The greatest z, boxes × outputs.</summary>
    public double[] High { get; } = new double[boxes * layer.Outputs];

    /// <summary>Lays the lines anew.</summary>
    /// <param name="count">The number of boxes.</param>
    /// <param name="near">Where they should be tightest, boxes × outputs; empty for the middle.</param>
    public void Relax(int count, ReadOnlySpan<double> near = default)
    {
        int numbers = count * layer.Outputs;
        layer.Relaxation.Lines(Low.AsSpan(0, numbers), High.AsSpan(0, numbers), near, Lines(0, numbers));
    }

    /// <summary>Between what φ(z) lies, boxes × outputs.</summary>
    public void Values(int count, Span<double> least, Span<double> most)
    {
        int numbers = count * layer.Outputs;
        layer.Relaxation.Range(Low.AsSpan(0, numbers), High.AsSpan(0, numbers), least[..numbers], most[..numbers]);
    }

    /// <summary>The lines of one box.</summary>
    public Lines Of(int box) => Lines(box * layer.Outputs, layer.Outputs);

    private Lines Lines(int start, int length) => new(
        _below.AsSpan(start, length), _belowOffset.AsSpan(start, length), _above.AsSpan(start, length), _aboveOffset.AsSpan(start, length));
}
