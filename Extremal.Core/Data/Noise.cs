namespace Extremal.Data;

/// <summary>
/// How far measurements of the same thing are apart: the pooled standard deviation of rows with exactly equal inputs,
/// √(Σ over groups Σ(y − ȳ)² / degrees of freedom). No model can be expected to predict a single measurement better.
/// </summary>
/// <param name="Deviation">In the target's unit.</param>
/// <param name="DegreesOfFreedom">Replicated rows less their groups: the more, the surer; the relative error is about 1/√(2·df).</param>
public sealed record Noise(double Deviation, int DegreesOfFreedom)
{
    /// <summary>The noise of one target, or null if no two rows have equal inputs.</summary>
    /// <param name="data">The rows; those of weight 0 do not count.</param>
    /// <param name="output">Number of the target.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such target.</exception>
    public static Noise? Of(Dataset data, int output = 0)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfNegative(output);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(output, data.TargetColumns.Count);
        Dataset alike = Counting(data).GroupBy([.. data.InputColumns.Select(column => column.Name)]);
        int freedom = alike.Rows - alike.GroupCount;
        return freedom == 0 ? null : new Noise(Math.Sqrt(SquaresWithin(alike, output) / freedom), freedom);
    }

    private static Dataset Counting(Dataset data) => data.Weights.Contains(0)
        ? data.Take([.. Enumerable.Range(0, data.Rows).Where(row => data.Weights[row] > 0)])
        : data;

    private static double SquaresWithin(Dataset data, int output)
    {
        double[] means = new double[data.GroupCount], counts = new double[data.GroupCount];
        for (int row = 0; row < data.Rows; row++)
        {
            int group = data.Groups[row];
            counts[group]++;
            means[group] += (data.Targets[row, output] - means[group]) / counts[group];
        }

        double squares = 0;
        for (int row = 0; row < data.Rows; row++)
        {
            double distance = data.Targets[row, output] - means[data.Groups[row]];
            squares += distance * distance;
        }

        return squares;
    }
}
