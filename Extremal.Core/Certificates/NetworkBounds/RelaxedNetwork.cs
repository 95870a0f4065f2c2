using Extremal.Kernels;
using Extremal.Memory;

namespace Extremal.Certificates;

/// <summary>
/// A network held between lines over each of a few boxes: CROWN (Zhang et al., "Efficient neural network robustness certification with
/// general activation functions", 2018). Every activation lies between two lines on the range of its sum; what is asked of a layer is
/// carried backward by the products that carry gradients, until it is a linear function of the input. The ranges of hidden sums are found
/// in the same way, from the first layer to the last.
/// </summary>
internal sealed class RelaxedNetwork
{
    private readonly LayerRanges[] _ranges;
    private readonly DerivativeBounds _slopes;
    private readonly double[] _start;
    private readonly double _startOffset;
    private readonly BackwardSubstitution _backward;
    private readonly double[] _offsets;
    private readonly double[] _charges;
    private readonly double[] _greatest;
    private readonly double[] _least;
    private readonly double[] _most;
    private readonly double[] _sums;
    private readonly double[] _values;

    /// <param name="member">The network, with what is known of it over the chunk's region.</param>
    /// <param name="chunk">The boxes that it will be held over.</param>
    /// <param name="output">Number of the output.</param>
    /// <param name="factor">
    /// Of the output that is bounded from above: 1, or −1 for minus the output, times its share in a mean. Hidden layers are charged for more
    /// roundings than the one of its products.
    /// </param>
    public RelaxedNetwork(Reach member, BoxChunk chunk, int output, double factor)
    {
        (BoundedNetwork network, int boxes) = (member.Network, chunk.Capacity);
        BoundedLayer last = network.Layers[^1];
        Reach = member;
        _ranges = [.. network.Layers.Take(network.Layers.Count - (last.IsLinear ? 1 : 0)).Select(layer => new LayerRanges(layer, boxes))];
        _start = [.. Enumerable.Range(0, last.IsLinear ? last.Inputs : last.Outputs)
            .Select(i => last.IsLinear ? factor * last.Weight[i, output] : i == output ? factor : 0.0)];
        _startOffset = last.IsLinear ? factor * last.Bias[output] : 0;
        int width = Math.Max(network.Width, last.Outputs);
        int bounds = boxes * Math.Max(1, 2 * _ranges.Select(ranges => ranges.Layer.Outputs).DefaultIfEmpty().Max());
        _slopes = new DerivativeBounds(_ranges, _start, Reach.Unit, boxes * width);
        _backward = new BackwardSubstitution(_ranges, Reach, width * bounds);
        (_offsets, _charges, _greatest) = (new double[bounds], new double[bounds], new double[bounds]);
        (_least, _most) = (new double[boxes * width], new double[boxes * width]);
        (_sums, _values) = (new double[boxes * width], new double[boxes * width]);
    }

    /// <summary>What rounding may cost.</summary>
    public Reach Reach { get; }

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

    /// <summary>Adds the linear function of the input that is nowhere in the box below the output.</summary>
    /// <param name="count">The number of boxes.</param>
    /// <param name="coefficients">inputs × boxes.</param>
    /// <param name="offsets">One a box.</param>
    /// <param name="charges">What rounding has cost, one a box.</param>
    public void AddOutput(int count, Span<double> coefficients, Span<double> offsets, Span<double> charges)
    {
        // Adding up the coefficients of several members is rounded. Hidden layers are charged for more than that; without one, it is
        // charged here.
        double coefficientsCharge = _ranges.Length > 0 ? 0 : _start.Zip(Reach.Inputs(0), (c, reach) => Math.Abs(c) * reach).Sum();
        for (int box = 0; box < count; box++)
        {
            _offsets[box] = _startOffset;
            _charges[box] = Math.Abs(_startOffset) * Reach.Unit + Reach.Tiny + coefficientsCharge;
        }

        _backward.ToInputs(_ranges.Length, _start, 1, count, _offsets, _charges);
        for (int i = 0; i < coefficients.Length; i++)
        {
            coefficients[i] += _ranges.Length > 0 ? _backward.Coefficients[i] : _start[i / count];
        }

        for (int box = 0; box < count; box++)
        {
            (offsets[box], charges[box]) = (offsets[box] + _offsets[box], charges[box] + _charges[box]);
        }
    }

    /// <summary>Adds the output's bounds as intervals give them from the ranges of the last hidden values: one a box.</summary>
    public void AddIntervals(int count, Span<double> bounds)
    {
        if (_ranges.Length == 0)
        {
            bounds[..count].Fill(double.PositiveInfinity);
            return;
        }

        int m = _start.Length;
        _ranges[^1].Values(count, _least, _most);
        for (int box = 0; box < count; box++)
        {
            double sum = _startOffset, size = Math.Abs(_startOffset);
            for (int i = 0; i < m; i++)
            {
                double c = _start[i], term = c == 0 ? 0 : c * (c > 0 ? _most : _least)[box * m + i];
                (sum, size) = (sum + term, size + Math.Abs(term));
            }

            // Where values overflow, ∞ − ∞ is no bound.
            double bound = sum + size * Reach.Unit + Reach.Tiny;
            bounds[box] += double.IsNaN(bound) ? double.PositiveInfinity : bound;
        }
    }

    /// <summary>
    /// Adds the output at a point of each box, up to <see cref="Reach.ValueError"/>, and lays the lines anew: tightest halfway between there
    /// and the middle.
    /// </summary>
    /// <param name="points">boxes × inputs.</param>
    /// <param name="outputs">One a box.</param>
    /// <param name="isLast">Whether no bound follows: then no lines are laid.</param>
    public void Approach(ReadOnlyMatrix<double> points, Span<double> outputs, bool isLast)
    {
        ReadOnlyMatrix<double> x = points;
        foreach (LayerRanges ranges in _ranges)
        {
            var shape = new Shape(points.Rows, ranges.Layer.Outputs);
            Span<double> sums = _sums.AsSpan(0, shape.Count);
            Gemm.MultiplyAdd(x, ranges.Layer.Weight, ranges.Layer.Biases(points.Rows), new Matrix<double>(sums, shape));
            ranges.Layer.Relaxation.Values(sums, _values.AsSpan(0, sums.Length));
            if (!isLast)
            {
                for (int i = 0; i < sums.Length; i++)
                {
                    sums[i] = 0.5 * sums[i] + 0.25 * ranges.Low[i] + 0.25 * ranges.High[i];
                }

                ranges.Relax(points.Rows, sums);
            }

            x = new ReadOnlyMatrix<double>(_values, shape);
        }

        for (int box = 0; box < points.Rows; box++)
        {
            double output = _startOffset;
            for (int i = 0; i < _start.Length; i++)
            {
                output += _start[i] * x[box, i];
            }

            outputs[box] += output;
        }
    }

    // The better of linear bounds and of intervals, for each z and each −z.
    private void BoundSums(int l, BoxChunk chunk)
    {
        LayerRanges ranges = _ranges[l];
        (int outputs, int bounds, int count) = (ranges.Layer.Outputs, 2 * ranges.Layer.Outputs, chunk.Count);
        for (int i = 0; i < count * bounds; i++)
        {
            double bias = ranges.Layer.Bias[i % outputs];
            _offsets[i] = i % bounds < outputs ? bias : -bias;
            _charges[i] = Reach.Unit * Math.Abs(bias) + Reach.Tiny;
        }

        if (l > 0)
        {
            _backward.ToInputs(l, ranges.Layer.Both, bounds, count, _offsets, _charges);
            ranges.BoundByIntervals(_ranges[l - 1], Reach.Sums(l), Reach.Tiny, count, _least, _most);
        }

        for (int box = 0; box < count; box++)
        {
            (int start, int stride) = l > 0 ? (box * bounds, count * bounds) : (0, bounds);
            chunk.Maximize(
                box, (l > 0 ? _backward.Coefficients : ranges.Layer.Both)[start..], stride, _offsets.AsSpan(box * bounds, bounds),
                _charges.AsSpan(box * bounds, bounds), Reach.Inputs(0), Reach.Unit, _greatest.AsSpan(box * bounds, bounds));
            ranges.Keep(box, _greatest.AsSpan(box * bounds, bounds), hasIntervals: l > 0);
        }
    }
}
