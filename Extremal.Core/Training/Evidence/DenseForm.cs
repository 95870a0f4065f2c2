using Extremal.Kernels;
using Extremal.Networks;

namespace Extremal.Training.Evidence;

/// <summary>The form of a small dense network, and how it begins.</summary>
internal sealed record DenseForm(Activation Activation, params int[] Hidden)
{
    /// <summary>β at first: noise of a tenth of a deviation.</summary>
    public const double FirstNoise = 100;

    // Weights begin with this deviation by the root of the inputs, so that units differ over the data; biases, which spread them, with this one.
    private const double FirstWeights = 1.5, FurtherWeights = 1, Biases = 0.5;

    /// <summary>α at first: waves need wide weights.</summary>
    public double FirstPrior => Activation.Equals(Activation.Sine) ? 0.1 : 1;

    /// <summary>The members for so many rows.</summary>
    public static DenseForm[] All(int rows) => rows <= FewRows ? Few : Many;

    private const int FewRows = 300;

    private static readonly DenseForm[] Few = Repeat(
        3, new(Activation.Tanh, 24), new(Activation.Tanh, 12, 12), new(Activation.Sine, 32), new(Activation.Tanh, 8, 8),
        new(Activation.SiLU, 24), new(Activation.Tanh, 16));

    private static readonly DenseForm[] Many = Repeat(
        3, new(Activation.Tanh, 16), new(Activation.Tanh, 10, 10), new(Activation.Tanh, 16, 16), new(Activation.SiLU, 16, 16),
        new(Activation.Tanh, 24), new(Activation.SiLU, 12, 12));

    private static DenseForm[] Repeat(int starts, params DenseForm[] forms) => [.. Enumerable.Repeat(forms, starts).SelectMany(form => form)];

    /// <summary>A network of one output with drawn weights.</summary>
    public Network<double> Draw(int inputs, RandomSource random)
    {
        var network = new Network<double>(inputs, [.. Hidden.Select(width => new Layer(width, Activation)), new Layer(1, Activation.Identity)]);
        for (int k = 0; k < network.Layers.Count; k++)
        {
            Dense<double> layer = network.Layers[k];
            double deviation = (k == 0 ? FirstWeights : FurtherWeights) / Math.Sqrt(layer.Inputs);
            RandomSource weights = random.Split((ulong)(2 * k)), biases = random.Split((ulong)(2 * k + 1));
            for (int i = 0; i < layer.Weight.Shape.Count; i++)
            {
                layer.Weight.Span[i] = deviation * weights.Normal((ulong)i);
            }

            for (int i = 0; k < Hidden.Length && i < layer.Outputs; i++)
            {
                layer.Bias.Span[i] = Activation.Equals(Activation.Sine)
                    ? Math.PI * (2 * biases.Uniform((ulong)i) - 1)
                    : Biases * biases.Normal((ulong)i);
            }
        }

        network.Weights.Touch();
        return network;
    }
}
