using Extremal.Training;

namespace Extremal.Tests.Training.Uncertainty;

public sealed class ConformalTests
{
    [TestCase(9, 0.9, 9)]
    [TestCase(10, 0.9, 10)]
    [TestCase(19, 0.9, 18)]
    [TestCase(19, 0.95, 19)]
    [TestCase(99, 0.9, 90)]
    [TestCase(4, 0.2, 1)]
    [TestCase(4, 0.01, 1)]
    [TestCase(19, 0.55, 11)]
    public void The_rank_is_that_of_the_theorem(int count, double level, int rank)
    {
        double[] residuals = [.. Enumerable.Range(1, count).Select(i => i * (i % 2 == 0 ? 1.0 : -1)).Reverse()];
        Assert.That(Conformal.HalfWidth(residuals, level), Is.EqualTo(rank));
        Assert.That(Conformal.HalfWidth([.. residuals, double.NaN], level), Is.EqualTo(rank), "NaN is left out");
    }

    [Test]
    public void Too_few_residuals_give_none([Values(0.5, 0.8, 0.9, 0.95, 0.99)] double level)
    {
        int needed = Conformal.Needed(level);
        Assert.That(Conformal.HalfWidth(new double[needed], level), Is.Zero);
        Assert.That(Conformal.HalfWidth(new double[needed - 1], level), Is.Null);
        Assert.That((Conformal.Needed(0.9), Conformal.Needed(0.95)), Is.EqualTo((9, 19)));
    }

    /// <summary>n = 19 at 0.8: 16 of 20, exactly 0.8, whatever the distribution. 6000 draws: deviation 0.0052.</summary>
    [Test]
    public void Exchangeable_residuals_are_covered_as_often_as_promised([Values(1, 2)] int seed, [Values] bool heavyTails)
    {
        var random = new Random(seed);
        double Draw() => heavyTails ? 1 / (random.NextDouble() - 0.5) : random.NextDouble();
        int covered = 0;
        for (int i = 0; i < 6000; i++)
        {
            double[] residuals = [.. Enumerable.Range(0, 19).Select(_ => Draw())];
            covered += Math.Abs(Draw()) <= Conformal.HalfWidth(residuals, 0.8) ? 1 : 0;
        }

        Assert.That(covered / 6000.0, Is.EqualTo(0.8).Within(4 * 0.0052), $"seed {seed}");
    }

    [Test]
    public void Rows_that_are_each_a_group_are_rows([Values(9, 19, 25)] int count, [Values(0.5, 0.8, 0.9)] double level)
    {
        var random = new Random(count);
        double[] residuals = [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() - 0.5)];
        Assert.That(Conformal.HalfWidth(residuals, [.. Enumerable.Range(7, count).Reverse()], level),
            Is.EqualTo(Conformal.HalfWidth(residuals, level)).And.Not.Null);
        Assert.That(() => Conformal.HalfWidth(residuals, [1, 2], level), Throws.ArgumentException.With.Message.Contains("2 groups"));
    }

    /// <summary>
    /// Groups of twenty rows whose level has a deviation of 1, beside noise of a deviation of 0, 0.3, 1 or 30 that is each row's own. Rows taken for
    /// independent keep 68 to 90 of 90; the weighted quantile 92 to 98. 3000 draws: deviation 0.0055.
    /// </summary>
    [Test]
    public void Rows_of_new_groups_are_covered_as_often_as_promised([Values(10, 25)] int groups, [Values(0, 0.3, 1, 30)] double noise)
    {
        var random = new Random(groups);
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        int[] numbers = [.. Enumerable.Range(0, 20 * groups).Select(row => row / 20)];
        int covered = 0;
        for (int i = 0; i < 3000; i++)
        {
            double[] levels = [.. Enumerable.Range(0, groups).Select(_ => Normal())];
            double[] residuals = [.. numbers.Select(group => levels[group] + noise * Normal())];
            covered += Math.Abs(Normal() + noise * Normal()) <= Conformal.HalfWidth(residuals, numbers, 0.9) ? 1 : 0;
        }

        double exact = Math.Ceiling(0.9 * (groups + 1)) / (groups + 1);
        TestContext.Out.WriteLine($"{covered / 3000.0:F3} of {exact:F3}");
        Assert.That(covered / 3000.0, Is.EqualTo(exact).Within(0.02));
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(-0.1)]
    [TestCase(90)]
    [TestCase(double.NaN)]
    public void A_level_without_sense_is_refused(double level)
    {
        Assert.That(() => Conformal.HalfWidth([1, 2], level), Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("level"));
        Assert.That(() => Conformal.Needed(level), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }
}
