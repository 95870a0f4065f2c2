using Extremal.Data;

namespace Extremal.Tests.Data;

public sealed class FoldsTests
{
    private static Dataset Rows(int rows, int groups) => Dataset.Create(new double[rows, 1], new double[rows])
        .WithGroups([.. Enumerable.Range(0, rows).Select(i => i * i % groups)]);

    [Test]
    public void Every_row_is_dealt_once_and_folds_are_of_one_size([Values(2, 5, 7)] int folds)
    {
        int[][] dealt = Folds.Deal(Rows(33, 5), folds, byGroups: false, seed: 4, repeat: 0);
        Assert.That(dealt.SelectMany(rows => rows).Order(), Is.EqualTo(Enumerable.Range(0, 33)));
        Assert.That(dealt.Max(rows => rows.Length) - dealt.Min(rows => rows.Length), Is.LessThanOrEqualTo(1));
        Assert.That(dealt, Is.All.Ordered);
        Assert.That(Folds.Deal(Rows(33, 5), folds, false, 4, 0), Is.EqualTo(dealt));
        Assert.That(Folds.Deal(Rows(33, 5), folds, false, 4, 1), Is.Not.EqualTo(dealt));
        Assert.That(Folds.Deal(Rows(33, 5), folds, false, 5, 0), Is.Not.EqualTo(dealt));
    }

    [Test]
    public void Groups_stay_whole([Values(2, 4)] int folds, [Values(1, 2, 3)] int seed)
    {
        Dataset data = Rows(60, 23);
        int[] groups = data.Groups.ToArray();
        int[][] dealt = Folds.Deal(data, folds, byGroups: true, (ulong)seed, repeat: 0);
        Assert.That(dealt.SelectMany(rows => rows).Order(), Is.EqualTo(Enumerable.Range(0, 60)));
        Assert.That(dealt.SelectMany(rows => rows.Select(row => groups[row]).Distinct()).Count(), Is.EqualTo(data.GroupCount));
        Assert.That(dealt.Select(rows => rows.Length), Is.All.GreaterThan(0));
    }

    [Test]
    public void A_share_is_held_out([Values(true, false)] bool byGroups)
    {
        Dataset data = Rows(60, 23);
        int[] held = Folds.HoldOut(data, 0.3, byGroups, 3, 0), groups = data.Groups.ToArray();
        Assert.That(held, Is.Ordered.And.Unique);
        Assert.That(held, Has.Length.EqualTo(18).Within(byGroups ? 5 : 0));
        Assert.That(Folds.HoldOut(data, 0.3, byGroups, 3, 1), Is.Not.EqualTo(held));
        if (byGroups)
        {
            int[] chosen = [.. held.Select(row => groups[row]).Distinct()];
            Assert.That(held, Is.EqualTo(Enumerable.Range(0, 60).Where(row => chosen.Contains(groups[row]))));
        }
    }

    /// <summary>All small tables: the first part is what the split holds back, and every row is held back once, never alone and never all.</summary>
    [Test]
    public void Parts_are_held_back_one_after_another([Values(0.05, 0.15, 0.4, 0.9)] double fraction, [Values] bool byGroups)
    {
        for (int rows = 2; rows <= 60; rows++)
        {
            Dataset data = Dataset.Create(Enumerable.Range(0, rows).Select(row => (double[])[row]).ToArray(), new double[rows])
                .WithGroups(byGroups ? [.. Enumerable.Range(0, rows).Select(row => row * row % 11)] : []);
            if (byGroups && data.GroupCount < 2)
            {
                continue;
            }

            int units = byGroups ? data.GroupCount : rows;
            int Count(IEnumerable<int> part) => byGroups ? part.Select(row => data.Groups[row]).Distinct().Count() : part.Count();
            Dataset first = (byGroups ? data.SplitGroups(fraction, 7) : data.SplitRows(fraction, 7)).Part;
            int[] held = [.. Enumerable.Range(0, first.RowCount).Select(row => (int)first.Inputs[row, 0])];
            int[][] parts = Folds.HoldBack(data, fraction, 7);
            string what = $"{rows} rows, {units} to hold back";
            if (units == 2)
            {
                Assert.That(parts, Is.Empty, what);
                continue;
            }

            Assert.That(Count(held) > 1 ? parts[0] : held, Is.EqualTo(held), what);
            Assert.That(parts.SelectMany(part => part), Is.Unique, what);
            Assert.That(units - parts.Sum(Count), Is.LessThanOrEqualTo(parts.Length == 1 ? 1 : 0), what);
            Assert.That(parts.Select(Count), Is.All.InRange(2, units - 1), what);
            Assert.That(parts, Is.All.Ordered, what);
        }
    }
}
