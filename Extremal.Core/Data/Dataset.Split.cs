namespace Extremal.Data;

public sealed partial class Dataset
{
    /// <summary>Parts the rows at random in two, both in ascending order and never empty. The same seed gives the same parts.</summary>
    /// <param name="fraction">How much of the rows the part gets, between 0 and 1; rounded to whole rows.</param>
    /// <param name="seed">Which of the random parts.</param>
    /// <returns>What is left, for training; and the part, for validation or a test.</returns>
    /// <exception cref="ArgumentException">The fraction is not between 0 and 1, or there is only one row.</exception>
    public (Dataset Remainder, Dataset Part) SplitRows(double fraction, ulong seed)
    {
        CheckSplit("Dataset.SplitRows", fraction, "row", Rows);
        int[] order = new int[Rows];
        Streams.Split(seed).Permute(order);
        int count = CountOf(fraction);
        bool[] chosen = new bool[Rows];
        foreach (int row in order.AsSpan(0, count))
        {
            chosen[row] = true;
        }

        return TakeBoth(chosen);
    }

    /// <summary>
    /// Parts the groups at random in two, so that no group has rows in both, and neither is empty. The same seed gives the same parts.
    /// Groups join the part in random order until its number of rows is nearest to what is wanted.
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

        CheckSplit("Dataset.SplitGroups", fraction, "group", GroupCount);
        int[] sizes = new int[GroupCount];
        foreach (int group in _groups)
        {
            sizes[group]++;
        }

        int[] order = new int[GroupCount];
        Streams.Split(seed).Permute(order);
        bool[] chosen = ChooseGroups(order, sizes, fraction * Rows);
        return TakeBoth([.. _groups.Select(group => chosen[group])]);
    }

    /// <summary>That fraction of the rows, rounded to whole ones; neither it nor the rest is empty.</summary>
    internal int CountOf(double fraction) => (int)Math.Clamp(Math.Round(fraction * Rows), 1, Rows - 1);

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
        int[] part = [.. Enumerable.Range(0, Rows).Where(row => chosen[row])];
        int[] remainder = [.. Enumerable.Range(0, Rows).Where(row => !chosen[row])];
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
