using Extremal.Data;

namespace Extremal.Tests.Data;

public sealed class DatasetSplitTests
{
    /// <summary>The target of each row is its number, so that a part says which rows it holds.</summary>
    private static Dataset Numbered(int rows, Func<int, double> input) => Dataset.Create(
        [.. Enumerable.Range(0, rows).Select(i => new[] { input(i), 0 })],
        [.. Enumerable.Range(0, rows).Select(i => (double)i)],
        ["mix", "age"]);

    private static int[] RowsOf(Dataset data) => [.. data.Targets.Span.ToArray().Select(target => (int)target)];

    [TestCase(2, 0.5, 1)]
    [TestCase(2, 0.001, 1)]
    [TestCase(2, 0.999, 1)]
    [TestCase(10, 0.2, 2)]
    [TestCase(1030, 0.2, 206)]
    [TestCase(7, 0.4, 3)]
    public void Rows_are_parted_by_the_fraction(int rows, double fraction, int expected)
    {
        for (ulong seed = 0; seed < 50; seed++)
        {
            (Dataset remainder, Dataset part) = Numbered(rows, i => i).SplitRows(fraction, seed);
            Assert.That(part.RowCount, Is.EqualTo(expected), $"seed {seed}");
            Assert.That(RowsOf(remainder).Concat(RowsOf(part)), Is.EquivalentTo(Enumerable.Range(0, rows)), $"seed {seed}");
            Assert.That(RowsOf(remainder), Is.Ordered, $"seed {seed}");
            Assert.That(RowsOf(part), Is.Ordered, $"seed {seed}");
        }
    }

    [Test]
    public void A_seed_is_one_split_and_another_seed_another()
    {
        Dataset data = Numbered(100, i => i / 3).GroupBy("mix");
        ulong[] seeds = [5, 5, 6];
        int[][] byRows = [.. seeds.Select(seed => RowsOf(data.SplitRows(0.3, seed).Part))];
        int[][] byGroups = [.. seeds.Select(seed => RowsOf(data.SplitGroups(0.3, seed).Part))];
        Assert.That(byRows[1], Is.EqualTo(byRows[0]).And.Not.EqualTo(byRows[2]));
        Assert.That(byGroups[1], Is.EqualTo(byGroups[0]).And.Not.EqualTo(byGroups[2]));
    }

    [Test]
    public void The_rows_of_a_known_seed_never_change() =>
        Assert.That(RowsOf(Numbered(20, i => i).SplitRows(0.25, 1).Part), Is.EqualTo(KnownPart));

    private static readonly int[] KnownPart = [0, 6, 13, 14, 17];

    [Test]
    public void Every_row_is_in_the_part_equally_often()
    {
        const int Rows = 10, Seeds = 4000;
        Dataset data = Numbered(Rows, i => i);
        int[] counts = new int[Rows];
        for (ulong seed = 0; seed < Seeds; seed++)
        {
            foreach (int row in RowsOf(data.SplitRows(0.3, seed).Part))
            {
                counts[row]++;
            }
        }

        double deviation = Math.Sqrt(Seeds * 0.3 * 0.7);
        Assert.That(counts, Is.All.EqualTo(Seeds * 0.3).Within(4.5 * deviation));
    }

    [Test]
    public void No_group_is_in_both_parts()
    {
        for (int seed = 0; seed < 100; seed++)
        {
            var random = new Random(seed);
            int rows = random.Next(20, 300);
            int mixes = random.Next(2, rows / 2);
            Dataset data = Numbered(rows, i => i < 2 ? i : random.Next(mixes)).GroupBy("mix");
            double fraction = 0.1 + 0.8 * random.NextDouble();
            (Dataset remainder, Dataset part) = data.SplitGroups(fraction, (ulong)seed);
            double[] left = MixesOf(remainder), right = MixesOf(part);
            Assert.That(left.Intersect(right), Is.Empty, $"seed {seed}");
            Assert.That(RowsOf(remainder).Concat(RowsOf(part)), Is.EquivalentTo(Enumerable.Range(0, rows)), $"seed {seed}");
            int largest = MixesOf(data).CountBy(mix => mix).Max(pair => pair.Value);
            Assert.That(part.RowCount, Is.EqualTo(fraction * rows).Within(largest), $"seed {seed}, largest group {largest}");
            Assert.That(part.GroupCount, Is.EqualTo(right.Distinct().Count()), $"seed {seed}");
        }

        static double[] MixesOf(Dataset data) => [.. Enumerable.Range(0, data.RowCount).Select(i => data.Inputs[i, 0])];
    }

    [TestCase(0.0001)]
    [TestCase(0.9999)]
    public void Neither_part_is_empty_of_groups(double fraction)
    {
        for (ulong seed = 0; seed < 20; seed++)
        {
            (Dataset remainder, Dataset part) = Numbered(30, i => i % 3).GroupBy("mix").SplitGroups(fraction, seed);
            Assert.That((Math.Min(remainder.GroupCount, part.GroupCount), remainder.GroupCount + part.GroupCount), Is.EqualTo((1, 3)));
        }
    }

    [Test]
    public void Groups_are_numbered_in_the_order_of_appearance()
    {
        Dataset data = Numbered(5, i => i).WithGroups([7, -2, 7, 0, -2]);
        Assert.That(data.Groups.ToArray(), Is.EqualTo(new[] { 0, 1, 0, 2, 1 }));
        Assert.That(data.GroupCount, Is.EqualTo(3));
        Dataset taken = data.Take([3, 4, 3]);
        Assert.That(taken.Groups.ToArray(), Is.EqualTo(new[] { 0, 1, 0 }));
        Assert.That(taken.GroupCount, Is.EqualTo(2));
        Assert.That(data.WithGroups([]).GroupCount, Is.Zero);
        Assert.That(data.Groups.ToArray(), Is.EqualTo(new[] { 0, 1, 0, 2, 1 }), "the source is as it was");
    }

    [Test]
    public void Groups_by_equal_values_need_all_named_inputs_equal()
    {
        Dataset data = Dataset.Create([[1, 5, 3], [1, 6, 28], [1, 5, 28], [0.0, 5, 3], [-0.0, 5, 7]], [1, 2, 3, 4, 5], ["a", "b", "age"]);
        Assert.That(data.GroupBy("a", "b").Groups.ToArray(), Is.EqualTo(new[] { 0, 1, 0, 2, 2 }));
        Assert.That(data.GroupBy("b").Groups.ToArray(), Is.EqualTo(new[] { 0, 1, 0, 0, 0 }));
        Assert.That(data.GroupBy("age", "b", "a").GroupCount, Is.EqualTo(5));
    }

    [Test]
    public void Mistakes_are_told()
    {
        Dataset data = Numbered(3, i => i);
        Assert.That(
            () => data.WithGroups([1]),
            Throws.ArgumentException.With.Message.EqualTo("Dataset.WithGroups got 1 group numbers for 3 rows."));
        Assert.That(
            () => data.GroupBy(),
            Throws.ArgumentException.With.Message.EqualTo("Dataset.GroupBy got no names and wants at least one input."));
        Assert.That(
            () => data.GroupBy("mix", "y"),
            Throws.ArgumentException.With.Message.EqualTo("Dataset.GroupBy: there is no input 'y'; there is mix, age."));
        Assert.That(
            () => data.SplitGroups(0.2, 1),
            Throws.InvalidOperationException.With.Message.EqualTo("Dataset.SplitGroups wants groups: give them by WithGroups or GroupBy."));
        Assert.That(
            () => data.GroupBy("age").SplitGroups(0.2, 1),
            Throws.ArgumentException.With.Message.EqualTo(
                "Dataset.SplitGroups wants at least two groups, one for each part, and there is one group."));
        Assert.That(
            () => data.Take([0]).SplitRows(0.2, 1),
            Throws.ArgumentException.With.Message.EqualTo(
                "Dataset.SplitRows wants at least two rows, one for each part, and there is one row."));
        foreach (double fraction in new[] { 0, 1, -0.1, 1.5, double.NaN })
        {
            Assert.That(
                () => data.SplitRows(fraction, 1),
                Throws.ArgumentException.With.Message.EqualTo(
                    FormattableString.Invariant($"Dataset.SplitRows got the fraction {fraction} and wants one between 0 and 1.")));
        }
    }
}
