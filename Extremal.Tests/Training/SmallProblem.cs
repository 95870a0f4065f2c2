using Extremal.Memory;
using Extremal.Networks;
using Extremal.Training;

namespace Extremal.Tests.Training;

/// <summary>A little function of two inputs to learn, on rows drawn from a seed.</summary>
internal static class SmallProblem
{
    public static Samples<double> Samples(int rows, int seed, double[]? weights = null)
    {
        var random = new Random(seed);
        Slice<double> x = Slice<double>.Zeros(new Shape(rows, 2)), y = Slice<double>.Zeros(new Shape(rows, 1));
        for (int i = 0; i < rows; i++)
        {
            double a = 2 * random.NextDouble() - 1, b = 2 * random.NextDouble() - 1;
            (x.Span[2 * i], x.Span[2 * i + 1]) = (a, b);
            y.Span[i] = Math.Sin(2 * a) - 0.7 * b + 0.3 * a * b;
        }

        return new Samples<double>(x, y, weights is null ? null : Slice<double>.Copy(weights, new Shape(rows, 1)));
    }

    public static Network<double> Network(ulong seed = 3) => Network<double>.Create(2, [5], 1, Activation.Tanh, seed);

    public static double[] Numbers(Slice<double> slice) => slice.Span.ToArray();

    /// <summary>The mean squared error in plain loops.</summary>
    public static double MeanSquaredError(Network<double> network, Samples<double> samples)
    {
        double sum = 0;
        for (int i = 0; i < samples.Count; i++)
        {
            double y = Networks.PlainNetwork.Predict(network, samples.Inputs.Span.Slice(2 * i, 2).ToArray())[0];
            double error = y - samples.Targets.Span[i];
            sum += error * error * (samples.Weights?.Span[i] ?? 1);
        }

        return sum / samples.Count;
    }
}

/// <summary>Hears each report at once, on the thread that makes it.</summary>
internal sealed class Listener<T>(Action<T>? then = null) : IProgress<T>
{
    public List<T> Heard { get; } = [];

    public void Report(T value)
    {
        Heard.Add(value);
        then?.Invoke(value);
    }
}
