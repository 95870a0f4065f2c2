using System.Numerics;
using Extremal.Certificates;
using Extremal.Memory;
using Extremal.Networks;
using static System.FormattableString;

namespace Extremal.Tests.Certificates;

/// <summary>
/// Networks and points made so that all roundings go one way: here a bound that leaves one out, or charges half of it, is too low. The
/// boxes are points, so that nothing but rounding is between a bound and the output.
/// </summary>
internal sealed class WorstRoundingTests
{
    private const int Terms = 40;

    private static readonly string[] Activations =
    [
        "identity", "relu", "leakyRelu(0.01)", "leakyRelu(2)", "elu(1)", "elu(2.5)", "sigmoid", "tanh", "softplus", "silu", "gelu", "sine",
        "asinh",
    ];

    /// <summary>1 + w + w + …, w a little more than half a unit in the last place of 1: every addition rounds up by almost w.</summary>
    [Test]
    public void EverySumRoundsUp<T>(
        [Values("identity", "relu", "leakyRelu(2)")] string activation, [Values(1, -1)] int sign, [Values(0f, 0.0)] T example)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T unit = T.BitIncrement(T.One) - T.One, half = T.BitIncrement(unit / T.CreateChecked(2));
        Network<T> network = Chain(activation, T.CreateChecked(sign));
        network.Layers[0].Weight.Span.Fill(half);
        network.Layers[0].Bias.Span[0] = T.One;
        double[] point = [.. Enumerable.Repeat(1.0, Terms)];
        double computed = Computed(network, point) * sign, exact = 1 + Terms * double.CreateChecked(half);
        Assert.That(computed, Is.EqualTo(1 + Terms * double.CreateChecked(unit)), "the roundings do go up");
        double bound = NetworkBounds.Of(network, 0, sign, point, point).Upper(point, point);
        Assert.That(bound, Is.GreaterThanOrEqualTo(computed));

        // Bounds compute in double and charge for that too.
        double most = 3 * Terms * double.CreateChecked(half) + 1e-12;
        Assert.That(bound - exact, Is.LessThan(most), "and little more is charged than that takes");
    }

    /// <summary>Products of little more than half the least number, which become it; the next layer makes them large.</summary>
    [Test]
    public void EveryProductUnderflows<T>(
        [ValueSource(nameof(Activations))] string activation, [Values(1, -1)] int sign, [Values(0f, 0.0)] T example)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int least = typeof(T) == typeof(float) ? -149 : -1074;
        int scale = Math.Min(-least - 30, 1000);
        T x = T.ScaleB(T.One, least / 2), weight = T.ScaleB(T.CreateChecked(1.02), least - least / 2 - 1);
        foreach (int side in (int[])[1, -1])
        {
            Network<T> network = Chain(activation, T.ScaleB(T.CreateChecked(sign), scale));
            network.Layers[0].Weight.Span.Fill(weight * T.CreateChecked(side));
            double[] point = [.. Enumerable.Repeat(double.CreateChecked(x), Terms)];
            double computed = Computed(network, point);
            if (activation == "identity")
            {
                Assert.That(computed, Is.EqualTo(sign * side * Math.ScaleB(Terms, least + scale)), "the underflows do go up");
            }

            RequireAbove(network, point, Invariant($"{activation}, {sign}, {side}"));
        }
    }

    /// <summary>One activation where its value is of ordinary size and where it is subnormal, made large by the next layer.</summary>
    [Test]
    public void AnActivationIsOffByItsOwnError<T>([ValueSource(nameof(Activations))] string activation, [Values(0f, 0.0)] T example)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(3);
        bool isSingle = typeof(T) == typeof(float);
        Network<T> network = Chain(activation, T.ScaleB(T.One, isSingle ? 100 : 1000), inputs: 1);
        network.Layers[0].Weight.Span[0] = T.One;
        (double From, double To)[] ranges = isSingle
            ? [(-4, 4), (-1e-3, 1e-3), (-110, -80), (-15, -12), (-1e-38, 1e-38), (3, 3.3)]
            : [(-4, 4), (-1e-3, 1e-3), (-750, -700), (-39, -37), (-1e-308, 1e-308), (3, 3.3)];
        foreach ((double from, double to) in ranges)
        {
            for (int k = 0; k < 8; k++)
            {
                double x = double.CreateChecked(T.CreateChecked(from + (to - from) * random.NextDouble()));
                RequireAbove(network, [x], activation);
            }
        }
    }

    private static void RequireAbove<T>(Network<T> network, double[] point, string words)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double computed = Computed(network, point);
        double most = NetworkBounds.Of(network, 0, 1, point, point).Upper(point, point);
        double least = -NetworkBounds.Of(network, 0, -1, point, point).Upper(point, point);
        double off = Math.Max(least - computed, computed - most);
        Assert.That(computed, Is.InRange(least, most), Invariant($"{words} at {point[0]:R}, off by {off:R}"));
    }

    // A hidden layer of one unit, then one weight.
    private static Network<T> Chain<T>(string activation, T weight, int inputs = Terms) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var network = new Network<T>(inputs, new Layer(1, Activation.Parse(activation)), new Layer(1, Activation.Identity));
        network.Layers[1].Weight.Span[0] = weight;
        return network;
    }

    private static double Computed<T>(Network<T> network, double[] point) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Slice<T> x = Slice<T>.Copy([.. point.Select(T.CreateChecked)], new Shape(1, point.Length)), y = Slice<T>.Zeros(new Shape(1, 1));
        new Predictor<T>(network).Predict(x.Matrix, y.Matrix);
        return double.CreateChecked(y.Span[0]);
    }
}
