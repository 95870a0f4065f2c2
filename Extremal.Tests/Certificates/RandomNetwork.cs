using System.Numerics;
using Extremal.Networks;
using Extremal.Tests.Oracle;
using static System.FormattableString;

namespace Extremal.Tests.Certificates;

/// <summary>
/// A network of one to three hidden layers with a domain, drawn by a seed to be hard on bounds: weights of any scale or zero, boxes that
/// are tiny, huge, subnormal or a point.
/// </summary>
internal sealed class RandomNetwork<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly bool IsSingle = typeof(T) == typeof(float);
    private static readonly double[] Scales = [1, 1, 1, 1e30, 1e-30];

    private readonly Random _random;

    public RandomNetwork(string activation, int seed)
    {
        _random = new Random(seed);
        Network = DrawNetwork(Activation.Parse(activation));
        Output = _random.Next(Network.Outputs);
        (Lower, Upper) = DrawDomain();
        Words = Invariant($"seed {seed}, {typeof(T).Name}, {Network}, output {Output}");
    }

    public Network<T> Network { get; }

    public int Output { get; }

    public double[] Lower { get; }

    public double[] Upper { get; }

    public string Words { get; }

    /// <summary>The domain itself, then parts of it.</summary>
    public IEnumerable<(double[] Lower, double[] Upper)> Boxes(int count)
    {
        yield return (Lower, Upper);
        for (int i = 1; i < count; i++)
        {
            yield return Part();
        }
    }

    private (double[] Lower, double[] Upper) Part()
    {
        (double[] lower, double[] upper) = ([.. Lower], [.. Upper]);
        int kind = _random.Next(4);
        for (int i = 0; i < lower.Length; i++)
        {
            var grid = new Grid<T>(Lower[i], Upper[i]);
            if (grid.IsEmpty || _random.Next(6) == 0)
            {
                continue;
            }

            T at = _random.Next(3) switch
            {
                0 => grid.Number(_random.NextDouble()),
                1 => grid.Low,
                _ => grid.Between(_random.NextDouble()),
            };
            T other = kind switch
            {
                0 => at,
                1 => grid.Step(at, _random.Next(-3, 4)),
                2 => grid.Move(at, Math.Pow(10, -4 * _random.NextDouble())),
                _ => grid.Number(_random.NextDouble()),
            };
            (lower[i], upper[i]) = (double.CreateChecked(T.Min(at, other)), double.CreateChecked(T.Max(at, other)));
        }

        return (lower, upper);
    }

    private Network<T> DrawNetwork(Activation activation)
    {
        Layer[] hidden = [.. Enumerable.Range(0, _random.Next(1, 4)).Select(_ => new Layer(_random.Next(1, 9), activation))];
        var last = new Layer(_random.Next(1, 3), _random.Next(4) == 0 ? activation : Activation.Identity);
        var network = new Network<T>(_random.Next(1, 5), [.. hidden, last]);
        bool odd = _random.Next(2) == 0;
        foreach (Dense<T> layer in network.Layers)
        {
            double scale = odd ? Scales[_random.Next(Scales.Length)] : 1, bias = odd && _random.Next(2) == 0 ? scale : 1;
            bool zero = odd && _random.Next(12) == 0;
            Fill(layer.Weight.Span, zero ? 0 : scale * 2 / Math.Sqrt(layer.Inputs));
            Fill(layer.Bias.Span, bias);
        }

        network.Weights.Touch();
        return network;
    }

    private void Fill(Span<T> numbers, double size)
    {
        foreach (ref T number in numbers)
        {
            number = _random.Next(16) == 0 ? T.Zero : T.CreateTruncating(size * (2 * _random.NextDouble() - 1));
        }
    }

    private (double[] Lower, double[] Upper) DrawDomain()
    {
        int kind = _random.Next(10);
        double[] lower = new double[Network.Inputs], upper = new double[Network.Inputs];
        for (int i = 0; i < lower.Length; i++)
        {
            double at = 4 * _random.NextDouble() - 2, width = _random.NextDouble(), size = IsSingle ? 1e-40 : 1e-310;
            (lower[i], upper[i]) = kind switch
            {
                0 => (-size * width, size),
                1 => (-1e30, 1e30 * width),
                2 => (1e29 * width, 1e30),
                3 => (-0.0, 0.0),
                4 => (at, at + 1e-6 * width),
                5 => (-3 * width, 1e5),
                _ => (at - 2 * width, at + 2 * width),
            };
        }

        return (lower, upper);
    }
}
