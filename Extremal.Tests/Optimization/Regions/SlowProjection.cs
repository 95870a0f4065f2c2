namespace Extremal.Tests.Optimization.Regions;

/// <summary>
/// The projection onto a box and a linear constraint by trying everything: each coordinate at its lower bound, at its upper bound or free, and the linear constraint
/// inactive or active on either side; of the feasible points the nearest. Only for a handful of coordinates.
/// </summary>
internal static class SlowProjection
{
    public static double[] Project(double[] y, double[] lower, double[] upper, double[] a, double low, double high)
    {
        double[]? best = null;
        double nearest = double.PositiveInfinity;
        double scale = 1 + a.Zip(y, (c, v) => Math.Abs(c * v)).Sum()
            + a.Zip(lower.Zip(upper), (c, b) => Size(c, b.First) + Size(c, b.Second)).Sum();
        for (int pattern = 0; pattern < (int)Math.Round(Math.Pow(3, y.Length)); pattern++)
        {
            foreach (double level in new[] { double.NaN, low, high })
            {
                double[]? x = Candidate(y, lower, upper, a, level, pattern);
                double sum = x is null ? double.NaN : a.Zip(x, (c, v) => c * v).Sum();
                double distance = x is null ? double.NaN : x.Zip(y, (p, q) => (p - q) * (p - q)).Sum();
                if (sum >= low - 1e-12 * scale && sum <= high + 1e-12 * scale && distance < nearest)
                {
                    (best, nearest) = (x, distance);
                }
            }
        }

        return best ?? throw new InvalidOperationException("No point is feasible.");
    }

    private static bool Inside(double x, double lower, double upper)
    {
        double slack = 1e-12 * (1 + Math.Abs(x));
        return double.IsFinite(x) && x >= lower - slack && x <= upper + slack;
    }

    private static double Size(double c, double bound) => double.IsFinite(bound) ? Math.Abs(c * bound) : 0;

    /// <summary>
    /// The nearest point on this face: free coordinates move along a until the sum is the level; null if it leaves the box.
    /// </summary>
    private static double[]? Candidate(double[] y, double[] lower, double[] upper, double[] a, double level, int pattern)
    {
        int[] place = new int[y.Length];
        for (int i = 0; i < y.Length; i++, pattern /= 3)
        {
            place[i] = pattern % 3;
        }

        double[] x = [.. y.Select((v, i) => place[i] == 0 ? v : place[i] == 1 ? lower[i] : upper[i])];
        double squares = a.Where((_, i) => place[i] == 0).Sum(c => c * c);
        if (!double.IsNaN(level))
        {
            if (squares == 0)
            {
                return null;
            }

            double step = (a.Zip(x, (c, v) => c * v).Sum() - level) / squares;
            x = [.. x.Select((v, i) => place[i] == 0 ? v - step * a[i] : v)];
        }

        return x.Where((v, i) => Inside(v, lower[i], upper[i])).Count() == x.Length ? x : null;
    }
}
