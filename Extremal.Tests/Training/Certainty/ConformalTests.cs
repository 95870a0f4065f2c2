using Extremal.Training;

namespace Extremal.Tests.Training.Certainty;

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
