using System.Numerics;
using Extremal.Memory;
using Extremal.Networks;

namespace Extremal.Certificates;

/// <summary>One dense layer as bounds see it: y = φ(x W + b) in exact arithmetic, its numbers those of the network, each exact in double.</summary>
internal sealed class BoundedLayer
{
    private readonly double[] _weight;
    private readonly double[] _magnitude;
    private readonly double[] _both;

    private BoundedLayer(Shape shape, double[] weight, double[] bias, Activation activation)
    {
        (Shape, _weight, Bias, Relaxation, IsLinear) = (shape, weight, bias, Relaxation.Of(activation), activation.Equals(Activation.Identity));
        _magnitude = Array.ConvertAll(weight, Math.Abs);
        _both = new double[2 * weight.Length];
        for (int i = 0; i < Inputs; i++)
        {
            for (int j = 0; j < Outputs; j++)
            {
                (_both[i * 2 * Outputs + j], _both[(i * 2 + 1) * Outputs + j]) = (Weight[i, j], -Weight[i, j]);
            }
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

    /// <summary>b, repeated for so many rows.</summary>
    public ReadOnlyMatrix<double> Biases(int rows) => new ReadOnlyMatrix<double>(Bias, new Shape(1, Outputs)).Broadcast(new(rows, Outputs));

    /// <summary>b, one number an output.</summary>
    public double[] Bias { get; }

    /// <summary>Whether φ is the identity: then there is nothing to relax.</summary>
    public bool IsLinear { get; }

    /// <summary>φ.</summary>
    public Relaxation Relaxation { get; }

    /// <summary>The layer, its float or double weights as doubles.</summary>
    public static BoundedLayer Of<T>(Dense<T> layer) where T : unmanaged, IBinaryFloatingPointIeee754<T> => new(
        layer.Weight.Shape,
        [.. layer.Weight.Span.ToArray().Select(double.CreateChecked)],
        [.. layer.Bias.Span.ToArray().Select(double.CreateChecked)],
        layer.Activation);
}
