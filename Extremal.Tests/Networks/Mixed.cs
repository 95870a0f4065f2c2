using Extremal.Kernels;
using Extremal.Networks;

namespace Extremal.Tests.Networks;

/// <summary>Networks of unlike forms with the same inputs and outputs, and shares of them.</summary>
internal static class Mixed
{
    /// <summary>One hidden layer, two of other functions, and two radial networks.</summary>
    public static Network<double>[] Networks(int inputs, int outputs, int seed) =>
    [
        Network<double>.Create(inputs, [7], outputs, Activation.Tanh, (ulong)seed),
        Drawn(seed + 1, inputs, new Layer(6, Activation.Softplus), new Layer(5, Activation.Tanh), new Layer(outputs, Activation.Identity)),
        Radial(inputs, outputs, 5, Activation.RadialGaussian, seed + 2),
        Radial(inputs, outputs, 4, Activation.RadialMatern, seed + 3),
    ];

    /// <summary>
    /// Σ over units of weight · φ(|x − centre|²), each input in its length scale: a layer of squares for each pair of unit and input, then one
    /// of their sums.
    /// </summary>
    public static Network<double> Radial(int inputs, int outputs, int units, Activation function, int seed)
    {
        var network = new Network<double>(
            inputs, new Layer(units * inputs, Activation.Square), new Layer(units, function), new Layer(outputs, Activation.Identity));
        var random = new Random(seed);
        for (int unit = 0; unit < units; unit++)
        {
            for (int i = 0; i < inputs; i++)
            {
                double scale = 0.5 + random.NextDouble();
                int square = unit * inputs + i;
                network.Layers[0].Weight.Span[i * units * inputs + square] = scale;
                network.Layers[0].Bias.Span[square] = -scale * (3 * random.NextDouble() - 1.5);
                network.Layers[1].Weight.Span[square * units + unit] = 1;
            }

            for (int output = 0; output < outputs; output++)
            {
                network.Layers[2].Weight.Span[unit * outputs + output] = 2 * random.NextDouble() - 1;
            }
        }

        return network;
    }

    /// <summary>Shares for each member by outputs, none of them equal; <paramref name="without"/> has none.</summary>
    public static double[][] Shares(int members, int outputs, int seed, int without = -1)
    {
        var random = new Random(seed);
        double[][] shares = [.. Enumerable.Range(0, members).Select(k =>
            Enumerable.Range(0, outputs).Select(_ => k == without ? 0 : 0.05 + random.NextDouble()).ToArray())];
        for (int output = 0; output < outputs; output++)
        {
            double sum = shares.Sum(of => of[output]);
            Array.ForEach(shares, of => of[output] /= sum);
        }

        return shares;
    }

    private static Network<double> Drawn(int seed, int inputs, params Layer[] layers)
    {
        var network = new Network<double>(inputs, layers);
        network.Initialize(new RandomSource((ulong)seed));
        return network;
    }
}
