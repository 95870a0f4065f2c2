using System.Numerics;
using Extremal.Networks;
using Extremal.Tests.Extrema;

namespace Extremal.Tests.Oracle;

/// <summary>The attacks: they stay in the box, are as many as they say, and would see a bound that is too low by little.</summary>
internal sealed class AttacksTests
{
    [Test]
    public void TheyComeToTheGoldenMaximum([Values("branin-tanh", "diet-tanh", "peaks-relu")] string name)
    {
        GoldenExtremum golden = GoldenExtremum.Read(name);
        var attacks = new Attacks<double>(golden.Surrogate.Network, 0, 1, golden.Lower, golden.Upper, seed: 1);
        attacks.All(10_000);
        Assert.That(attacks.Greatest, Is.EqualTo(golden.Maximum).Within(1e-6));
        Assert.That(attacks.Points, Is.InRange(9_000, 12_000));
        Assert.That(attacks.Where.Select((x, i) => golden.Lower[i] <= x && x <= golden.Upper[i]), Is.All.True);
    }

    [Test]
    public void TheyStayInTheBoxAndMeetItsEnds<T>([Values(0f, 0.0)] T example) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // The output is the input, so that the greatest and the least are seen: ends that float does not have, or near its greatest number.
        (double, double)[] boxes = [(0.1, 0.3), (-1e-300, 1e-300), (-3.4e38, 3.4e38), (-0.7, -0.7 + 1e-6)];
        foreach ((double lower, double upper) in boxes)
        {
            var grid = new Grid<T>(lower, upper);
            foreach (int sign in (int[])[1, -1])
            {
                var network = new Network<T>(1, new Layer(1, Activation.Identity));
                network.Layers[0].Weight.Span[0] = T.One;
                Attacks<T> attacks = new Attacks<T>(network, 0, sign, [lower], [upper], 2).Corners(2).Uniform(500).Magnitudes(500)
                    .Faces(100).NearCorners(100).Around(500).Ascend(4, 20);
                double end = sign * double.CreateChecked(sign > 0 ? grid.High : grid.Low);
                Assert.That(attacks.Greatest, Is.EqualTo(end), $"{example.GetType()} [{lower}, {upper}]");
                Assert.That(sign > 0 ? upper : -lower, Is.GreaterThanOrEqualTo(attacks.Greatest));
            }
        }
    }

    [Test]
    public void ABoxWithoutANumberOfThatTypeHasNoPoint()
    {
        var network = new Network<float>(1, new Layer(1, Activation.Identity));
        var attacks = new Attacks<float>(network, 0, 1, [0.1], [Math.BitIncrement(0.1)], seed: 3);
        Assert.That(attacks.All(1000).Points, Is.Zero);
        Assert.That(attacks.Greatest, Is.EqualTo(double.NegativeInfinity));
    }

    [Test]
    public void WhatIsNotANumberIsSeen()
    {
        var network = new Network<float>(1, new Layer(1, Activation.Sine));
        network.Layers[0].Weight.Span[0] = 1e30f;
        Assert.That(new Attacks<float>(network, 0, 1, [1], [2], seed: 4).Uniform(9).NotANumber, Is.Not.Null);
    }
}
