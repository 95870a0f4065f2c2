using Extremal.Certificates;
using Extremal.Networks;
using Extremal.Tests.Oracle;

namespace Extremal.Tests.Certificates;

/// <summary>
/// The first half of a bound's soundness by itself: without what is added for the network's own rounding, it is still not below the exact
/// number that the weights define, here computed in double-double. Bounds round too, and charge for it.
/// </summary>
internal sealed class ExactBoundsTests
{
    /// <summary>1 + w + w + …, w a little less than half a unit in the last place of 1: computed in plain double that is 1.</summary>
    [Test]
    public void EverySumOfABoundRoundsDown([Values("identity", "relu", "leakyRelu(2)")] string activation, [Values(0, 1, 2)] int hidden)
    {
        const int Terms = 40;
        double w = Math.BitDecrement(Math.ScaleB(1, -53));
        Layer[] layers = [.. Enumerable.Repeat(new Layer(Terms, Activation.Parse(activation)), hidden), new Layer(1, Activation.Identity)];
        var network = new Network<double>(Terms, layers);
        for (int k = 0; k < hidden; k++)
        {
            for (int i = 0; i < Terms; i++)
            {
                network.Layers[k].Weight.Span[i * Terms + i] = 1;
            }
        }

        network.Layers[^1].Weight.Span.Fill(w);
        network.Layers[^1].Bias.Span[0] = 1;
        double[] point = [.. Enumerable.Repeat(1.0, Terms)];
        Assert.That(PlainLayers.Of(network).Value(point), Is.EqualTo(1), "the roundings do go down");
        RequireAboveExact(network, point, point, point, $"{hidden} hidden");
    }

    /// <summary>Rectifiers at points, and at the ends and the middle of boxes of some units in the last place.</summary>
    [Test]
    public void NoExactValueExceedsABound(
        [Values("identity", "relu", "leakyRelu(0.25)", "leakyRelu(2)")] string activation, [Values(1, 2, 3)] int hidden)
    {
        for (int seed = 1; seed <= 5; seed++)
        {
            var random = new Random(seed);
            Network<double> network = Network<double>.Create(
                3, [.. Enumerable.Repeat(12, hidden)], 1, Activation.Parse(activation), (ulong)seed);
            for (int k = 0; k < 20; k++)
            {
                double[] lower = [.. Enumerable.Range(0, 3).Select(_ => 4 * random.NextDouble() - 2)];
                double[] upper = [.. lower.Select(low => k % 2 == 0 ? low : low + Math.BitIncrement(Math.Abs(low)) - Math.Abs(low))];
                double[] mixed = [.. lower.Select((low, i) => random.Next(2) == 0 ? low : upper[i])];
                foreach (double[] point in (double[][])[lower, upper, mixed])
                {
                    RequireAboveExact(network, lower, upper, point, $"seed {seed}, box {k}");
                }
            }
        }
    }

    private static void RequireAboveExact(Network<double> network, double[] lower, double[] upper, double[] point, string what)
    {
        DoubleDouble exact = Exact(PlainLayers.Of(network), point);
        foreach (int sign in (int[])[1, -1])
        {
            NetworkBounds bounds = NetworkBounds.Of(network, 0, sign, lower, upper);
            DoubleDouble left = bounds.Upper(lower, upper) - (DoubleDouble)bounds.Rounding - sign * exact;
            Assert.That(left.High, Is.GreaterThanOrEqualTo(0), $"{what}, {sign}");
            Assert.That(left.High, Is.LessThan(1e-10), $"{what}, {sign}: and it is close");
        }
    }

    internal static DoubleDouble Exact(PlainLayers network, double[] point)
    {
        DoubleDouble[] x = [.. point.Select(number => (DoubleDouble)number)];
        for (int k = 0; k < network.Depth; k++)
        {
            var y = new DoubleDouble[network.Biases[k].Length];
            for (int j = 0; j < y.Length; j++)
            {
                y[j] = network.Biases[k][j];
                for (int i = 0; i < x.Length; i++)
                {
                    y[j] += x[i] * network.Weights[k][i, j];
                }

                y[j] = y[j].High < 0 ? y[j] * network.Curves[k].Slope(-1) : y[j];
            }

            x = y;
        }

        return x[0];
    }
}
