using Extremal.Networks;
using Extremal.Tests.Extrema;
using Extremal.Tests.Networks;

namespace Extremal.Tests.Oracle;

/// <summary>The plain bounds themselves, against points, golden networks and a network small enough for paper.</summary>
internal sealed class PlainBoundsTests
{
    private static readonly string[] Names =
        ["identity", "relu", "leakyRelu(0.25)", "softplus", "sigmoid", "tanh", "asinh", "square", "radialGaussian", "radialMatern"];

    private static readonly string[] AllNames = [.. Names, "silu", "gelu", "sine", "elu(2.5)", "leakyRelu(2)"];

    [Test]
    public void NoPointIsOutsideARange([ValueSource(nameof(AllNames))] string name) =>
        ForIntervals(name, (curve, low, high, z) =>
        {
            (double least, double greatest) = curve.Range(low, high);
            Assert.That(curve.Value(z), Is.InRange(least, greatest), $"{name} at {z:R} in [{low:R}, {high:R}]");
        });

    [Test]
    public void NoPointIsOutsideTheLines([ValueSource(nameof(Names))] string name) =>
        ForIntervals(name, (curve, low, high, z) =>
        {
            (PlainCurve.Line below, PlainCurve.Line above) = curve.Lines(low, high);
            double rounding = 1e-13 * (1 + Math.Abs(z)), y = curve.Value(z);
            Assert.That(y, Is.InRange(below.At(z) - rounding, above.At(z) + rounding), $"{name} at {z:R} in [{low:R}, {high:R}]");
        });

    /// <summary>
    /// y = max(0, a + b) − max(0, a − b) over [−1, 1]²: by intervals at most 2 − 0; the line above the first is 1 + (a + b)/2, the line
    /// below the second is 0 or a − b, of equal area, so that 0 is taken and 2 is left.
    /// </summary>
    [Test]
    public void ANetworkForPaper()
    {
        var network = new Network<double>(2, new Layer(2, Activation.ReLU), new Layer(1, Activation.Identity));
        new double[] { 1, 1, 1, -1 }.CopyTo(network.Layers[0].Weight.Span);
        new double[] { 1, -1 }.CopyTo(network.Layers[1].Weight.Span);
        var bounds = new PlainBounds(PlainLayers.Of(network));
        Assert.That(bounds.Interval([-1, -1], [1, 1]), Is.EqualTo(2));
        (double bound, double[] slopes) = bounds.Linear([-1, -1], [1, 1]);
        Assert.That(bound, Is.EqualTo(2));
        Assert.That(slopes, Is.EqualTo(new[] { 0.5, 0.5 }));

        // Over [0, 1] × [−1, 1] the second's line is a − b: ⅔(a + b + 1) − (a − b), at most 7/3 at (0, 1); the interval's 2 is less.
        (bound, slopes) = bounds.Linear([0, -1], [1, 1]);
        Assert.That(bound, Is.EqualTo(2).Within(1e-15));
        Assert.That(slopes, Is.EqualTo(new[] { -1.0 / 3, 5.0 / 3 }).Within(1e-15));
        Assert.That(new PlainBounds(PlainLayers.Of(network, sign: -1)).Interval([-1, -1], [1, 1]), Is.EqualTo(2));
    }

    [Test]
    public void TheValueIsTheNetworks([ValueSource(nameof(Names))] string name)
    {
        Network<double> network = Network<double>.Create(3, [5, 4], 2, Activation.Parse(name), seed: 3);
        double[] x = [0.3, -1.2, 2.2];
        Assert.That(PlainLayers.Of(network, 1, -1).Value(x), Is.EqualTo(-PlainNetwork.Predict(network, x)[1]).Within(1e-14));
    }

    [Test]
    public void NoPointExceedsABoundAndLinesAreNeverWorseThanIntervals(
        [ValueSource(nameof(Names))] string name, [Values(1, 3)] int hidden)
    {
        int sign = 2 - hidden;
        Network<double> network = Network<double>.Create(2, [.. Enumerable.Repeat(8, hidden)], 2, Activation.Parse(name), seed: 11);
        PlainLayers layers = PlainLayers.Of(network, 1, sign);
        var bounds = new PlainBounds(layers);
        var random = new Random(hidden);
        for (int box = 0; box < 10; box++)
        {
            double[] lower = [3 * random.NextDouble() - 2, 3 * random.NextDouble() - 2];
            double[] upper = [.. lower.Select(low => low + 3 * Math.Pow(random.NextDouble(), 3))];
            (double bound, double interval) = (bounds.Linear(lower, upper).Bound, bounds.Interval(lower, upper));
            Attacks<double> attacks = new Attacks<double>(network, 1, sign, lower, upper, box).All(200);
            Assert.That(attacks.Greatest, Is.LessThanOrEqualTo(bound + 1e-12), $"{name}, box {box}");
            Assert.That(bound, Is.LessThanOrEqualTo(interval + 1e-12), $"{name}, box {box}");
        }
    }

    /// <summary>The bound proved elsewhere by branch and bound is reached, and the stated maximum is never crossed.</summary>
    [TestCase("branin-tanh", 600)]
    [TestCase("diet-tanh", 3000)]
    [TestCase("peaks-relu", 600)]
    public void TheSearchClosesTheGoldenNetworks(string name, int boxes)
    {
        GoldenExtremum golden = GoldenExtremum.Read(name);
        PlainLayers layers = PlainLayers.Of(golden.Surrogate.Network);
        PlainSearch search = PlainSearch.Run(layers, golden.Lower, golden.Upper, boxes, golden.Maximum + 1e-4);
        double gap = search.Bound - golden.Maximum, first = search.After(1) - golden.Maximum;
        TestContext.Out.WriteLine($"{name}: {search.Boxes} boxes, gap {gap:G3}, at first {first:G3}");
        Assert.That(search.Bound, Is.InRange(golden.Maximum, golden.Maximum + 1e-4));
        Assert.That(layers.Value(golden.Argmax), Is.EqualTo(golden.Maximum).Within(1e-12));
        Assert.That(Enumerable.Range(1, search.Boxes).Select(n => search.After(n)), Is.Ordered.Descending);
    }

    private static void ForIntervals(string name, Action<PlainCurve, double, double, double> check)
    {
        PlainCurve curve = PlainCurve.Of(name);
        var random = new Random(5);
        for (int i = 0; i < 200; i++)
        {
            double low = 16 * random.NextDouble() - 10, high = low + 12 * Math.Pow(random.NextDouble(), 1 + i % 5);
            for (int k = 0; k <= 20; k++)
            {
                check(curve, low, high, k == 20 ? high : Math.Min(high, low + (high - low) * k / 20));
            }
        }
    }
}
