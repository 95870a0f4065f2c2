using Extremal.Autodiff;
using Extremal.Memory;
using Extremal.Networks;
using Extremal.Tests.Networks;
using Extremal.Training;

namespace Extremal.Tests.Training.Evidence;

/// <summary>Rows drawn from a seed, and what a network misses of them, in plain loops.</summary>
internal static class EvidenceData
{
    /// <summary>Inputs of deviation one about zero; targets as the function gives them, and normal noise.</summary>
    public static Samples<double> Draw(
        int rows, int inputs, Func<double[], double> function, int seed = 1, double noise = 0, bool isWeighted = false, int[]? units = null)
    {
        var random = new Random(seed);
        Slice<double> x = Slice<double>.Zeros(new Shape(rows, inputs)), y = Slice<double>.Zeros(new Shape(rows, 1)),
            w = Slice<double>.Zeros(y.Shape);
        for (int i = 0; i < rows; i++)
        {
            double[] point = [.. Enumerable.Range(0, inputs).Select(_ => Math.Sqrt(3) * (2 * random.NextDouble() - 1))];
            point.CopyTo(x.Matrix.Row(i));
            y.Span[i] = function(point) + noise * Normal(random);
            w.Span[i] = isWeighted ? 0.5 + i % 3 / 2.0 : 1;
        }

        return new Samples<double>(x, y, isWeighted ? w : null) { Units = units ?? [.. Enumerable.Range(0, rows)] };
    }

    public static double Smooth(double[] x) => Math.Sin(1.3 * x[0]) + 0.4 * x[0] * x[^1] - 0.3 * x[^1] * x[^1];

    public static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    public static double[] Row(Samples<double> samples, int i) => samples.Inputs.Matrix.Row(i).ToArray();

    /// <summary>√weight (f − y) of each row.</summary>
    public static double[] Residuals(Network<double> network, Samples<double> samples) =>
        [.. Enumerable.Range(0, samples.Count).Select(i =>
            Root(samples, i) * (PlainNetwork.Predict(network, Row(samples, i))[0] - samples.Targets.Span[i]))];

    /// <summary>√weight ∂f/∂θ, a backward pass a row.</summary>
    public static double[,] Jacobian(Network<double> network, Samples<double> samples)
    {
        double[,] j = new double[samples.Count, network.Weights.Count];
        for (int i = 0; i < samples.Count; i++)
        {
            Weights<double> gradient = network.Weights.ZerosLike();
            var tape = new Tape<double>();
            tape.Backward(network.Apply(tape.Input(samples.Inputs.Rows(i, 1)), gradient));
            for (int k = 0; k < network.Weights.Count; k++)
            {
                j[i, k] = Root(samples, i) * gradient.All[k];
            }
        }

        return j;
    }

    public static double R2(Network<double> network, Samples<double> fresh)
    {
        double[] missed = Residuals(network, fresh), y = fresh.Targets.Span.ToArray();
        double mean = y.Average();
        return 1 - missed.Sum(r => r * r) / y.Sum(value => (value - mean) * (value - mean));
    }

    private static double Root(Samples<double> samples, int i) => samples.Weights is { } weights ? Math.Sqrt(weights.Span[i]) : 1;
}
