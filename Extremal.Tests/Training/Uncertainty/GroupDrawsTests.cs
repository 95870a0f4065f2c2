using Extremal.Training;

namespace Extremal.Tests.Training.Uncertainty;

public sealed class GroupDrawsTests
{
    /// <summary>All ways to draw one row of each group, each with the scores in ascending order.</summary>
    private static IEnumerable<int[]> Draws(int[] groups, int count)
    {
        int[][] rows = [.. Enumerable.Range(0, count).Select(group => Enumerable.Range(0, groups.Length).Where(i => groups[i] == group).ToArray())];
        IEnumerable<int[]> draws = [[]];
        foreach (int[] group in rows)
        {
            draws = draws.SelectMany(drawn => group.Select(row => (int[])[.. drawn, row]));
        }

        return draws.Select(drawn => drawn.Order().ToArray());
    }

    private static double Binomial(int count, int atLeast, double probability)
    {
        double sum = 0;
        for (int k = atLeast; k <= count; k++)
        {
            double ways = 1;
            for (int i = 1; i <= k; i++)
            {
                ways *= (count - k + i) / (double)i;
            }

            sum += ways * Math.Pow(probability, k) * Math.Pow(1 - probability, count - k);
        }

        return sum;
    }

    /// <summary>Five groups of 1 to 4 rows in random order, by trying every draw: positions stand for the scores.</summary>
    [Test]
    public void All_draws_are_taken_at_once([Values(1, 2, 3, 4, 5, 6)] int seed, [Values(3, 4, 5)] int rank)
    {
        int[] groups = [0, 1, 1, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4];
        new Random(seed).Shuffle(groups);
        int[] smallest = [.. Draws(groups, 5).Select(drawn => drawn[rank - 1])];
        double wanted = Binomial(5, rank, rank / 6.0);
        int expected = Enumerable.Range(0, groups.Length).First(t => smallest.Count(score => score <= t) / (double)smallest.Length >= wanted);
        Assert.That(new GroupDraws(groups, 5).Position(rank), Is.EqualTo(expected), $"seed {seed}");
    }

    [Test]
    public void The_probability_is_that_of_events_that_do_not_know_each_other([Values(1, 2, 3, 4)] int rank)
    {
        double[] p = [0.2, 0.9, 0.5, 1];
        double expected = Enumerable.Range(0, 16).Where(which => int.PopCount(which) >= rank)
            .Sum(which => p.Select((probability, i) => (which >> i & 1) == 1 ? probability : 1 - probability).Aggregate((x, y) => x * y));
        Assert.That(GroupDraws.AtLeast(rank, p), Is.EqualTo(expected).Within(1e-15));
    }

    /// <summary>Where the rows of a group are all alike, its score is the group's.</summary>
    [Test]
    public void Groups_of_equal_rows_are_as_single_rows()
    {
        int[] groups = [.. Enumerable.Range(0, 30).Select(row => row / 3)];
        Assert.That(new GroupDraws(groups, 10).Position(9) / 3, Is.EqualTo(8));
    }

    /// <summary>Above this many groups the draws give way to the weighted quantile, and nothing jumps.</summary>
    [Test]
    public void Many_groups_are_no_other_matter()
    {
        double Share(int count)
        {
            int[] groups = [.. Enumerable.Range(0, 2 * count).Select(row => row % count)];
            new Random(count).Shuffle(groups);
            return new GroupDraws(groups, count).Position((int)Math.Ceiling(0.9 * (count + 1))) / (2.0 * count);
        }

        Assert.That((Share(1999), Share(2009)), Is.EqualTo((0.9, 0.9)).Using<(double, double)>(
            (x, y) => Math.Abs(x.Item1 - y.Item1) < 1e-3 && Math.Abs(x.Item2 - y.Item2) < 1e-3));
    }
}
