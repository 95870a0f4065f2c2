using Extremal.Data;

namespace Extremal.Tests.Problems;

/// <summary>Distances in the slow and obvious way: Gauss-Jordan for what varies, every row beside every other.</summary>
internal static class ApplicabilityOracle
{
    public static double[][] Deviations(Dataset data) =>
        [.. Enumerable.Range(0, data.RowCount).Select(row => Deviations(data, data.Inputs.Row(row).ToArray()))];

    public static double[] Deviations(Dataset data, double[] point) =>
        [.. point.Select((x, j) => data.InputColumns[j].IsConstant ? 0 : (x - data.InputColumns[j].Mean) / data.InputColumns[j].StandardDeviation)];

    public static double Between(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }

        return Math.Sqrt(sum);
    }

    /// <summary>√(zᵀR⁻¹z) for inputs among which none depends on others.</summary>
    public static double Mahalanobis(Dataset data, double[] point)
    {
        double[][] rows = Deviations(data);
        double[] z = Deviations(data, point);
        int n = z.Length;
        double[][] system = [.. Enumerable.Range(0, n).Select(i =>
            (double[])[.. Enumerable.Range(0, n).Select(j => rows.Average(row => row[i] * row[j])), z[i]])];
        for (int k = 0; k < n; k++)
        {
            int pivot = Enumerable.Range(k, n - k).MaxBy(i => Math.Abs(system[i][k]));
            (system[k], system[pivot]) = (system[pivot], system[k]);
            for (int i = 0; i < n; i++)
            {
                double factor = i == k ? 0 : system[i][k] / system[k][k];
                system[i] = [.. system[i].Zip(system[k], (x, y) => x - factor * y)];
            }
        }

        return Math.Sqrt(Enumerable.Range(0, n).Sum(i => z[i] * system[i][n] / system[i][i]));
    }

    /// <summary>Each row's distance from the nearest that differs from it and is not of its group.</summary>
    public static double[] Gaps(Dataset data, IEnumerable<int> asked)
    {
        double[][] z = Deviations(data);
        int[] groups = data.Groups.ToArray();
        return
        [
            .. asked.Select(row => Enumerable.Range(0, z.Length)
                .Where(other => groups.Length == 0 || groups[row] != groups[other])
                .Select(other => Between(z[row], z[other])).Where(gap => gap > 0).DefaultIfEmpty(-1).Min()).Where(gap => gap >= 0),
        ];
    }
}
