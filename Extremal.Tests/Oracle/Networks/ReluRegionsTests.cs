using Extremal.Networks;
using Extremal.Tests.Extrema;

namespace Extremal.Tests.Oracle;

/// <summary>The enumeration of regions, against dense grids, a golden network and networks small enough for paper.</summary>
internal sealed class ReluRegionsTests
{
    /// <summary>The true maximum is at most a cell's half diagonal times the steepest slope above the grid's.</summary>
    [Test]
    public void AgreesWithADenseGrid([Values("relu", "leakyRelu(0.25)")] string name, [Values(1, 2, 3)] int hidden, [Values(1, 2)] int seed)
    {
        Network<double> network = Network<double>.Create(2, [.. Enumerable.Repeat(6, hidden)], 1, Activation.Parse(name), (ulong)seed);
        var random = new Random(seed);
        foreach (Dense<double> layer in network.Layers)
        {
            for (int j = 0; j < layer.Outputs; j++)
            {
                layer.Bias.Span[j] = random.NextDouble() - 0.5;
            }
        }

        PlainLayers layers = PlainLayers.Of(network);
        ReluRegions regions = ReluRegions.Of(layers, [-1, -2], [1.5, 1]);
        double grid = double.NegativeInfinity;
        for (int i = 0; i <= 150; i++)
        {
            for (int j = 0; j <= 150; j++)
            {
                grid = Math.Max(grid, layers.Value(-1 + 2.5 * i / 150, -2 + 3.0 * j / 150));
            }
        }

        double slope = layers.Weights.Aggregate(1.0, (product, weight) => product * Math.Sqrt(weight.Cast<double>().Sum(w => w * w)));
        Assert.That(regions.Maximum, Is.InRange(grid - 1e-13, grid + slope * 0.01 * Math.Sqrt(2)));
        Assert.That(layers.Value(regions.Argmax), Is.EqualTo(regions.Maximum).Within(1e-13));
    }

    [Test]
    public void FindsTheGoldenMaximum()
    {
        GoldenExtremum golden = GoldenExtremum.Read("peaks-relu");
        ReluRegions regions = ReluRegions.Of(PlainLayers.Of(golden.Surrogate.Network), golden.Lower, golden.Upper);
        TestContext.Out.WriteLine($"{regions.Count} regions");
        Assert.That(regions.Maximum, Is.EqualTo(golden.Maximum).Within(1e-12));
        Assert.That(regions.Argmax, Is.EqualTo(golden.Argmax).Within(1e-9));
    }

    /// <summary>3 − |x − ¼| − |y + ½|, whose peak is a point inside: four regions.</summary>
    [Test]
    public void FindsAPeakInside()
    {
        var network = new Network<double>(2, new Layer(4, Activation.ReLU), new Layer(1, Activation.Identity));
        new double[] { 1, -1, 0, 0, 0, 0, 1, -1 }.CopyTo(network.Layers[0].Weight.Span);
        new[] { -0.25, 0.25, 0.5, -0.5 }.CopyTo(network.Layers[0].Bias.Span);
        network.Layers[1].Weight.Span.Fill(-1);
        network.Layers[1].Bias.Span[0] = 3;
        ReluRegions regions = ReluRegions.Of(PlainLayers.Of(network), [-1, -1], [1, 1]);
        Assert.That((regions.Maximum, regions.Count), Is.EqualTo((3.0, 4)));
        Assert.That(regions.Argmax, Is.EqualTo(new[] { 0.25, -0.5 }));
        Assert.That(ReluRegions.Of(PlainLayers.Of(network), [0.5, 0.5], [0.5, 0.5]).Maximum, Is.EqualTo(1.75), "a box of one point");
        Assert.That(ReluRegions.Of(PlainLayers.Of(network), [0.5, -1], [0.5, 1]).Maximum, Is.EqualTo(2.75), "a box of no width");
    }
}
