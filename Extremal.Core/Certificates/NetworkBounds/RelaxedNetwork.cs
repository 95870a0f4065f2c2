using Extremal.Kernels;
using Extremal.Kernels.Lanes;
using Extremal.Memory;

namespace Extremal.Certificates;

/// <summary>
/// A network held between lines over each of a few boxes: CROWN (Zhang et al., "Efficient neural network robustness certification with
/// general activation functions", 2018). Every activation lies between two lines on the range of its sum; what is asked of a layer is
/// carried backward by the products that carry gradients, until it is a linear function of the input. The ranges of hidden sums are found
/// in the same way, from the first layer to the last.
/// </summary>
internal sealed partial class RelaxedNetwork
{
    private readonly Reach _reach;
    private readonly LayerRanges[] _ranges;
    private readonly DerivativeBounds _slopes;
    private readonly double[] _start;
    private readonly double _startOffset;
    private readonly double[] _coefficients;
    private readonly double[] _substituted;
    private readonly double[] _offsets;
    private readonly double[] _charges;
    private readonly double[] _greatest;
    private readonly double[] _least;
    private readonly double[] _most;
    private readonly double[] _size;

    /// <param name="member">The network, with what is known of it over the chunk's region.</param>
    /// <param name="chunk">The boxes that it will be held over.</param>
    /// <param name="output">Number of the output.</param>
    /// <param name="sign">1 to bound the output from above, −1 to bound minus the output from above.</param>
    public RelaxedNetwork(NetworkReach member, BoxChunk chunk, int output, int sign)
    {
        (BoundedNetwork network, int boxes) = (member.Network, chunk.Capacity);
        BoundedLayer last = network.Layers[^1];
        ValueError = member.ValueError;
        _reach = member.Reach;
        _ranges = [.. network.Layers.Take(network.Layers.Count - (last.IsLinear ? 1 : 0)).Select(layer => new LayerRanges(layer, boxes))];
        (_start, _startOffset) = last.IsLinear
            ? (Column(last, output, sign), sign * last.Bias[output])
            : ([.. Enumerable.Range(0, last.Outputs).Select(j => j == output ? (double)sign : 0)], 0);
        int width = Math.Max(network.Width, last.Outputs);
        int bounds = boxes * Math.Max(1, 2 * _ranges.Select(ranges => ranges.Layer.Outputs).DefaultIfEmpty().Max());
        _slopes = new DerivativeBounds(_ranges, _start, _reach.Unit, boxes * width);
        (_coefficients, _substituted) = (new double[width * bounds], new double[width * bounds]);
        (_offsets, _charges, _greatest) = (new double[bounds], new double[bounds], new double[bounds]);
        (_least, _most, _size) = (new double[boxes * width], new double[boxes * width], new double[boxes * width]);
        (_sums, _values) = (new double[boxes * width], new double[boxes * width]);
    }

    /// <summary>What rounding may cost.</summary>
    public Reach Reach => _reach;

    /// <summary>How far a computed output may be from the exact one, anywhere in the region; twice what a network's own would be.</summary>
    public double ValueError { get; }

    /// <summary>The ranges of all hidden sums, and lines that are tightest in their middles.</summary>
    public void Relax(BoxChunk chunk)
    {
        for (int l = 0; l < _ranges.Length; l++)
        {
            BoundSums(l, chunk);
            _ranges[l].Relax(chunk.Count);
        }
    }

    /// <summary>Adds enclosures of the output's derivatives to those of a batch.</summary>
    public void AddSlopes(BoxBatch batch, int first, int count) => _slopes.AddTo(batch, first, count);

    // The better of linear bounds and of intervals, for each z and each −z.
    private void BoundSums(int l, BoxChunk chunk)
    {
        LayerRanges ranges = _ranges[l];
        (int outputs, int bounds, int count) = (ranges.Layer.Outputs, 2 * ranges.Layer.Outputs, chunk.Count);
        for (int i = 0; i < count * bounds; i++)
        {
            double bias = ranges.Layer.Bias[i % outputs];
            _offsets[i] = i % bounds < outputs ? bias : -bias;
            _charges[i] = _reach.Unit * Math.Abs(bias) + _reach.Tiny;
        }

        if (l > 0)
        {
            Backward(l, ranges.Layer.Both, bounds, count, _offsets, _charges);
            BoundByIntervals(l, count);
        }

        for (int box = 0; box < count; box++)
        {
            (int start, int stride) = l > 0 ? (box * bounds, count * bounds) : (0, bounds);
            chunk.Maximize(
                box, (l > 0 ? _coefficients.AsSpan() : ranges.Layer.Both)[start..], stride, _offsets.AsSpan(box * bounds, bounds),
                _charges.AsSpan(box * bounds, bounds), _reach.Inputs(0), _reach.Unit, _greatest.AsSpan(box * bounds, bounds));
            Keep(ranges, box, isFirst: l == 0);
        }
    }

    private void Keep(LayerRanges ranges, int box, bool isFirst)
    {
        int outputs = ranges.Layer.Outputs;
        for (int j = 0; j < outputs; j++)
        {
            int at = box * outputs + j;
            double high = _greatest[box * 2 * outputs + j], low = -_greatest[(box * 2 + 1) * outputs + j];
            if (!isFirst)
            {
                // Written so that a NaN, as infinite lines may make one, gives way to the interval.
                (low, high) = (low > _least[at] ? low : _least[at], high < _most[at] ? high : _most[at]);
            }

            // They cross only where no point of the box keeps the constraints; anything is true of such a box.
            (ranges.Low[at], ranges.High[at]) = low <= high ? (low, high) : (high, low);
        }
    }

    // From coefficients of the outputs of layer `layers` − 1, the same for each box, to those of the input: inputs × count·bounds.
    private void Backward(int layers, ReadOnlySpan<double> start, int bounds, int count, Span<double> offsets, Span<double> charges)
    {
        int all = count * bounds;
        for (int l = layers - 1; l >= 0; l--)
        {
            for (int box = 0; box < count; box++)
            {
                bool isFirst = l == layers - 1;
                Substitute(
                    l, box, isFirst ? start : _coefficients.AsSpan(box * bounds), isFirst ? bounds : all, all,
                    offsets.Slice(box * bounds, bounds), charges.Slice(box * bounds, bounds));
            }

            BoundedLayer layer = _ranges[l].Layer;
            Gemm.Multiply(
                layer.Weight,
                new ReadOnlyMatrix<double>(_substituted, new Shape(layer.Outputs, all)),
                new Matrix<double>(_coefficients, new Shape(layer.Inputs, all)));
        }
    }

    private void Substitute(
        int l, int box, ReadOnlySpan<double> coefficients, int coefficientStride, int stride, Span<double> offsets, Span<double> charges)
    {
        Lines lines = _ranges[l].Of(box);
        var substitution = new LineSubstitution
        {
            Coefficients = coefficients,
            CoefficientStride = coefficientStride,
            BelowSlope = lines.BelowSlope,
            BelowOffset = lines.BelowOffset,
            AboveSlope = lines.AboveSlope,
            AboveOffset = lines.AboveOffset,
            Bias = _ranges[l].Layer.Bias,
            Reach = _reach.Sums(l),
            Unit = _reach.Unit,
            Substituted = _substituted.AsSpan(box * offsets.Length),
            Stride = stride,
            Offsets = offsets,
            Charges = charges,
        };
        VectorWidth.Run<double, LineSubstitution>(VectorWidth.For<double>(offsets.Length), ref substitution);
    }

    // Σᵢ Wᵢⱼyᵢ + bⱼ from ranges of the yᵢ, as middles and radii: middle W + b ± radius |W|. Where lines are far from the curve, as on wide
    // boxes, this is the better bound. Leaves the least and the most z in _least and _most, boxes × outputs.
    private void BoundByIntervals(int l, int count)
    {
        LayerRanges below = _ranges[l - 1];
        BoundedLayer layer = _ranges[l].Layer;
        Shape values = new(count, layer.Inputs), sums = new(count, layer.Outputs);
        below.Values(count, _least, _most);
        for (int i = 0; i < values.Count; i++)
        {
            double middle = 0.5 * _least[i] + 0.5 * _most[i];
            (_size[i], _least[i]) = (Math.Max(_most[i] - middle, middle - _least[i]), middle);
        }

        Gemm.MultiplyAdd(
            new ReadOnlyMatrix<double>(_least, values), layer.Weight, layer.Biases(count), new Matrix<double>(_most, sums));
        Gemm.Multiply(new ReadOnlyMatrix<double>(_size, values), layer.Magnitude, new Matrix<double>(_least, sums));
        double[] reach = _reach.Sums(l);
        for (int i = 0; i < sums.Count; i++)
        {
            double middle = _most[i], radius = _least[i] + reach[i % layer.Outputs] + _reach.Tiny;
            (_least[i], _most[i]) = (middle - radius, middle + radius);
        }
    }

    private static double[] Column(BoundedLayer layer, int output, int sign)
    {
        double[] column = new double[layer.Inputs];
        for (int i = 0; i < column.Length; i++)
        {
            column[i] = sign * layer.Weight[i, output];
        }

        return column;
    }
}
