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
}
