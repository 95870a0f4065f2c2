using Extremal.Data;

namespace Extremal.Tests.Data;

public sealed class NoiseTests
{
    [Test]
    public void Replicated_rows_are_pooled_about_their_own_means()
    {
        // Groups {1, 3}, {10, 10, 13} and a row alone: squares 2 + 6 with 1 + 2 degrees of freedom.
        Dataset data = Dataset.Create(new double[,] { { 0 }, { 5 }, { -0.0 }, { 5 }, { 7 }, { 5 } }, [1, 10, 3, 10, 99, 13]);
        Assert.That(Noise.Of(data), Is.EqualTo(new Noise(Math.Sqrt(8.0 / 3), 3)));
        Assert.That(Noise.Of(data.Take([0, 1, 4])), Is.Null);
        Assert.That(() => Noise.Of(data, 1), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void Measurements_that_differ_by_rounding_have_no_noise()
    {
        double[] y = [0.3, 0.1 + 0.2, 0.3, 0.3];
        Assert.That(Noise.Of(Dataset.Create([[1], [1], [1], [2]], y)), Is.EqualTo(new Noise(0, 2)));
        Assert.That(Noise.Of(Dataset.Create([[1], [1], [1], [2]], y).WithWeights([0.1, 0.7, 0.3, 1])), Is.EqualTo(new Noise(0, 2)));
    }

    [Test]
    public void Rows_of_weight_0_say_nothing_of_the_noise()
    {
        Dataset data = Dataset.Create(new double[,] { { 0 }, { 0 }, { 0 }, { 1 } }, [1, 3, 1000, 5]);
        Assert.That(Noise.Of(data.WithWeights([1, 0.5, 0, 1])), Is.EqualTo(new Noise(Math.Sqrt(2), 1)));
        Assert.That(Noise.Of(data.WithWeights([1, 0, 0, 1])), Is.Null);
    }

    [Test]
    public void The_noise_of_a_process_is_recovered([Values(1, 2, 3)] int seed)
    {
        const double sigma = 0.3;
        var random = new Random(seed);
        double[,] inputs = new double[600, 2], targets = new double[600, 2];
        for (int i = 0; i < 600; i++)
        {
            double noise = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            (inputs[i, 0], inputs[i, 1]) = (i / 3, i / 3 % 7);
            (targets[i, 0], targets[i, 1]) = (50 * Math.Sin(i / 3), 1e6 * (i / 3) + sigma * noise);
        }

        Dataset data = Dataset.Create(inputs, targets);
        Noise? noiseOf = Noise.Of(data, 1);
        Assert.That(noiseOf?.DegreesOfFreedom, Is.EqualTo(400));
        Assert.That(noiseOf?.StandardDeviation, Is.EqualTo(sigma).Within(4 * sigma / Math.Sqrt(800)), $"seed {seed}");
        Assert.That(Noise.Of(data)?.StandardDeviation, Is.Zero.Within(1e-12));
    }
}
