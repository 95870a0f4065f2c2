using System.Numerics;
using Extremal.Certificates;
using Extremal.Networks;
using Extremal.Tests.Oracle;

namespace Extremal.Tests.Certificates;

/// <summary>
/// No point exceeds a bound: every activation, float and double, weights of every scale, boxes of every size. And no bound is worse than
/// that of intervals.
/// </summary>
internal sealed class NetworkBoundsTests
{
    private static readonly string[] Activations =
    [
        "identity", "relu", "leakyRelu(0.01)", "leakyRelu(2)", "elu(1)", "elu(2.5)", "sigmoid", "tanh", "softplus", "silu", "gelu", "sine",
        "asinh", "square", "radialGaussian", "radialMatern",
    ];

    [Test]
    public void NoPointExceedsABound<T>([ValueSource(nameof(Activations))] string activation, [Values(0f, 0.0)] T example)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Sweep<T>(activation, Enumerable.Range(1, 12), boxes: 4, points: 100);

    [Test, Explicit, Category("Long")]
    public void NoPointOfManyNetworksExceedsABound<T>([ValueSource(nameof(Activations))] string activation, [Values(0f, 0.0)] T example)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Sweep<T>(activation, Enumerable.Range(1000, 3000), boxes: 10, points: 300);

    [Test, Explicit, Category("Long")]
    public void NoPointOfAMillionExceedsABound<T>([ValueSource(nameof(Activations))] string activation, [Values(0f, 0.0)] T example)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Sweep<T>(activation, Enumerable.Range(1, 10), boxes: 10, points: 50_000);

    /// <summary>The same box gives the same bits, whatever was asked in between and by whom.</summary>
    [Test]
    public void ABoundIsTheSameWheneverItIsAsked()
    {
        var drawn = new RandomNetwork<double>("tanh", 7);
        var bounds = NetworkBounds.Of(drawn.Network, drawn.Output, 1, drawn.Lower, drawn.Upper);
        (double[] Lower, double[] Upper)[] boxes = [.. drawn.Boxes(30)];
        double[] first = [.. boxes.Select(box => bounds.Upper(box.Lower, box.Upper))];
        var others = NetworkBounds.Of(drawn.Network, drawn.Output, 1, drawn.Lower, drawn.Upper);
        double[] second = [.. boxes.Reverse().Select(box => others.Upper(box.Lower, box.Upper)).Reverse()];
        Assert.That(second, Is.EqualTo(first));
        Assert.That(boxes.Select(box => bounds.Upper(box.Lower, box.Upper)), Is.EqualTo(first));
    }

    /// <summary>Two inputs, rectifiers: the bound of every part is at least the true maximum, up to the oracle's own rounding.</summary>
    [Test]
    public void NoRegionOfARectifierExceedsABound([Values("relu", "leakyRelu(0.25)")] string activation, [Values(1, 2, 3)] int hidden)
    {
        for (ulong seed = 1; seed <= 5; seed++)
        {
            int[] widths = [.. Enumerable.Repeat(6, hidden)];
            Network<double> network = Network<double>.Create(2, widths, 1, Activation.Parse(activation), seed);
            PlainLayers plain = PlainLayers.Of(network);
            var bounds = NetworkBounds.Of(network, 0, 1, [-2, -2], [2, 2]);
            var random = new Random((int)seed);
            for (int box = 0; box < 20; box++)
            {
                double[] lower = [3 * random.NextDouble() - 2, 3 * random.NextDouble() - 2];
                double[] upper = [.. lower.Select(low => low + Math.Pow(random.NextDouble(), 1 + box % 4))];
                ReluRegions regions = ReluRegions.Of(plain, lower, upper);
                double bound = bounds.Upper(lower, upper);
                Assert.That(bound, Is.GreaterThanOrEqualTo(regions.Maximum - 1e-14), $"seed {seed}, box {box}");
                Assert.That(regions.Count > 1 || bound - regions.Maximum < 1e-10, $"seed {seed}, box {box}: one region is bounded exactly");
            }
        }
    }

    private static void Sweep<T>(string activation, IEnumerable<int> seeds, int boxes, int points)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        long tried = 0;
        foreach (int seed in seeds)
        {
            var drawn = new RandomNetwork<T>(activation, seed);
            tried += Falsification.Try(drawn.Network, drawn.Output, drawn.Lower, drawn.Upper, drawn.Boxes(boxes), points, drawn.Words);
        }

        TestContext.Out.WriteLine($"{tried} points");
    }
}
