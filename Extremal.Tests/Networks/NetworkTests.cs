using Extremal.Autodiff;
using Extremal.Kernels;
using Extremal.Memory;
using Extremal.Networks;
using Extremal.Tests.Oracle;

namespace Extremal.Tests.Networks;

/// <summary>Dense networks: what they hold, what they compute, and what they refuse.</summary>
internal sealed class NetworkTests
{
    [Test]
    public void LayersCanBeRead()
    {
        var network = new Network<double>(4, new Layer(3, Activation.ReLU), new Layer(2, Activation.Identity));
        Assert.Multiple(() =>
        {
            Assert.That((network.Inputs, network.Outputs), Is.EqualTo((4, 2)));
            Assert.That(network.Layers.Select(layer => (layer.Inputs, layer.Outputs)), Is.EqualTo(new[] { (4, 3), (3, 2) }));
            Assert.That(network.Layers.Select(layer => layer.Activation), Is.EqualTo(new[] { Activation.ReLU, Activation.Identity }));
            Assert.That(network.Layers[0].Weight.Shape, Is.EqualTo(new Shape(4, 3)));
            Assert.That(network.Layers[1].Bias.Shape, Is.EqualTo(new Shape(1, 2)));
            Assert.That(network.ToString(), Is.EqualTo("4-3-2 relu, identity"));
        });
    }

    [Test]
    public void WeightsAreOneVectorWithNames()
    {
        Weights<double> weights = new Network<double>(4, new Layer(3, Activation.ReLU), new Layer(2, Activation.Identity)).Weights;
        weights["layers.1.bias"].Span[1] = 8;
        Assert.That(weights.Names, Is.EqualTo(new[] { "layers.0.weight", "layers.0.bias", "layers.1.weight", "layers.1.bias" }));
        Assert.That((weights.Count, weights.All[^1]), Is.EqualTo((4 * 3 + 3 + 3 * 2 + 2, 8.0)));
    }

    /// <summary>Every single weight and bias against the oracle's forward derivative, for networks of one to four layers.</summary>
    [Test]
    public void WeightGradientsAgreeWithTheOracle([Values(0, 1, 2, 3)] int hidden, [Values(1, 5)] int rows)
    {
        Activation[] activations = [Activation.Tanh, Activation.GELU, Activation.Softplus];
        var network = new Network<double>(3, [.. activations.Take(hidden).Select(a => new Layer(4, a)), new Layer(2, Activation.Sigmoid)]);
        network.Initialize(new RandomSource(5));
        double[] x = [.. Enumerable.Range(0, rows * 3).Select(i => Math.Sin(i + 1))];
        var tape = new Tape<double>();
        Weights<double> gradients = network.Weights.ZerosLike();
        tape.Backward(network.Apply(tape.Input(Slice<double>.Copy(x, new Shape(rows, 3))), gradients).Sum());
        for (int i = 0; i < gradients.Count; i++)
        {
            double[] direction = new double[gradients.Count];
            direction[i] = 1;
            double expected = OracleNetwork.Apply(network, DualMatrix.Of(new Shape(rows, 3), x), direction).Sum()[0, 0].Tangent;
            double allowed = 1e-12 * Math.Max(1, Math.Abs(expected));
            Assert.That(gradients.All[i], Is.EqualTo(expected).Within(allowed), $"weight {i}, random source 5");
        }
    }

    [Test]
    public void ConstantWeightsHaveNoAdjoints()
    {
        Network<double> network = Network<double>.Create(2, [3], 1, Activation.Tanh, seed: 1);
        var tape = new Tape<double>();
        Variable<double> y = network.Apply(tape.Input(Slice<double>.Zeros(new Shape(4, 2))));
        Assert.That(Enumerable.Range(0, y.Line + 1).Count(line => tape.LineOf(new Variable<double>(tape, line, epoch: 0)).Wanted), Is.Zero);
    }

    [Test]
    public void OneNetworkIsAppliedTwiceOnOneTape()
    {
        Network<double> network = Network<double>.Create(2, [3], 2, Activation.Tanh, seed: 1);
        Slice<double> x = Slice<double>.Copy([0.5, -1], new Shape(1, 2));
        var tape = new Tape<double>();
        Weights<double> gradients = network.Weights.ZerosLike();
        tape.Backward(network.Apply(network.Apply(tape.Input(x), gradients), gradients).Sum());
        double[] together = gradients.All.ToArray();
        double[] direction = new double[gradients.Count];
        for (int i = 0; i < direction.Length; i++)
        {
            Array.Clear(direction);
            direction[i] = 1;
            DualMatrix inner = OracleNetwork.Apply(network, DualMatrix.Of(x.Shape, x.Span), direction);
            double expected = OracleNetwork.Apply(network, inner, direction).Sum()[0, 0].Tangent;
            Assert.That(together[i], Is.EqualTo(expected).Within(1e-12), $"weight {i}");
        }
    }

    [Test]
    public void PointsOfAnotherWidthAreRefused()
    {
        Network<double> network = Network<double>.Create(3, [2], 1, Activation.Tanh, seed: 1);
        var tape = new Tape<double>();
        Variable<double> x = tape.Input(Slice<double>.Zeros(new Shape(5, 4)));
        Assert.That(() => network.Apply(x), Throws.ArgumentException.With.Message.Contains("5 × 4").And.Message.Contains("rows × 3"));
        Assert.That(tape.Count, Is.EqualTo(1));
    }

    [Test]
    public void ANetworkOfNothingIsRefused() => Assert.Multiple(() =>
    {
        Assert.That(() => new Network<double>(0, new Layer(1, Activation.Tanh)), Throws.InstanceOf<ArgumentException>());
        Assert.That(() => new Network<double>(1), Throws.ArgumentException.With.Message.StartsWith("Network got"));
        Assert.That(
            () => new Network<double>(1, new Layer(3, Activation.Tanh), new Layer(0, Activation.Tanh)),
            Throws.ArgumentException.With.Message.Contains("3-0"));
        Assert.That(
            () => Network<double>.Create(1, [4, -2], 1, Activation.Tanh, seed: 1),
            Throws.ArgumentException.With.Message.Contains("4--2-1"));
    });

    [Test]
    public void ManyThreadsSearchOneNetworkAtOnce()
    {
        Network<double> network = Network<double>.Create(3, [16], 1, Activation.SiLU, seed: 3);
        double[][] gradients = new double[8][];
        Thread[] threads = [.. gradients.Select((_, k) => new Thread(() => gradients[k] = Gradient(network)))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Assert.That(gradients, Is.All.EqualTo(Gradient(network)));
    }

    private static double[] Gradient(Network<double> network)
    {
        Slice<double> gradient = Slice<double>.Zeros(new Shape(9, 3));
        Slice<double> points = Slice<double>.Copy([.. Enumerable.Range(0, 27).Select(i => Math.Cos(i))], gradient.Shape);
        var tape = new Tape<double>();
        Variable<double> y = network.Apply(tape.Watch(points, gradient));
        for (int i = 0; i < 50; i++)
        {
            tape.Replay();
            tape.Backward(y);
        }

        return gradient.Span.ToArray();
    }
}
