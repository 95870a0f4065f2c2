using Extremal.Kernels;
using Extremal.Memory;

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

    /// <summary>
    /// Σᵢ Wᵢⱼyᵢ + bⱼ from ranges of the yᵢ, as middles and radii: middle W + b ± radius |W|. Where lines are far from the curve, as on wide
    /// boxes, this is a better bound than theirs.
    /// </summary>
    /// <param name="below">The layer that gives the yᵢ, with its ranges.</param>
    /// <param name="reach">What rounding may cost, one number an output.</param>
    /// <param name="tiny">What underflow may cost.</param>
    /// <param name="count">The number of boxes.</param>
    /// <param name="middles">Room for boxes × inputs numbers.</param>
    /// <param name="radii">Room for as many.</param>
    public void BoundByIntervals(LayerRanges below, double[] reach, double tiny, int count, double[] middles, double[] radii)
    {
        Shape values = new(count, layer.Inputs), sums = new(count, layer.Outputs);
        below.Values(count, middles, radii);
        for (int i = 0; i < values.Count; i++)
        {
            double middle = 0.5 * middles[i] + 0.5 * radii[i];
            (radii[i], middles[i]) = (Math.Max(radii[i] - middle, middle - middles[i]), middle);
        }

        Gemm.MultiplyAdd(new ReadOnlyMatrix<double>(middles, values), layer.Weight, layer.Biases(count), new Matrix<double>(High, sums));
        Gemm.Multiply(new ReadOnlyMatrix<double>(radii, values), layer.Magnitude, new Matrix<double>(Low, sums));
        for (int i = 0; i < sums.Count; i++)
        {
            double middle = High[i], radius = Low[i] + reach[i % layer.Outputs] + tiny;
            (Low[i], High[i]) = (middle - radius, middle + radius);
        }
    }

    /// <summary>Takes bounds of one box: alone, or where they are better than those by intervals.</summary>
    /// <param name="box">Number of the box.</param>
    /// <param name="greatest">The greatest of every z, then of every −z.</param>
    /// <param name="hasIntervals">Whether there are bounds by intervals.</param>
    public void Keep(int box, ReadOnlySpan<double> greatest, bool hasIntervals)
    {
        for (int j = 0; j < layer.Outputs; j++)
        {
            int at = box * layer.Outputs + j;
            double high = greatest[j], low = -greatest[layer.Outputs + j];
            if (hasIntervals)
            {
                // Written so that a NaN, as infinite lines may make one, gives way to the interval.
                (low, high) = (low > Low[at] ? low : Low[at], high < High[at] ? high : High[at]);
            }

            // They cross only where no point of the box keeps the constraints; anything is true of such a box.
            (Low[at], High[at]) = low <= high ? (low, high) : (high, low);
        }
    }

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
