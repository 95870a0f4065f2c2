namespace Extremal.Data;

/// <summary>
/// How far measurements of the same thing are apart: the pooled standard deviation of rows with exactly equal inputs,
/// √(Σ over groups Σ(y − ȳ)² / degrees of freedom). No model can be expected to predict a single measurement better.
/// With weights it is √(Σ over groups Σ w(y − ȳ)² / Σ over groups (Σ w − Σ w² / Σ w)), which is unbiased as well (Σ w²: Galassi et al., GNU
/// Scientific Library Reference Manual, "Weighted Samples").
/// </summary>
/// <param name="StandardDeviation">In the target's unit; 0 if measurements of the same thing are equal, or differ by rounding alone.</param>
/// <param name="DegreesOfFreedom">
/// Replicated rows less their groups: the more, the surer; the relative error is about 1/√(2·df), and more where weights differ.
/// </param>
public sealed record Noise(double StandardDeviation, int DegreesOfFreedom)
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
        Dataset alike = data.Counted.GroupBy([.. data.InputColumns.Select(column => column.Name)]);
        int freedom = alike.RowCount - alike.GroupCount;
        if (freedom == 0)
        {
            return null;
        }

        double deviation = Math.Sqrt(Variance(alike, output));
        Column target = alike.TargetColumns[output];
        return new Noise(Moments.IsConstant(deviation, target.Minimum, target.Maximum) ? 0 : deviation, freedom);
    }

    private static double Variance(Dataset data, int output)
    {
        double[] means = new double[data.GroupCount], totals = new double[data.GroupCount], pairs = new double[data.GroupCount];
        double[] weights = data.Weights.IsEmpty ? [.. Enumerable.Repeat(1.0, data.RowCount)] : Moments.Relative(data.Weights);
        for (int row = 0; row < data.RowCount; row++)
        {
            int group = data.Groups[row];
            pairs[group] += weights[row] * totals[group];
            totals[group] += weights[row];
            means[group] += (data.Targets[row, output] - means[group]) / (totals[group] / weights[row]); // of equal numbers that number
        }

        double within = 0, freedom = 0;
        for (int row = 0; row < data.RowCount; row++)
        {
            double distance = data.Targets[row, output] - means[data.Groups[row]];
            within += weights[row] * distance * distance;
        }

        for (int group = 0; group < totals.Length; group++)
        {
            freedom += 2 * pairs[group] / totals[group]; // (Σ w)² − Σ w² = 2 Σ wᵢwⱼ over i < j, without cancellation
        }

        return within / freedom;
    }
}
