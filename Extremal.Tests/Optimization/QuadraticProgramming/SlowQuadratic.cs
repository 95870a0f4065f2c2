namespace Extremal.Tests.Optimization.QuadraticProgramming;

/// <summary>
/// min gᵀx + ½xᵀHx with low ≤ Cx ≤ high by trying everything: each constraint free, at its low or at its high limit. Of the points that are
/// stationary so and feasible the least is the answer. Only for a handful of constraints.
/// </summary>
internal static class SlowQuadratic
{
    /// <summary>The minimum, or null if no point is feasible.</summary>
    public static double[]? Solve(double[,] h, double[] g, double[][] c, double[] low, double[] high, double tolerance = 1e-9)
    {
        double[]? best = null;
        double least = double.PositiveInfinity;
        int[] place = new int[c.Length];
        do
        {
            double[]? x = Candidate(h, g, c, [.. place.Select((p, k) => p == 0 ? double.NaN : p == 1 ? low[k] : high[k])]);
            bool meets = x is not null && Enumerable.Range(0, c.Length).All(k => Meets(c[k], x, low[k], high[k], tolerance));
            if (x is not null && meets && Value(h, g, x) < least)
            {
                (best, least) = (x, Value(h, g, x));
            }
        }
        while (Next(place));

        return best;
    }

    public static double Value(double[,] h, double[] g, double[] x)
    {
        double value = 0;
        for (int i = 0; i < x.Length; i++)
        {
            value += g[i] * x[i];
            for (int j = 0; j < x.Length; j++)
            {
                value += x[i] * h[i, j] * x[j] / 2;
            }
        }

        return value;
    }

    public static double Dot(double[] a, double[] b) => a.Zip(b, (p, q) => p * q).Sum();

    private static bool Meets(double[] c, double[] x, double low, double high, double tolerance) =>
        Dot(c, x) >= low - tolerance && Dot(c, x) <= high + tolerance;

    private static bool Next(int[] place)
    {
        for (int k = 0; k < place.Length; k++)
        {
            place[k] = (place[k] + 1) % 3;
            if (place[k] != 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The stationary point where constraints with a level are at it; null if their normals depend on each other.</summary>
    private static double[]? Candidate(double[,] h, double[] g, double[][] c, double[] levels)
    {
        int[] active = [.. Enumerable.Range(0, c.Length).Where(k => !double.IsNaN(levels[k]))];
        int n = g.Length, size = n + active.Length;
        if (active.Length > n || active.Any(k => double.IsInfinity(levels[k])))
        {
            return null;
        }

        double[,] kkt = new double[size, size + 1];
        for (int i = 0; i < n; i++)
        {
            kkt[i, size] = -g[i];
            for (int j = 0; j < n; j++)
            {
                kkt[i, j] = h[i, j];
            }

            for (int a = 0; a < active.Length; a++)
            {
                kkt[i, n + a] = kkt[n + a, i] = c[active[a]][i];
                kkt[n + a, size] = levels[active[a]];
            }
        }

        return Eliminate(kkt, size)?[..n];
    }

    private static double[]? Eliminate(double[,] a, int size)
    {
        for (int k = 0; k < size; k++)
        {
            int pivot = Enumerable.Range(k, size - k).MaxBy(i => Math.Abs(a[i, k]));
            if (Math.Abs(a[pivot, k]) < 1e-10)
            {
                return null;
            }

            for (int j = 0; j <= size; j++)
            {
                (a[k, j], a[pivot, j]) = (a[pivot, j], a[k, j]);
            }

            for (int i = 0; i < size; i++)
            {
                double factor = i == k ? 0 : a[i, k] / a[k, k];
                for (int j = k; j <= size; j++)
                {
                    a[i, j] -= factor * a[k, j];
                }
            }
        }

        return [.. Enumerable.Range(0, size).Select(i => a[i, size] / a[i, i])];
    }
}
