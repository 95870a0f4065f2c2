using Extremal.Results;
using Extremal.Training;

namespace Extremal.Tests.Training.Uncertainty;

public sealed class ResidualsTests
{
    /// <summary>Residuals whose size the spreads tell, or do not.</summary>
    private static (double[] Residuals, double[] Spreads) Draw(int count, int seed, bool telling)
    {
        var random = new Random(seed);
        double[] scales = [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() < 0.7 ? 0.2 : 3.0)];
        double[] residuals = [.. scales.Select(scale => scale * (2 * random.NextDouble() - 1))];
        return (residuals, telling ? scales : [.. scales.Select(_ => random.NextDouble())]);
    }

    [Test]
    public void Scaled_residuals_are_wide_where_the_members_disagree([Values(1, 2, 3)] int seed)
    {
        (double[] r, double[] s) = Draw(400, seed, telling: true);
        Residuals scaled = Residuals.Of(ResidualOrigin.OutOfBag, [r], [s]), plain = Residuals.Of(ResidualOrigin.OutOfBag, [r]);
        Assert.That((scaled.IsScaled(), plain.IsScaled()), Is.EqualTo((true, false)));
        Assert.That(scaled.HalfWidth(0.9, spread: 0.2), Is.LessThan(0.6 * plain.HalfWidth(0.9)!.Value));
        Assert.That(scaled.HalfWidth(0.9, spread: 3), Is.GreaterThan(plain.HalfWidth(0.9)!.Value));
        Assert.That(plain.HalfWidth(0.9, spread: 3), Is.EqualTo(Conformal.HalfWidth(r, 0.9)));
        Assert.That(scaled.ToString(), Is.EqualTo("400 out-of-bag residuals, scaled by the members' spread"));

        (double[] fresh, double[] spreads) = Draw(3000, seed + 10, telling: true);
        double covered = fresh.Select((residual, i) => Math.Abs(residual) <= scaled.HalfWidth(0.9, spreads[i]) ? 1 : 0).Average();
        Assert.That(covered, Is.EqualTo(0.9).Within(0.05), $"seed {seed}"); // calibration of 400: deviation 0.015
    }

    [Test]
    public void Spreads_that_tell_nothing_do_not_scale([Values(1, 2, 3)] int seed)
    {
        (double[] r, double[] s) = Draw(400, seed, telling: false);
        Assert.That(Residuals.Of(ResidualOrigin.OutOfBag, [r], [s]).IsScaled(), Is.False, $"seed {seed}");
        (r, s) = Draw(20, seed, telling: true);
        Assert.That(Residuals.Of(ResidualOrigin.OutOfBag, [r], [s]).IsScaled(), Is.False, "too few to tell");
    }

    [Test]
    public void What_is_unknown_is_left_out_and_what_is_infinite_gives_no_interval()
    {
        double[] r = [.. Enumerable.Repeat(1.0, 50), double.NaN, double.NaN];
        double[] s = [.. Enumerable.Repeat(0.5, 20), .. Enumerable.Repeat(double.NaN, 32)];
        Residuals residuals = Residuals.Of(ResidualOrigin.OutOfFold, [r], [s]);
        Assert.That((residuals.Count(), residuals.IsScaled()), Is.EqualTo((50, false)));
        Residuals overflowed = Residuals.Of(ResidualOrigin.HeldBack, [[.. Enumerable.Repeat(double.PositiveInfinity, 10), 1]]);
        Assert.That((overflowed.HalfWidth(0.9), overflowed.HalfWidth(0.05)), Is.EqualTo(((double?)null, (double?)1)));
        Assert.That(() => residuals.HalfWidth(0.9, 0, 1), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    /// <summary>Forty groups of ten rows: a residual is its group's level, nearly. The groups of the two are what the interval goes by.</summary>
    [Test]
    public void A_group_counts_once([Values(1, 2, 3)] int seed)
    {
        var random = new Random(seed);
        int[] groups = [.. Enumerable.Range(0, 400).Select(row => row / 10)];
        double[] levels = [.. Enumerable.Range(0, 40).Select(_ => random.NextDouble())];
        double[] r = [.. groups.Select(group => levels[group] + 1e-9 * random.NextDouble())];
        Residuals residuals = Residuals.Of(ResidualOrigin.OutOfFold, [r], groups: groups);
        Assert.That((residuals.Count(), residuals.Groups()), Is.EqualTo((400, 40)));
        Assert.That(residuals.HalfWidth(0.9), Is.EqualTo(levels.Order().ElementAt(36)).Within(1e-8), "the 37th of 40");
        Assert.That(residuals.HalfWidth(0.98), Is.Null);
        Assert.That(residuals.NoIntervalReason(0.9), Is.Null);
        Assert.That(residuals.NoIntervalReason(0.98), Is.EqualTo("98 % want at least 49 groups that no training saw, and there are 40"));
        Assert.That(residuals.ToString(), Is.EqualTo("400 out-of-fold residuals of 40 groups"));
        Residuals rows = Residuals.Of(ResidualOrigin.OutOfFold, [r[..5]]);
        Assert.That(rows.NoIntervalReason(0.9), Is.EqualTo("90 % want at least 9 rows that no training saw, and there are 5"));
        Residuals overflowed = Residuals.Of(ResidualOrigin.HeldBack, [[.. Enumerable.Repeat(double.PositiveInfinity, 20)]]);
        Assert.That(overflowed.NoIntervalReason(0.9), Does.Contain("finite"));
    }

    /// <summary>Twelve groups whose greater spreads fall on greater residuals by chance of the groups: no more than twelve cases.</summary>
    [Test]
    public void A_few_groups_do_not_scale()
    {
        (double[] r, double[] s) = Draw(400, 1, telling: true);
        int[] many = [.. Enumerable.Range(0, 400)], few = [.. many.Select(row => row / 34)];
        Assert.That(Residuals.Of(ResidualOrigin.OutOfBag, [r], [s], many).IsScaled());
        Assert.That(Residuals.Of(ResidualOrigin.OutOfBag, [r], [s], few).IsScaled(), Is.False);
    }

    [Test]
    public void Numbers_without_sense_are_refused()
    {
        foreach ((double[] scores, int[] groups) in ((double[], int[])[])
            [([2, 1], []), ([-1, 2], []), ([1, double.NaN], []), ([1, 2], [0]), ([1, 2], [0, 2]), ([1, 2], [1, 1]), ([1, 2], [-1, 0])])
        {
            Assert.That(() => new Scores(scores, groups), Throws.ArgumentException);
        }

        foreach (double floor in (double[])[-1, double.NaN, double.PositiveInfinity])
        {
            Assert.That(() => new Residuals(ResidualOrigin.HeldBack, [new Scores([1], [])], [floor]), Throws.ArgumentException);
        }

        Assert.That(() => new Residuals(ResidualOrigin.HeldBack, [], []), Throws.ArgumentException);
    }
}
