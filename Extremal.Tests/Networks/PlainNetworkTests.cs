using Extremal.Autodiff;
using Extremal.Memory;
using Extremal.Networks;

namespace Extremal.Tests.Networks;

/// <summary>Activations and predictors against the platform's functions in plain loops, and the refusals that other tests do not name.</summary>
internal sealed class PlainNetworkTests
{
    internal static Activation[] Activations =>
    [
        Activation.Identity, Activation.ReLU, Activation.Sigmoid, Activation.Tanh, Activation.Softplus, Activation.SiLU, Activation.GELU,
        Activation.Sine, Activation.Asinh, Activation.LeakyReLU(), Activation.LeakyReLU(0.25), Activation.ELU(), Activation.ELU(2.5),
        Activation.Square, Activation.RadialGaussian, Activation.RadialMatern,
    ];

    [Test]
    public void Every_activation_computes_its_function()
    {
        double[] x = [-4, -1.5, -1e-3, 0, 1e-3, 0.7, 2, 4];
        foreach (Activation activation in Activations)
        {
            var tape = new Tape<double>();
            Variable<double> y = tape.Record(activation.Operation<double>(), tape.Input(Slice<double>.Copy(x, new Shape(x.Length, 1))));
            for (int i = 0; i < x.Length; i++)
            {
                double expected = PlainNetwork.Function(activation.Name, x[i]);
                Assert.That(y.Value[i, 0], Is.EqualTo(expected).Within(1e-14), $"{activation.Name} at {x[i]}");
            }
        }
    }

    [Test]
    public void Agrees_with_a_forward_pass_in_plain_loops()
    {
        const int seed = 20;
        var random = new Random(seed);
        foreach (Activation activation in Activations)
        {
            var network = new Network<double>(
                3, new Layer(17, activation), new Layer(5, Activation.Tanh), new Layer(6, activation), new Layer(2, Activation.Identity));
            foreach (ref double weight in network.Weights.All)
            {
                weight = random.NextDouble() - 0.5;
            }

            var predictor = new Predictor<double>(network);
            foreach (int rows in (int[])[1, 2, 255, 256, 257, 3, 513, 1])
            {
                double[] x = [.. Enumerable.Range(0, 3 * rows).Select(_ => 4 * random.NextDouble() - 2)], y = new double[2 * rows];
                predictor.Predict(new(x, new Shape(rows, 3)), new(y, new Shape(rows, 2)));
                double worst = 0;
                for (int i = 0; i < rows; i++)
                {
                    double[] expected = PlainNetwork.Predict(network, x[(3 * i)..(3 * i + 3)]);
                    worst = Math.Max(worst, Math.Max(Math.Abs(expected[0] - y[2 * i]), Math.Abs(expected[1] - y[2 * i + 1])));
                }

                Assert.That(worst, Is.LessThan(1e-12), $"{activation}, {rows} rows, seed {seed}");
            }
        }
    }

    [Test]
    public void A_row_has_the_same_bits_alone_and_in_any_company()
    {
        var random = new Random(4);
        Network<float> network = Network<float>.Create(4, [33, 7], 3, Activation.GELU, 2);
        var predictor = new Predictor<float>(network);
        float[] x = [.. Enumerable.Range(0, 4 * 300).Select(_ => random.NextSingle() - 0.5f)], y = new float[3 * 300], alone = new float[3];
        predictor.Predict(new(x, new Shape(300, 4)), new(y, new Shape(300, 3)));
        for (int i = 0; i < 300; i++)
        {
            predictor.Predict(new(x.AsSpan(4 * i, 4), new Shape(1, 4)), new(alone, new Shape(1, 3)));
            Assert.That(alone, Is.EqualTo(y[(3 * i)..(3 * i + 3)]), $"row {i}");
        }
    }

    [TestCase("leakyRelu(-1)")]
    [TestCase("elu(-0.5)")]
    [TestCase("elu(1e999)")]
    [TestCase("elu(1)(2)")]
    [TestCase("tanh ")]
    public void A_name_with_a_parameter_that_the_function_does_not_take_is_refused(string name) =>
        Assert.That(() => Activation.Parse(name), Throws.InstanceOf<FormatException>().With.Message.Contains($"'{name}'"));

    [Test]
    public void Gradients_of_another_layout_are_refused()
    {
        Network<double> network = Network<double>.Create(3, [4], 2, Activation.Tanh, 1);
        var tape = new Tape<double>();
        Variable<double> x = tape.Input(Slice<double>.Zeros(new Shape(5, 3)));
        foreach (int[] hidden in (int[][])[[], [5], [4, 2]])
        {
            Weights<double> other = Network<double>.Create(3, hidden, 2, Activation.Tanh, 1).Weights.ZerosLike();
            Assert.That(() => network.Apply(x, other), Throws.ArgumentException.With.Message.Contains("layers.0.weight 3 × 4"));
        }

        Assert.That(tape.Count, Is.EqualTo(1), "and nothing is recorded");
    }

    [Test]
    public void A_layer_without_a_function_or_no_layer_at_all_is_refused()
    {
        Assert.That(() => new Network<double>(1, new Layer(3, null!)), Throws.ArgumentException);
        Assert.That(() => new Network<double>(1, [null!]), Throws.ArgumentException);
        Assert.Throws<ArgumentNullException>(() => _ = new Network<double>(1, null!));
        Assert.Throws<ArgumentNullException>(() => Network<double>.Create(1, null!, 1, Activation.Tanh, 1));
    }
}
