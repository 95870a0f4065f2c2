using Extremal.Autodiff;
using Extremal.Kernels;
using Extremal.Memory;
using Extremal.Networks;

namespace Extremal.Tests.Networks;

public sealed class NetworkTests
{
    [Test]
    public void Layers_have_the_shapes_that_were_asked_for()
    {
        var network = new Network<double>(3, new Layer(5, Activation.Tanh), new Layer(4, Activation.ReLU),
            new Layer(2, Activation.Identity));
        Assert.That((network.Inputs, network.Outputs), Is.EqualTo((3, 2)));
        Assert.That(network.Layers.Select(layer => (layer.Inputs, layer.Outputs)), Is.EqualTo(new[] { (3, 5), (5, 4), (4, 2) }));
        Assert.That(network.Layers.Select(layer => layer.Activation),
            Is.EqualTo(new[] { Activation.Tanh, Activation.ReLU, Activation.Identity }));
        Assert.That(network.Layers.Select(layer => layer.Weight.Shape),
            Is.EqualTo(new[] { new Shape(3, 5), new Shape(5, 4), new Shape(4, 2) }));
        Assert.That(network.Layers.Select(layer => layer.Bias.Shape),
            Is.EqualTo(new[] { new Shape(1, 5), new Shape(1, 4), new Shape(1, 2) }));
        Assert.That(network.Weights.Count, Is.EqualTo(3 * 5 + 5 + 5 * 4 + 4 + 4 * 2 + 2));
        Assert.That(network.Weights.Names,
            Is.EqualTo(Enumerable.Range(0, 3).SelectMany(k => new[] { $"layers.{k}.weight", $"layers.{k}.bias" })));
        Assert.That(network.Weights.All.ToArray(), Is.All.Zero, "a new network waits to be drawn or filled");
        network.Weights["layers.1.bias"].Span[3] = 7;
        Assert.That(network.Layers[1].Bias.Span[3], Is.EqualTo(7), "layers and names show the same numbers");
    }

    [Test]
    public void The_text_says_widths_and_activations()
    {
        Assert.That(Network<double>.Create(4, [64, 64], 1, Activation.Tanh, 1).ToString(), Does.StartWith("4-64-64-1 tanh"));
        Assert.That(new Network<float>(1, new Layer(2, Activation.LeakyReLU(0.5))).ToString(), Is.EqualTo("1-2 leakyRelu(0.5)"));
    }

    [Test]
    public void A_seed_determines_the_weights_to_the_bit()
    {
        double[] Drawn(ulong seed) => Network<double>.Create(3, [8, 8], 2, Activation.Tanh, seed).Weights.All.ToArray();
        double[] one = Drawn(5), same = Drawn(5), other = Drawn(6);
        Assert.That(same, Is.EqualTo(one));
        Assert.That(one.Zip(other).Where(pair => pair.First != 0).Select(pair => pair.First == pair.Second), Is.All.False);

        Network<double> again = Network<double>.Create(3, [8, 8], 2, Activation.Tanh, 6);
        again.Weights["layers.1.bias"].Span.Fill(9);
        again.Draw(new RandomSource(5));
        Assert.That(again.Weights.All.ToArray(), Is.EqualTo(one), "drawn anew, biases are zero again");
    }

    [Test]
    public void Layers_of_one_shape_are_drawn_differently()
    {
        Network<double> network = Network<double>.Create(8, [8, 8], 1, Activation.Tanh, 3);
        double[] first = network.Layers[0].Weight.Span.ToArray(), second = network.Layers[1].Weight.Span.ToArray();
        Assert.That(first.Intersect(second), Is.Empty);
    }

    [TestCase(Initialization.Glorot, "relu", 20 + 30)]
    [TestCase(Initialization.He, "tanh", 20)]
    [TestCase(Initialization.Automatic, "tanh", 20 + 30)]
    [TestCase(Initialization.Automatic, "sigmoid", 20 + 30)]
    [TestCase(Initialization.Automatic, "sine", 20 + 30)]
    [TestCase(Initialization.Automatic, "relu", 20)]
    [TestCase(Initialization.Automatic, "leakyRelu(0.1)", 20)]
    [TestCase(Initialization.Automatic, "gelu", 20)]
    public void Weights_are_uniform_within_their_bound(Initialization initialization, string activation, int fan)
    {
        var network = new Network<double>(20, new Layer(30, Activation.Parse(activation)));
        network.Draw(new RandomSource(11), initialization);
        double bound = Math.Sqrt(6.0 / fan);
        double[] weights = network.Layers[0].Weight.Span.ToArray();
        Assert.That(weights.Max(Math.Abs), Is.LessThanOrEqualTo(bound).And.GreaterThan(0.98 * bound));
        Assert.That(weights.Average(), Is.Zero.Within(4 * bound / Math.Sqrt(3 * 600)), "four standard errors");
        Assert.That(weights.Average(w => w * w), Is.EqualTo(bound * bound / 3).Within(4 * bound * bound * Math.Sqrt(4.0 / 45 / 600)));
        Assert.That(network.Layers[0].Bias.Span.ToArray(), Is.All.Zero);
    }

    [Test]
    public void Mistakes_in_the_form_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = new Network<double>(0, new Layer(1, Activation.Tanh)));
        Assert.Throws<ArgumentException>(() => _ = new Network<double>(1));
        Assert.Throws<ArgumentNullException>(() => _ = new Network<double>(1, null!));
        Assert.That(() => new Network<double>(1, new Layer(3, Activation.Tanh), new Layer(0, Activation.Tanh)),
            Throws.ArgumentException.With.Message.Contains("3-0"));
        Assert.That(() => new Network<double>(1, new Layer(3, null!)), Throws.InstanceOf<ArgumentException>());
        Assert.That(() => new Network<double>(1, [null!]), Throws.InstanceOf<ArgumentException>());
        Assert.Throws<ArgumentNullException>(() => Network<double>.Create(1, null!, 1, Activation.Tanh, 1));
        Assert.That(() => Network<double>.Create(1, [-1], 1, Activation.Tanh, 1), Throws.InstanceOf<ArgumentException>());
    }

    [Test]
    public void Mistakes_on_the_tape_are_refused_with_shapes()
    {
        Network<double> network = Network<double>.Create(3, [4], 2, Activation.Tanh, 1);
        var tape = new Tape<double>();
        Variable<double> narrow = tape.Input(Slice<double>.Zeros(new Shape(5, 2))), x = tape.Input(Slice<double>.Zeros(new Shape(5, 3)));
        Assert.That(() => network.Apply(narrow), Throws.ArgumentException.With.Message.Contains("5 × 2").And.Message.Contains("3"));
        foreach (Network<double> other in (Network<double>[])
            [Network<double>.Create(3, [], 2, Activation.Tanh, 1), Network<double>.Create(3, [5], 2, Activation.Tanh, 1),
             Network<double>.Create(3, [4, 2], 2, Activation.Tanh, 1)])
        {
            Assert.That(() => network.Apply(x, other.Weights.Like()), Throws.ArgumentException, other.ToString());
        }
    }

    [Test]
    public void Only_float_and_double_are_numbers_of_a_network()
    {
        Assert.That(() => new Network<Half>(1, new Layer(1, Activation.Tanh)),
            Throws.InstanceOf<Exception>().With.Message.Contains("Half"));
    }
}
