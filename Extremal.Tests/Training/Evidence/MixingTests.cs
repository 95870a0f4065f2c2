using Extremal.Autodiff;
using Extremal.Kernels;
using Extremal.Memory;
using Extremal.Networks;
using Extremal.Training.Evidence;

namespace Extremal.Tests.Training.Evidence;

/// <summary>Folds of members, the means of what they miss, and the share that these give.</summary>
internal sealed class MixingTests
{
    private const int Members = 18;

    [Test]
    public void A_row_is_held_from_two_members_and_no_member_loses_all([Values(6, 7, 12, 14, 17, 18, 19, 40, 333)] int units)
    {
        int[] all = [.. Enumerable.Range(0, units)];
        var folds = new MemberFolds(all, Members, new RandomSource(4));
        int[] counts = [.. all.Select(row => Enumerable.Range(0, Members).Count(member => folds.IsHeldFrom(row, member)))];
        int[] sizes = [.. Enumerable.Range(0, Members).Select(member => all.Count(row => folds.IsHeldFrom(row, member)))];
        Assert.That(counts, units >= Members ? Is.All.EqualTo(2) : Is.All.GreaterThanOrEqualTo(2));
        Assert.That(sizes, Is.All.InRange(1, units / 2));
        if (units >= Members)
        {
            Assert.That(sizes.Max() - sizes.Min(), Is.LessThanOrEqualTo(2));
        }
    }

    [Test]
    public void With_very_few_units_every_member_has_all([Values(1, 2, 5)] int units)
    {
        var folds = new MemberFolds([.. Enumerable.Range(0, 20).Select(i => i % units)], Members, new RandomSource(4));
        Assert.That(Enumerable.Range(0, 20).Any(row => Enumerable.Range(0, Members).Any(member => folds.IsHeldFrom(row, member))), Is.False);
    }

    [Test]
    public void The_rows_of_a_group_stay_together_and_chance_deals_them()
    {
        int[] units = [.. Enumerable.Range(0, 100).Select(i => i * i % 23)];
        string Dealt(ulong seed)
        {
            var folds = new MemberFolds(units, Members, new RandomSource(seed));
            string[] of = [.. Enumerable.Range(0, 100).Select(row =>
                string.Join(",", Enumerable.Range(0, Members).Where(k => folds.IsHeldFrom(row, k))))];
            Assert.That(of.Zip(units).GroupBy(pair => pair.Second).All(group => group.Select(pair => pair.First).Distinct().Count() == 1));
            return string.Join(";", of);
        }

        string first = Dealt(1), again = Dealt(1);
        Assert.That(again, Is.EqualTo(first));
        Assert.That(Dealt(2), Is.Not.EqualTo(first));
    }

    [Test]
    public void Means_and_variances_are_those_of_the_members_that_speak()
    {
        double[][] missed = [[3], [], [1e9 + 1, 1e9 + 2, 1e9 + 6], [-2, 4]];
        var means = new LeftOutMeans(4, Enumerable.Range(0, 3).SelectMany(
            turn => missed.Select((of, row) => (row, of)).Where(pair => turn < pair.of.Length)
                .Select(pair => new LeftOutRow(pair.row, pair.of[turn], 0))));
        Assert.That(Enumerable.Range(0, 4).Select(means.Count), Is.EqualTo(new[] { 1, 0, 3, 2 }));
        Assert.That(Enumerable.Range(0, 4).Select(means.Mean), Is.EqualTo(new[] { 3, double.NaN, 1e9 + 3, 1 }));
        Assert.That(Enumerable.Range(0, 4).Select(means.Variance), Is.EqualTo(new[] { double.NaN, double.NaN, 7, 18 }).Within(1e-6));
    }

    /// <summary>The least, over a fine grid, of the squares of s·m + (1 − s)·o, less what averaging more members gains.</summary>
    [Test]
    public void The_share_makes_the_squares_least([Range(0, 9)] int seed, [Values] bool isWeighted)
    {
        var random = new Random(seed);
        double[] truth = Normals(random, 40), other = [.. truth.Select(t => 0.8 * t + 0.5 * EvidenceData.Normal(random))];
        double[][] said = [.. truth.Select(t => Normals(random, 2).Select(e => 0.5 * t + (0.2 + 0.1 * seed) * e).ToArray())];
        double[] weights = [.. truth.Select((_, i) => isWeighted ? 0.25 + i % 4 / 2.0 : 1)];
        var means = new LeftOutMeans(40, said.SelectMany((of, row) => of.Select(miss => new LeftOutRow(row, miss, 0))));
        double Squares(double share) => Enumerable.Range(0, 40).Sum(i =>
        {
            double mean = said[i].Average(), variance = said[i].Sum(m => (m - mean) * (m - mean)), mixed = share * mean + (1 - share) * other[i];
            return weights[i] * (mixed * mixed - share * share * variance * (1.0 / 2 - 1.0 / Members));
        });
        double best = Enumerable.Range(0, 10_001).Select(i => i / 1e4).MinBy(Squares);
        best = best < 0.02 ? 0 : best > 0.98 ? 1 : best;
        double share = Stacking.SharesOf(means, Members, [other], isWeighted ? Slice<double>.Copy(weights, new Shape(40, 1)) : null, usual: 1)[0];
        Assert.That(share, Is.EqualTo(best).Within(1e-4));
    }

    [Test]
    public void The_better_one_gets_the_share_and_neither_if_no_row_tells()
    {
        double[] good = [0.01, -0.01, 0.01, -0.01], bad = [1, 1, 1, 1], infinite = [1, double.PositiveInfinity, 1, 1];
        double Share(double[]? members, double[] other) =>
            Stacking.SharesOf(new LeftOutMeans(4, members?.Select((miss, row) => new LeftOutRow(row, miss, 0)) ?? []), Members, [other], null, usual: 1)[0];
        Assert.That(Share(good, bad), Is.EqualTo(1));
        Assert.That(Share(bad, good), Is.Zero);
        Assert.That(Share(bad, bad), Is.EqualTo(0.5));
        Assert.That(Share(null, bad), Is.EqualTo(0.5));
        Assert.That(Share(bad, infinite), Is.EqualTo(1));
        Assert.That(Share(infinite, bad), Is.Zero);
        Assert.That(Share([double.NaN, 1, 1, 1], bad), Is.Zero);
    }

    /// <summary>The least, over a grid of the simplex, of the squares of a mixture of four.</summary>
    [Test]
    public void The_shares_of_several_make_the_squares_least([Range(0, 9)] int seed)
    {
        var random = new Random(seed);
        double[] truth = Normals(random, 30);
        double[][] misses = [.. Enumerable.Range(0, 4).Select(k => Normals(random, 30).Zip(truth, (e, t) => 0.3 * t + (0.3 + 0.1 * k) * e).ToArray())];
        var means = new LeftOutMeans(30, misses[0].Select((miss, row) => new LeftOutRow(row, miss, 0)));
        double Squares(double[] s) => Enumerable.Range(0, 30).Sum(i => Math.Pow(Enumerable.Range(0, 4).Sum(k => s[k] * misses[k][i]), 2));
        double[][] grid = [.. from a in Enumerable.Range(0, 41) from b in Enumerable.Range(0, 41 - a) from c in Enumerable.Range(0, 41 - a - b)
                              select (double[])[a / 40.0, b / 40.0, c / 40.0, (40 - a - b - c) / 40.0]];
        double[] shares = Stacking.SharesOf(means, Members, misses[1..], null, usual: 3);
        Assert.That(shares.Sum(), Is.EqualTo(1).Within(1e-12));
        Assert.That(shares, Is.All.GreaterThanOrEqualTo(0));
        Assert.That(Squares(shares), Is.LessThanOrEqualTo(grid.Min(Squares) * (1 + 3e-3)), "3e-3: a share below 0.02 is none");
    }

    /// <summary>Two members miss each row by 3 and −1: what they say of each other would leave less than nothing to their mean of 18.</summary>
    [Test]
    public void The_mean_of_members_misses_at_least_its_part_of_what_they_miss()
    {
        var means = new LeftOutMeans(4, Enumerable.Range(0, 8).Select(i => new LeftOutRow(i / 2, i % 2 == 0 ? 3 : -1, 0)));
        double[] shares = Stacking.SharesOf(means, Members, [[0.5, -0.5, 0.5, -0.5]], null, usual: 1);
        Assert.That(shares[0], Is.EqualTo(0.25 / (0.25 + 2.0 / Members)).Within(1e-9), "2/18 of the squares of their mean, 1");
    }

    [Test]
    public void An_unusual_model_has_a_share_if_it_lowers_the_squares_by_a_tenth()
    {
        // Errors at right angles: squares of 4 each, 2 of the mean of two, 4/3 of the mean of three.
        double[] first = [2, 0, 0, 0], second = [0, 2, 0, 0], third = [0, 0, 2, 0];
        double[] Shares(double[] last) => Stacking.SharesOf(
            new LeftOutMeans(4, first.Select((miss, row) => new LeftOutRow(row, miss, 0))), Members, [second, last], null, usual: 1);
        Assert.That(Shares([0.0, 0, 0, 10]), Is.EqualTo(new[] { 0.5, 0.5, 0 }).Within(1e-9), "2 % less are no gain");
        Assert.That(Shares(third)[2], Is.EqualTo(1.0 / 3).Within(1e-9), "a third of the squares less");
        Assert.That(Shares([double.PositiveInfinity, 0, 0, 0])[2], Is.Zero);
    }

    /// <summary>Side by side they say what each says alone, to the bit, and no weight joins one to another.</summary>
    [Test]
    public void Networks_side_by_side_are_the_single_ones([Values(0, 1, 2)] int hidden)
    {
        int[][] widths = [[4, 3], [7, 2], [1, 5]];
        Network<double>[] single = [.. widths.Select((of, k) => Network<double>.Create(3, of[..hidden], 1, Activation.SiLU, (ulong)k + 1))];
        var random = new Random(3);
        foreach (Network<double> network in single)
        {
            foreach (ref double weight in network.Weights.All)
            {
                weight = EvidenceData.Normal(random);
            }
        }

        Network<double> joined = BlockDiagonal.Join(single);
        Slice<double> x = EvidenceData.Draw(50, 3, EvidenceData.Smooth).Inputs, y = Slice<double>.Zeros(new Shape(50, 3)),
            own = Slice<double>.Zeros(new Shape(50, 1));
        new Predictor<double>(joined).Predict(x.Matrix, y.Matrix);
        for (int k = 0; k < 3; k++)
        {
            new Predictor<double>(single[k]).Predict(x.Matrix, own.Matrix);
            Assert.That(Enumerable.Range(0, 50).Select(i => y.Matrix[i, k]), Is.EqualTo(own.Span.ToArray()));
        }

        Assert.That(joined.Weights.All.ToArray().Count(w => w != 0), Is.EqualTo(single.Sum(network => network.Weights.Count)));
        Assert.That(BlockDiagonal.Join([single[1]]), Is.SameAs(single[1]));
    }

    private static double[] Normals(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => EvidenceData.Normal(random))];
}
