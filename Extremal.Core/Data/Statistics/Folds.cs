namespace Extremal.Data;

/// <summary>Which rows are held out together, so that a model may be judged by rows that it never saw. A function of the seed alone.</summary>
internal static class Folds
{
    /// <summary>
    /// Deals all rows into folds of sizes that differ by one at most; or whole groups, in random order, each to the fold that has the fewest rows
    /// so far.
    /// </summary>
    /// <returns>The row numbers of each fold, in ascending order; together every row once.</returns>
    public static int[][] Deal(Dataset data, int folds, bool byGroups, ulong seed, int repeat)
    {
        int[] order = Order(data, byGroups, seed, repeat), sizes = new int[folds];
        int[] foldOf = new int[order.Length], rowsOf = RowsOf(data, byGroups);
        foreach (int unit in order)
        {
            int least = Array.IndexOf(sizes, sizes.Min());
            (foldOf[unit], sizes[least]) = (least, sizes[least] + rowsOf[unit]);
        }

        return [.. Enumerable.Range(0, folds).Select(fold => Rows(data, byGroups, unit => foldOf[unit] == fold))];
    }

    /// <summary>A random share of the rows, or of the groups, as nearly as whole ones allow; neither it nor the rest is empty.</summary>
    public static int[] HoldOut(Dataset data, double share, bool byGroups, ulong seed, int repeat)
    {
        bool[] chosen = Dataset.ChooseGroups(Order(data, byGroups, seed, repeat), RowsOf(data, byGroups), share * data.RowCount);
        return Rows(data, byGroups, unit => chosen[unit]);
    }

    /// <summary>
    /// What <see cref="Dataset.SplitRows"/>, or <see cref="Dataset.SplitGroups"/> where there are groups, holds back with that seed, and what is held
    /// back next, and next, until all were. Each part has at least two rows, or groups, so that one can be judged by what the others choose: a
    /// single one takes its neighbour in.
    /// </summary>
    /// <returns>The row numbers of each part, in ascending order; nothing if a first part would be all.</returns>
    public static int[][] HoldBack(Dataset data, double fraction, ulong seed)
    {
        bool byGroups = data.GroupCount > 0;
        int[] order = new int[Units(data, byGroups)], sizes = RowsOf(data, byGroups), partOf = new int[order.Length];
        Streams.Split(seed).Permute(order);
        Array.Fill(partOf, -1);
        double wanted = byGroups ? fraction * data.RowCount : data.CountOf(fraction);
        int parts = 0;
        for (int start = 0; order.Length - start > (start == 0 ? 2 : 1); parts++)
        {
            int count = Math.Max(2, Dataset.CountNearest(order.AsSpan(start), sizes, wanted));
            count += start > 0 && start + count == order.Length - 1 ? 1 : 0; // a last one that would be alone
            foreach (int unit in order.AsSpan(start, count))
            {
                partOf[unit] = parts;
            }

            start += count;
        }

        return [.. Enumerable.Range(0, parts).Select(part => Rows(data, byGroups, unit => partOf[unit] == part))];
    }

    /// <summary>Rows or groups: what is never divided.</summary>
    public static int Units(Dataset data, bool byGroups) => byGroups ? data.GroupCount : data.RowCount;

    private static int[] Order(Dataset data, bool byGroups, ulong seed, int repeat)
    {
        int[] order = new int[Units(data, byGroups)];
        Streams.Folds(seed, repeat).Permute(order);
        return order;
    }

    private static int[] RowsOf(Dataset data, bool byGroups)
    {
        int[] rows = new int[Units(data, byGroups)];
        for (int row = 0; row < data.RowCount; row++)
        {
            rows[byGroups ? data.Groups[row] : row]++;
        }

        return rows;
    }

    private static int[] Rows(Dataset data, bool byGroups, Func<int, bool> isChosen)
    {
        int[] groups = data.Groups.ToArray();
        return [.. Enumerable.Range(0, data.RowCount).Where(row => isChosen(byGroups ? groups[row] : row))];
    }
}
