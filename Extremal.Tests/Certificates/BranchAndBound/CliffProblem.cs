using Extremal.Networks;
using Extremal.Problems;

namespace Extremal.Tests.Certificates;

/// <summary>
/// Two or three inputs in [−1, 1], two to four linear constraints, and a rectifier network: a plane between the linear constraints, which falls off steeply a little
/// behind each of them.
/// </summary>
internal sealed class CliffProblem
{
    private readonly Random _random;
    private readonly double[] _anchor;
    private readonly double[] _rise;

    public CliffProblem(int seed)
    {
        _random = new Random(seed);
        int inputs = _random.Next(2, 4), bands = _random.Next(2, 5);
        Sign = 2 * (seed % 2) - 1;
        _anchor = Draw(inputs);
        _rise = Draw(inputs);
        var network = new Network<double>(inputs, new Layer(inputs + bands, Activation.ReLU), new Layer(1, Activation.Identity));
        for (int i = 0; i < inputs; i++)
        {
            Unit(network, i, [.. _anchor.Select((_, j) => i == j ? 1.0 : 0)], 2, Sign * _rise[i]);
        }

        Surrogate = Bare.Of(network, [.. _anchor.Select(_ => -1.0)], [.. _anchor.Select(_ => 1.0)]);
        Domain = Surrogate.Box();
        for (int k = 0; k < bands; k++)
        {
            double[] a = [.. Draw(inputs).Zip(_rise, (x, rise) => 0.7 * x + 0.5 * rise)];
            double high = Sum(a, _anchor) + 0.3 * _random.NextDouble();
            Domain = Domain.Linear([.. Domain.Inputs.Select(input => input.Name)], a, double.NegativeInfinity, high);
            Unit(network, inputs + k, a, -high - 0.1 * _random.NextDouble(), Sign * -100);
        }

        network.Weights.Touch();
    }

    /// <summary>1 if the greatest output is sought, −1 if the least.</summary>
    public int Sign { get; }

    public Surrogate Surrogate { get; }

    public Domain Domain { get; }

    public Goal Goal => Sign > 0 ? Goal.Maximize() : Goal.Minimize();

    /// <summary>The best of this many random points of the domain, around one that is known to be in it and around the best.</summary>
    public double[] BestOfRandom(int points)
    {
        double[] best = _anchor;
        for (int k = 0; k < points; k++)
        {
            double share = 2 * Math.Pow(_random.NextDouble(), 3);
            double[] step = Draw(best.Length), from = k % 4 == 0 ? _anchor : best;
            double[] point = [.. from.Select((x, i) => Math.Clamp(x + share * step[i], -1, 1))];
            best = Domain.Contains(point) && Sum(_rise, point) > Sum(_rise, best) ? point : best;
        }

        return best;
    }

    private double[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => 2 * _random.NextDouble() - 1)];

    private static double Sum(double[] a, double[] x) => a.Zip(x, (one, other) => one * other).Sum();

    private static void Unit(Network<double> network, int unit, double[] weights, double bias, double height)
    {
        for (int i = 0; i < weights.Length; i++)
        {
            network.Layers[0].Weight.Span[i * network.Layers[0].Outputs + unit] = weights[i];
        }

        network.Layers[0].Bias.Span[unit] = bias;
        network.Layers[1].Weight.Span[unit] = height;
    }
}
