using Extremal.Kernels;
using Extremal.Networks;

namespace Extremal.Tests.Networks;

/// <summary>How weights are drawn: the distribution that is promised, the same for a seed, and zero biases.</summary>
internal sealed class InitializationTests
{
    [TestCase("tanh", Initialization.Automatic, 1.0 / 150)]
    [TestCase("sigmoid", Initialization.Automatic, 1.0 / 150)]
    [TestCase("sine", Initialization.Automatic, 1.0 / 150)]
    [TestCase("relu", Initialization.Automatic, 1.0 / 100)]
    [TestCase("leakyRelu(0.2)", Initialization.Automatic, 1.0 / 100)]
    [TestCase("elu(1)", Initialization.Automatic, 1.0 / 100)]
    [TestCase("gelu", Initialization.Automatic, 1.0 / 100)]
    [TestCase("relu", Initialization.Glorot, 1.0 / 150)]
    [TestCase("tanh", Initialization.He, 1.0 / 100)]
    public void WeightsAreUniformWithTheVarianceOfTheRule(string activation, Initialization initialization, double halfVariance)
    {
        var network = new Network<double>(100, new Layer(50, Activation.Parse(activation)));
        network.Layers[0].Bias.Span.Fill(3);
        network.Initialize(new RandomSource(4), initialization);
        double bound = Math.Sqrt(6 * halfVariance);
        double[] weights = network.Layers[0].Weight.Span.ToArray();
        Assert.Multiple(() =>
        {
            // 5000 draws: the mean deviates by bound/√15000, the mean square by 0.3·bound²/√5000 on average; five times that is allowed.
            Assert.That(weights.Max(Math.Abs), Is.LessThanOrEqualTo(bound).And.GreaterThan(0.99 * bound));
            Assert.That(weights.Average(), Is.Zero.Within(5 * bound / Math.Sqrt(15000)));
            Assert.That(weights.Average(w => w * w), Is.EqualTo(2 * halfVariance).Within(1.5 * bound * bound / Math.Sqrt(5000)));
            Assert.That(network.Layers[0].Bias.Span.ToArray(), Is.All.Zero);
        });
    }

    [Test]
    public void ASeedDrawsTheSameWeightsAgain()
    {
        double[] Weights(ulong seed) => Network<double>.Create(7, [9, 8], 2, Activation.Tanh, seed).Weights.All.ToArray();
        double[] first = Weights(1);
        Assert.That(Weights(1), Is.EqualTo(first));
        Assert.That(Weights(2), Is.Not.EqualTo(first));
    }

    [Test]
    public void LayersOfOneShapeAreDrawnDifferently()
    {
        Network<double> network = Network<double>.Create(8, [8, 8], 8, Activation.Tanh, seed: 1);
        Assert.That(network.Layers[0].Weight.Span.ToArray(), Is.Not.EqualTo(network.Layers[1].Weight.Span.ToArray()));
    }

    [Test]
    public void FloatIsTheRoundedDouble()
    {
        double[] exact = Network<double>.Create(7, [9], 2, Activation.ReLU, seed: 6).Weights.All.ToArray();
        float[] single = Network<float>.Create(7, [9], 2, Activation.ReLU, seed: 6).Weights.All.ToArray();
        Assert.That(single, Is.EqualTo(exact.Select(weight => (float)weight)));
    }
}
