using Extremal.Kernels;

namespace Extremal.Data;

/// <summary>
/// A resample of a data set (B. Efron, "Bootstrap methods: another look at the jackknife", Ann. Stat. 7, 1979): as many rows as there are,
/// or as many groups where there are groups, drawn with replacement; and the rows that were never drawn, which are its out-of-bag rows.
/// On average 37 % of the rows are.
/// </summary>
internal sealed class Bootstrap
{
    // A resample that draws every row is drawn anew; with two rows every second one is.
    private const ulong MostAttempts = 200;

    private Bootstrap(int[] drawn, int[] left) => (Drawn, OutOfBag) = (drawn, left);

    /// <summary>Numbers of the rows drawn, in ascending order, each as often as it was drawn.</summary>
    public int[] Drawn { get; }

    /// <summary>Numbers of the rows that were not drawn, in ascending order; never empty.</summary>
    public int[] OutOfBag { get; }

    /// <summary>The resample with that seed. Rows of one group are drawn together or not at all.</summary>
    /// <param name="data">Rows that count.</param>
    /// <param name="seed">Which of the resamples.</param>
    /// <exception cref="ArgumentException">There are too few rows or groups for two parts.</exception>
    public static Bootstrap Of(Dataset data, ulong seed)
    {
        RandomSource source = Streams.Bootstrap(seed);
        for (ulong attempt = 0; attempt < MostAttempts; attempt++)
        {
            int[] times = Times(data, source.Split(attempt));
            int[] drawn = [.. Enumerable.Range(0, data.RowCount).SelectMany(row => Enumerable.Repeat(row, times[row]))];
            int[] left = [.. Enumerable.Range(0, data.RowCount).Where(row => times[row] == 0)];
            if (left.Length > 0)
            {
                return new Bootstrap(drawn, left);
            }
        }

        throw Mistake.Of(
            $"A bootstrap of {data.RowCount} rows in {data.GroupCount} groups, those of weight 0 left out, drew them all; ",
            $"it wants at least two rows, or two groups where there are groups.");
    }

    /// <summary>How often each row is drawn.</summary>
    private static int[] Times(Dataset data, RandomSource source)
    {
        bool grouped = data.GroupCount > 0;
        int units = grouped ? data.GroupCount : data.RowCount;
        int[] times = new int[units];
        for (int draw = 0; draw < units; draw++)
        {
            times[source.Index((ulong)draw, units)]++;
        }

        return grouped ? [.. data.Groups.ToArray().Select(group => times[group])] : times;
    }
}
