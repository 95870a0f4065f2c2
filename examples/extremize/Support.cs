using Extremal.Data;

namespace Examples;

/// <summary>A real row near the answer: its number, and how many standard deviations of the inputs lie between.</summary>
internal readonly record struct Neighbour(int Row, double Distance);

/// <summary>
/// How well the data support a point: how far out it lies in the cloud of the rows (Mahalanobis' distance, which heeds how inputs
/// go together) and how near the nearest real rows are, each beside the rows' own.
/// </summary>
internal sealed class Support
{
    private const int Neighbours = 3;

    /// <summary>Of so many rows at most the distance to their nearest other row is computed.</summary>
    private const int MostCompared = 1000;

    /// <summary>Mahalanobis' distance of the point from the data's mean, and those of all rows in ascending order.</summary>
    public double Distance { get; private init; }

    public double[] RowDistances { get; private init; } = [];

    /// <summary>The nearest rows, the nearest first.</summary>
    public Neighbour[] Nearest { get; private init; } = [];

    /// <summary>
    /// What is usual among rows: the median distance from a row to the nearest that differs from it, of another group if there are
    /// groups.
    /// </summary>
    public double UsualGap { get; private init; }

    /// <summary>The share of rows that lie farther out than the point.</summary>
    public double ShareBeyond => RowDistances.Count(distance => distance >= Distance) / (double)RowDistances.Length;

    /// <summary>How far outside the data the point is.</summary>
    public string Words
    {
        get
        {
            var ratio = Distance / RowDistances[^1];
            var beyond = ratio < 1.05 ? "just beyond" : $"{Numbers.Show(ratio, 2)} times as far from their centre as";
            var place = ShareBeyond switch
            {
                0 => $"outside of the data: {beyond} the farthest row",
                <= 0.05 => $"at the edge of the data: {Numbers.Percent(ShareBeyond)} of the rows lie as far from their centre",
                <= 0.5 => $"within the data: {Numbers.Percent(ShareBeyond)} of the rows lie as far from their centre",
                _ => $"well within the data: {Numbers.Percent(ShareBeyond)} of the rows lie farther from their centre",
            };
            var gap = Nearest[0].Distance / UsualGap;
            return place + (Nearest[0].Distance == 0 ? "; it is a row of the data"
                : gap <= 1.5 ? "; the nearest row is as near as rows are to each other"
                : $"; the nearest row is {Numbers.Show(gap, 2)} times as far as rows are from each other");
        }
    }

    public static Support Of(Dataset data, ReadOnlySpan<double> point)
    {
        var scales = Standardization.Of(data.InputColumns);
        var z = new double[data.Rows][];
        for (var row = 0; row < data.Rows; row++) { scales.Apply(data.Inputs.Row(row), (z[row] = new double[point.Length]).AsSpan()); }
        var at = new double[point.Length];
        scales.Apply(point, at.AsSpan());
        var correlation = Correlation(data);
        return new Support
        {
            Distance = Mahalanobis(correlation, at),
            RowDistances = [.. z.Select(row => Mahalanobis(correlation, row)).Order()],
            Nearest = [.. z.Select((row, i) => new Neighbour(i, Between(row, at))).OrderBy(one => one.Distance).Take(Neighbours)],
            UsualGap = Gap(z, data.Groups.ToArray()),
        };
    }

    /// <summary>The trace on the diagonal keeps inputs that depend on each other apart.</summary>
    private static Cholesky Correlation(Dataset data)
    {
        var n = data.InputColumns.Count;
        var correlation = new double[n, n];
        var covariance = data.Summary.Covariance;
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                correlation[i, j] = covariance[i * n + j] / data.InputColumns[i].Deviation / data.InputColumns[j].Deviation
                    + (i == j ? 1e-8 : 0);
            }
        }

        return new Cholesky(correlation);
    }

    private static double Mahalanobis(Cholesky correlation, double[] z) => Math.Sqrt(correlation.Forward(z).Sum(one => one * one));

    private static double Gap(double[][] z, int[] groups)
    {
        var step = Math.Max(1, z.Length / MostCompared);
        var gaps = Enumerable.Range(0, z.Length / step).AsParallel().Select(i => i * step).Select(row => Enumerable.Range(0, z.Length)
            .Where(other => groups.Length == 0 || groups[row] != groups[other])
            .Select(other => Between(z[row], z[other])).Where(gap => gap > 0).DefaultIfEmpty(1).Min());
        return Numbers.Median(gaps);
    }

    private static double Between(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++) { sum += (a[i] - b[i]) * (a[i] - b[i]); }
        return Math.Sqrt(sum);
    }
}
