using System.Numerics;
using Extremal.Networks;

namespace Extremal.Tests.Oracle;

/// <summary>
/// One output of a network, times a sign, as a plain list of layers over double: the weights are read from Core's network, exactly, and a
/// last layer picks the output. Nothing else is Core's.
/// </summary>
internal sealed class PlainLayers
{
    private PlainLayers(double[][,] weights, double[][] biases, PlainCurve[] curves) =>
        (Weights, Biases, Curves) = (weights, biases, curves);

    /// <summary>Of each layer, inputs × outputs.</summary>
    public double[][,] Weights { get; }

    public double[][] Biases { get; }

    public PlainCurve[] Curves { get; }

    public int Depth => Weights.Length;

    public int Inputs => Weights[0].GetLength(0);

    public static PlainLayers Of<T>(Network<T> network, int output = 0, int sign = 1) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double[,] pick = new double[network.Outputs, 1];
        pick[output, 0] = sign;
        return new(
            [.. network.Layers.Select(Weight), pick],
            [.. network.Layers.Select(layer => Numbers(layer.Bias.Span)), [0]],
            [.. network.Layers.Select(layer => PlainCurve.Of(layer.Activation.Name)), PlainCurve.Of("identity")]);
    }

    /// <summary>The output at a point, in plain double arithmetic.</summary>
    public double Value(params double[] x)
    {
        for (int k = 0; k < Depth; k++)
        {
            double[] y = new double[Biases[k].Length];
            for (int j = 0; j < y.Length; j++)
            {
                double z = Biases[k][j];
                for (int i = 0; i < x.Length; i++)
                {
                    z += x[i] * Weights[k][i, j];
                }

                y[j] = Curves[k].Value(z);
            }

            x = y;
        }

        return x[0];
    }

    private static double[,] Weight<T>(Dense<T> layer) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double[,] weight = new double[layer.Inputs, layer.Outputs];
        for (int i = 0; i < layer.Inputs; i++)
        {
            for (int j = 0; j < layer.Outputs; j++)
            {
                weight[i, j] = double.CreateChecked(layer.Weight.Span[i * layer.Outputs + j]);
            }
        }

        return weight;
    }

    private static double[] Numbers<T>(Span<T> numbers) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        [.. numbers.ToArray().Select(double.CreateChecked)];
}
