using Extremal.Memory;
using Extremal.Networks;

namespace Extremal.Tests.Networks;

public sealed class PredictorTests
{
    [Test]
    public void Agrees_with_a_forward_pass_in_plain_loops()
    {
        const int seed = 20;
        var random = new Random(seed);
        foreach (Activation activation in ActivationTests.All)
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

    [Test]
    public void Reads_and_writes_strided_matrices()
    {
        Network<double> network = Network<double>.Create(3, [8], 2, Activation.Tanh, 1);
        var predictor = new Predictor<double>(network);
        double[] x = [.. Enumerable.Range(0, 3 * 270).Select(i => Math.Sin(i))], turned = new double[x.Length], y = new double[540],
            wide = new double[2700];
        for (int i = 0; i < 270; i++)
        {
            for (int j = 0; j < 3; j++)
            {
                turned[j * 270 + i] = x[3 * i + j];
            }
        }

        predictor.Predict(new(x, new Shape(270, 3)), new(y, new Shape(270, 2)));
        wide.AsSpan().Fill(-7);
        predictor.Predict(new ReadOnlyMatrix<double>(turned, new Shape(3, 270)).Transposed, new(wide, new Shape(270, 2), 10, 3));
        for (int i = 0; i < 270; i++)
        {
            double[] expected = [y[2 * i], -7, -7, y[2 * i + 1], -7, -7, -7, -7, -7, -7];
            Assert.That(wide[(10 * i)..(10 * i + 10)], Is.EqualTo(expected), $"row {i}");
        }
    }

    [Test]
    public void Sees_the_weights_as_they_are_at_each_call()
    {
        Network<double> network = Network<double>.Create(2, [16], 1, Activation.Tanh, 1);
        var predictor = new Predictor<double>(network);
        double[] x = [0.3, -0.2], y = new double[1];
        predictor.Predict(new(x, new Shape(1, 2)), new(y, Shape.One));
        network.Weights.All.Fill(0.1);
        predictor.Predict(new(x, new Shape(1, 2)), new(y, Shape.One));
        Assert.That(y[0], Is.EqualTo(PlainNetwork.Predict(network, x)[0]).Within(1e-14));
    }

    [Test]
    public void No_rows_are_no_mistake()
    {
        var predictor = new Predictor<double>(Network<double>.Create(2, [3], 1, Activation.Tanh, 1));
        Assert.DoesNotThrow(() => predictor.Predict(new([], new Shape(0, 2)), new([], new Shape(0, 1))));
    }

    [Test]
    public void Wrong_shapes_are_refused_and_nothing_is_written()
    {
        var predictor = new Predictor<double>(Network<double>.Create(2, [3], 1, Activation.Tanh, 1));
        foreach ((Shape x, Shape y) in ((Shape, Shape)[])[(new(3, 3), new(3, 1)), (new(3, 2), new(3, 2)), (new(3, 2), new(2, 1)),
            (new(2, 2), new(3, 1))])
        {
            double[] destination = [.. Enumerable.Repeat(5.0, y.Count)];
            Assert.That(() => predictor.Predict(new(new double[x.Count], x), new(destination, y)),
                Throws.ArgumentException.With.Message.Contains($"{x}").And.Message.Contains($"{y}").And.Message.Contains("n × 2"));
            Assert.That(destination, Is.All.EqualTo(5));
        }

        Assert.Throws<ArgumentNullException>(() => _ = new Predictor<double>(null!));
    }
}
