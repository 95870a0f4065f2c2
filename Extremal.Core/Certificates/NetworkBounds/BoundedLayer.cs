using System.Numerics;
using System.Numerics.Tensors;
using Extremal.Kernels;
using Extremal.Memory;
using Extremal.Networks;

namespace Extremal.Certificates;

/// <summary>One dense layer as bounds see it: y = φ(x W + b) in exact arithmetic, its numbers those of the network, each exact in double.</summary>
internal sealed class BoundedLayer
{
    private const long Stretch = 1 << 17;

    private readonly double[] _weight;
    private readonly double[] _magnitude;
    private readonly double[] _both;

    private BoundedLayer(Shape shape, double[] weight, double[] bias, Activation activation)
    {
        (Shape, _weight, Bias, Relaxation, IsLinear) = (shape, weight, bias, Relaxation.Of(activation), activation.Equals(Activation.Identity));
        (_magnitude, _both) = (new double[weight.Length], new double[2 * weight.Length]);
        for (int i = 0; i < Inputs; i++)
        {
            ReadOnlySpan<double> row = weight.AsSpan(i * Outputs, Outputs);
            Span<double> both = _both.AsSpan(i * 2 * Outputs, 2 * Outputs);
            row.CopyTo(both);
            TensorPrimitives.Negate(row, both[Outputs..]);
            TensorPrimitives.Abs(row, _magnitude.AsSpan(i * Outputs, Outputs));
        }
    }

    /// <summary>Inputs × outputs.</summary>
    public Shape Shape { get; }

    /// <summary>Number of inputs.</summary>
    public int Inputs => Shape.Rows;

    /// <summary>Number of outputs.</summary>
    public int Outputs => Shape.Columns;

    /// <summary>W, inputs × outputs.</summary>
    public ReadOnlyMatrix<double> Weight => new(_weight, Shape);

    /// <summary>|W|, inputs × outputs.</summary>
    public ReadOnlyMatrix<double> Magnitude => new(_magnitude, Shape);

    /// <summary>W and −W side by side, inputs × 2·outputs: where bounds of every z and every −z begin.</summary>
    public ReadOnlySpan<double> Both => _both;

    /// <summary>b, repeated for this many rows.</summary>
    public ReadOnlyMatrix<double> Biases(int rows) => new ReadOnlyMatrix<double>(Bias, new Shape(1, Outputs)).Broadcast(new(rows, Outputs));

    /// <summary>b, one number an output.</summary>
    public double[] Bias { get; }

    /// <summary>Whether φ is the identity: then there is nothing to relax.</summary>
    public bool IsLinear { get; }

    /// <summary>φ.</summary>
    public Relaxation Relaxation { get; }

    /// <summary>Ends a walk over the weights, row by row, if the deadline is over; it asks after a hundred thousand of them or so, not in small layers.</summary>
    public void LookAfter(int row)
    {
        if ((long)(row + 1) * Outputs / Stretch != (long)row * Outputs / Stretch)
        {
            Deadline.Look();
        }
    }

    /// <summary>The layer, its float or double weights as doubles.</summary>
    public static BoundedLayer Of<T>(Dense<T> layer) where T : unmanaged, IBinaryFloatingPointIeee754<T> => new(
        layer.Weight.Shape, Exact<T>(layer.Weight.Span), Exact<T>(layer.Bias.Span), layer.Activation);

    /// <summary>Whether all numbers are finite.</summary>
    public bool IsFinite => Reductions.AllFinite<double>(_weight) && Reductions.AllFinite<double>(Bias);

    private static double[] Exact<T>(ReadOnlySpan<T> numbers) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double[] exact = new double[numbers.Length];
        TensorPrimitives.ConvertChecked(numbers, exact);
        return exact;
    }
}
