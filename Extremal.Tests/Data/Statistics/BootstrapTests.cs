using Extremal.Data;

namespace Extremal.Tests.Data;

public sealed class BootstrapTests
{
    private static Dataset Rows(int rows) =>
        Dataset.Create(new double[rows, 1], [.. Enumerable.Range(0, rows).Select(i => (double)i)]);

    [Test]
    public void As_many_rows_are_drawn_as_there_are_and_the_others_are_out_of_the_bag([Range(1, 20)] int seed)
    {
        Bootstrap bag = Bootstrap.Of(Rows(50), (ulong)seed);
        Assert.That(bag.Drawn, Has.Length.EqualTo(50).And.Ordered);
        Assert.That(bag.OutOfBag, Is.EqualTo(Enumerable.Range(0, 50).Except(bag.Drawn)), $"seed {seed}");
    }

    [Test]
    public void Every_row_is_drawn_as_often_as_any_other()
    {
        // Each row is out of a bag with probability (1 − 1/40)⁴⁰ = 0.3632: 727 of 2000 times, deviation 22.
        int[] left = new int[40];
        for (ulong seed = 0; seed < 2000; seed++)
        {
            foreach (int row in Bootstrap.Of(Rows(40), seed).OutOfBag)
            {
                left[row]++;
            }
        }

        Assert.That(left, Is.All.InRange(727 - 100, 727 + 100));
        Assert.That(left.Average(), Is.EqualTo(727).Within(12));
    }

    [Test]
    public void Rows_of_a_group_are_drawn_together_or_not_at_all([Range(1, 20)] int seed)
    {
        int[] groups = [.. Enumerable.Range(0, 60).Select(i => i % 13)];
        Dataset data = Rows(60).WithGroups(groups);
        Bootstrap bag = Bootstrap.Of(data, (ulong)seed);
        Assert.That(bag.OutOfBag.Select(row => groups[row]).Intersect(bag.Drawn.Select(row => groups[row])), Is.Empty, $"seed {seed}");
        foreach (IGrouping<int, int> group in bag.Drawn.GroupBy(row => groups[row]))
        {
            Assert.That(group.GroupBy(row => row).Select(row => row.Count()).Distinct().Count(), Is.EqualTo(1), $"seed {seed}");
            Assert.That(group.Distinct().Count(), Is.EqualTo(groups.Count(g => g == group.Key)), $"seed {seed}");
        }
    }

    [Test]
    public void Both_parts_hold_a_row_that_counts()
    {
        Dataset data = Rows(5).WithWeights([0, 1, 0, 1, 0]).Counted;
        for (ulong seed = 0; seed < 50; seed++)
        {
            Bootstrap bag = Bootstrap.Of(data, seed);
            Assert.That((bag.OutOfBag.Length, bag.Drawn.Distinct().Count()), Is.EqualTo((1, 1)), $"seed {seed}");
        }

        Assert.That(() => Bootstrap.Of(Rows(1), 1), Throws.ArgumentException.With.Message.Contains("two rows"));
        Assert.That(() => Bootstrap.Of(Rows(3).WithGroups([7, 7, 7]), 1), Throws.ArgumentException.With.Message.Contains("two groups"));
        Assert.That(() => Bootstrap.Of(Rows(3).WithWeights([0, 1, 0]).Counted, 1), Throws.ArgumentException.With.Message.Contains("weight"));
    }
}
