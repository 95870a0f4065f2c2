namespace Extremal.Data;

public sealed partial class Dataset
{
    /// <summary>
    /// Parts the rows at random in two, both in ascending order and never empty. The same seed gives the same parts. Rows of weight 0, which
    /// do not count, stay in the remainder.
    /// </summary>
    /// <param name="fraction">How much of the rows the part gets, between 0 and 1; rounded to whole rows.</param>
    /// <param name="seed">Which of the random parts.</param>
    /// <returns>What is left, for training; and the part, for validation or a test.</returns>
    /// <exception cref="ArgumentException">The fraction is not between 0 and 1, or there is only one row.</exception>
    public (Dataset Remainder, Dataset Part) SplitRows(double fraction, ulong seed)
    {
        int rows = Counted.RowCount;
        CheckSplit("Dataset.SplitRows", fraction, "row", rows);
        int[] order = new int[rows];
        Streams.Split(seed).Permute(order);
        int count = CountOf(fraction);
        bool[] chosen = new bool[RowCount];
        foreach (int row in order.AsSpan(0, count))
        {
            chosen[CountedRows[row]] = true;
        }

        return TakeBoth(chosen);
    }

    /// <summary>
    /// Parts the groups at random in two, so that no group has rows in both, and neither is empty. The same seed gives the same parts.
    /// Groups join the part in random order until its number of rows is nearest to what is wanted. Rows of weight 0 do not count; they go with
    /// their group, or stay in the remainder if nothing of it counts.
    /// </summary>
    /// <param name="fraction">How much of the rows the part gets, between 0 and 1, as nearly as whole groups allow.</param>
    /// <param name="seed">Which of the random parts.</param>
    /// <returns>What is left, for training; and the part, for validation or a test.</returns>
    /// <exception cref="ArgumentException">The fraction is not between 0 and 1, or there is only one group.</exception>
    /// <exception cref="InvalidOperationException">
    /// There are no groups: give them by <see cref="WithGroups"/> or <see cref="GroupBy"/>.
    /// </exception>
    public (Dataset Remainder, Dataset Part) SplitGroups(double fraction, ulong seed)
    {
        if (GroupCount == 0)
        {
            throw new InvalidOperationException("Dataset.SplitGroups wants groups: give them by WithGroups or GroupBy.");
        }

        Dataset counted = Counted;
        CheckSplit("Dataset.SplitGroups", fraction, "group", counted.GroupCount);
        int[] sizes = new int[counted.GroupCount];
        foreach (int group in counted._groups)
        {
            sizes[group]++;
        }

        int[] order = new int[counted.GroupCount];
        Streams.Split(seed).Permute(order);
        bool[] chosen = ChooseGroups(order, sizes, fraction * counted.RowCount);
        var part = new HashSet<int>(Enumerable.Range(0, counted.RowCount)
            .Where(row => chosen[counted._groups[row]]).Select(row => _groups[CountedRows[row]]));
        return TakeBoth([.. _groups.Select(part.Contains)]);
    }

    /// <summary>That fraction of the rows that count, rounded to whole ones; neither it nor the rest is empty.</summary>
    internal int CountOf(double fraction) => (int)Math.Clamp(Math.Round(fraction * Counted.RowCount), 1, Counted.RowCount - 1);

    internal static bool[] ChooseGroups(int[] order, int[] sizes, double wanted)
    {
        bool[] chosen = new bool[sizes.Length];
        foreach (int group in order.AsSpan(0, CountNearest(order, sizes, wanted)))
        {
            chosen[group] = true;
        }

        return chosen;
    }

    /// <summary>How many of the first have together the number of rows that is nearest to what is wanted; at least one, if there are two, and never all.</summary>
    internal static int CountNearest(ReadOnlySpan<int> order, int[] sizes, double wanted)
    {
        int count = 0;
        for (int rows = 0; count < order.Length - 1; count++)
        {
            int next = rows + sizes[order[count]];
            if (count > 0 && Math.Abs(next - wanted) >= Math.Abs(rows - wanted))
            {
                break;
            }

            rows = next;
        }

        return count;
    }

    private (Dataset Remainder, Dataset Part) TakeBoth(bool[] chosen)
    {
        int[] part = [.. Enumerable.Range(0, RowCount).Where(row => chosen[row])];
        int[] remainder = [.. Enumerable.Range(0, RowCount).Where(row => !chosen[row])];
        return (Take(remainder), Take(part));
    }

    private static void CheckSplit(string operation, double fraction, string what, int count)
    {
        if (!(fraction > 0 && fraction < 1))
        {
            throw Mistake.Of($"{operation} got the fraction {fraction} and wants one between 0 and 1.");
        }

        if (count < 2)
        {
            throw Mistake.Of($"{operation} wants at least two {what}s, one for each part, and there is one {what}.");
        }
    }
}
