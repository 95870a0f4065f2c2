using Extremal.Kernels;
using Extremal.Memory;

namespace Extremal.Certificates;

/// <summary>
/// An enclosure of ∂f/∂x over each of some boxes: backpropagation with intervals. Each φ′ is known on the range of its sum, so the adjoint
/// of every sum lies in an interval, and W carries middles and |W| carries radii from layer to layer.
/// </summary>
internal sealed class DerivativeBounds(LayerRanges[] ranges, double[] start, double unit, int numbers)
{
    private readonly double[] _middle = new double[numbers];
    private readonly double[] _radius = new double[numbers];
    private readonly double[] _least = new double[numbers];
    private readonly double[] _most = new double[numbers];

    /// <summary>Adds the enclosures over boxes whose sums have their ranges.</summary>
    public void AddTo(BoxBatch batch, int first, int count)
    {
        for (int i = 0; i < count * start.Length; i++)
        {
            (_middle[i], _radius[i]) = (start[i % start.Length], 0);
        }

        for (int l = ranges.Length - 1; l >= 0; l--)
        {
            BoundedLayer layer = ranges[l].Layer;
            Shape outputs = new(count, layer.Outputs), inputs = new(count, layer.Inputs);
            Scale(ranges[l], outputs.Count);
            Gemm.Multiply(new ReadOnlyMatrix<double>(_least, outputs), layer.Weight.Transposed, new Matrix<double>(_middle, inputs));
            Gemm.Multiply(new ReadOnlyMatrix<double>(_most, outputs), layer.Magnitude.Transposed, new Matrix<double>(_radius, inputs));
        }

        int n = batch.Of(batch.Lower, 0).Length;
        for (int i = 0; i < count * n; i++)
        {
            ref double least = ref batch.LeastSlopes[first * n + i];
            ref double most = ref batch.GreatestSlopes[first * n + i];
            least = Math.BitDecrement(least + Math.BitDecrement(_middle[i] - _radius[i]));
            most = Math.BitIncrement(most + Math.BitIncrement(_middle[i] + _radius[i]));
        }
    }

    // The adjoints of a layer's outputs times φ′: middles to _least, radii to _most, these with what all later rounding may cost.
    private void Scale(LayerRanges layer, int numbers)
    {
        layer.Layer.Relaxation.Slopes(
            layer.Low.AsSpan(0, numbers), layer.High.AsSpan(0, numbers), _least.AsSpan(0, numbers), _most.AsSpan(0, numbers));
        for (int i = 0; i < numbers; i++)
        {
            double low = _middle[i] - _radius[i], high = _middle[i] + _radius[i], p = _least[i], q = _most[i];
            double least = Math.Min(Math.Min(low * p, low * q), Math.Min(high * p, high * q));
            double most = Math.Max(Math.Max(low * p, low * q), Math.Max(high * p, high * q));
            double middle = 0.5 * least + 0.5 * most;
            double radius = Math.Max(most - middle, middle - least);
            (_least[i], _most[i]) = (middle, radius + unit * (Math.Abs(middle) + radius) + 1e-300);
        }
    }
}
