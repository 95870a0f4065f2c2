using Extremal.Data;

namespace Extremal.Tests.Data;

public sealed class PercentilesTests
{
    [Test]
    public void A_hundred_and_one_values_are_their_own_percentiles()
    {
        double[] values = [.. Enumerable.Range(0, 101).Select(i => (double)i * i)];
        double[] shuffled = [.. values];
        new Random(1).Shuffle(shuffled);
        var percentiles = Percentiles.Of(shuffled);
        Assert.That(percentiles.Numbers.ToArray(), Is.EqualTo(values));
        Assert.That(percentiles.Maximum, Is.EqualTo(10000));
        Assert.That(percentiles.Quantile(0.5), Is.EqualTo(2500));
        Assert.That(percentiles.Quantile(0.955), Is.EqualTo((95 * 95 + 96 * 96) / 2.0).Within(1e-9));
        Assert.That(percentiles.ShareUpTo(2500), Is.EqualTo(0.5));
        Assert.That(percentiles.ShareUpTo(2500 + 101 / 2.0), Is.EqualTo(0.505).Within(1e-12));
    }

    [Test]
    public void Beyond_the_ends_the_share_is_0_or_1()
    {
        var percentiles = Percentiles.Of([2, 3]);
        double[] values = [double.NegativeInfinity, 1.9, 2, 2.5, 3, 4, double.PositiveInfinity, double.NaN];
        Assert.That(values.Select(percentiles.ShareUpTo), Is.EqualTo(new[] { 0, 0, 0, 0.5, 1, 1, 1, 0 }).Within(1e-12));
    }

    [Test]
    public void Equal_values_and_single_ones_have_percentiles()
    {
        foreach (double[] values in (double[][])[[7], [7, 7, 7]])
        {
            var percentiles = Percentiles.Of(values);
            Assert.That(percentiles.Numbers.ToArray(), Is.All.EqualTo(7));
            Assert.That((percentiles.ShareUpTo(7), percentiles.ShareUpTo(6.9)), Is.EqualTo((1.0, 0.0)));
        }
    }

    /// <summary>Share and quantile undo each other, and neither goes down, whatever the values.</summary>
    [Test]
    public void Share_and_quantile_agree()
    {
        for (int seed = 0; seed < 50; seed++)
        {
            var random = new Random(seed);
            int count = random.Next(1, 300);
            double[] values = [.. Enumerable.Range(0, count).Select(_ => Math.Round(random.NextDouble() * 20, random.Next(0, 3)))];
            var percentiles = Percentiles.Of(values);
            Assert.That(percentiles.Numbers.ToArray(), Is.Ordered, $"seed {seed}");
            double before = 0;
            for (int i = 0; i <= 200; i++)
            {
                double share = i / 200.0, quantile = percentiles.Quantile(share);
                Assert.That(percentiles.ShareUpTo(quantile), Is.GreaterThanOrEqualTo(share - 1e-12), $"seed {seed}, share {share}");
                Assert.That(percentiles.ShareUpTo(Math.BitDecrement(values.Min())), Is.Zero);
                Assert.That(quantile, Is.GreaterThanOrEqualTo(before));
                before = quantile;
            }
        }
    }

    [Test]
    public void Values_of_weight_0_are_left_out_and_others_count_by_theirs()
    {
        var weighted = Percentiles.Of([5, -1e9, 1, 3, 1e9], [1, 0, 1, 8, 0]);
        Assert.That((weighted.Numbers[0], weighted.Maximum, weighted.Quantile(0.5)), Is.EqualTo((1.0, 5.0, 3.0)));
        Assert.That(weighted.Numbers.ToArray(), Is.Ordered);
        Assert.That(Percentiles.Of([1, 3, 5], [0, 0, 2]).Numbers.ToArray(), Is.All.EqualTo(5));
    }

    /// <summary>By hand: n = 16/6, so that the median is the mean of the quantile function over 0.3125 to 0.6875 of the weight.</summary>
    [Test]
    public void A_weighted_median_is_that_of_the_definition() =>
        Assert.That(Percentiles.Of([1, 2, 4], [1, 1, 2]).Quantile(0.5), Is.EqualTo((0.1875 * 2 + 0.1875 * 4) / 0.375).Within(1e-12));

    /// <summary>Of many values, weights are as good as repetitions; and a weight that is hardly there changes hardly anything.</summary>
    [Test]
    public void Weights_count_like_repetitions_and_change_little_at_a_time()
    {
        var random = new Random(1);
        double[] values = [.. Enumerable.Range(0, 3000).Select(_ => random.NextDouble())];
        double[] weights = [.. values.Select(value => value < 0.5 ? 3.0 : 1)];
        var weighted = Percentiles.Of(values, weights);
        var repeated = Percentiles.Of([.. values.SelectMany((value, i) => Enumerable.Repeat(value, (int)weights[i]))]);
        Assert.That(weighted.Numbers.ToArray(), Is.EqualTo(repeated.Numbers.ToArray()).Within(2e-3));
        Assert.That(weighted.Quantile(0.5), Is.EqualTo(1 / 3.0).Within(0.02));
        var more = Percentiles.Of([0.1, 0.4, 0.2, 0.9, 0.3], [1, 1, 1, 1, 1e-9]);
        Assert.That(more.Numbers.ToArray(), Is.EqualTo(Percentiles.Of([0.1, 0.4, 0.2, 0.9]).Numbers.ToArray()).Within(1e-8));
    }

    [Test]
    public void Mistakes_are_told()
    {
        Assert.That(() => Percentiles.Of([1, 2], [1]), Throws.ArgumentException.With.Message.Contains("1 weights for 2"));
        Assert.That(() => Percentiles.Of([1, 2], [0, 0]), Throws.ArgumentException);
        Assert.That(() => Percentiles.Of([1, 2], [1, -1]), Throws.ArgumentException);
        Assert.That(
            () => new Percentiles([1, 2]), Throws.ArgumentException.With.Message.EqualTo("Percentiles got 2 numbers and wants 101."));
        double[] falling = [.. Enumerable.Range(0, 101).Select(i => (double)-i)];
        Assert.That(
            () => new Percentiles(falling),
            Throws.ArgumentException.With.Message.EqualTo(
                "Percentiles got -1 for percentile 1; it wants finite numbers in ascending order."));
        Assert.That(() => new Percentiles(new double[101].Select(_ => double.NaN).ToArray()), Throws.ArgumentException);
        Assert.That(() => Percentiles.Of([]), Throws.ArgumentException);
        Assert.That(() => Percentiles.Of([1, double.PositiveInfinity]), Throws.ArgumentException);
        Assert.That(() => Percentiles.Of([1]).Quantile(1.01), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => Percentiles.Of([1]).Quantile(double.NaN), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }
}
