using Extremal.Memory;
using Extremal.Optimization.Regions;

namespace Extremal.Tests.Optimization.Methods;

/// <summary>What the tests of local searches over pieces share: starts, and an oracle that looks for lower ground near a point.</summary>
internal static class LocalMinima
{
    public static Box<double> Cube(int dimension, double lower, double upper) =>
        new([.. Enumerable.Repeat(lower, dimension)], [.. Enumerable.Repeat(upper, dimension)]);

    public static ReadOnlyMatrix<double> Rows(params double[][] rows) =>
        new(rows.SelectMany(row => row).ToArray(), new Shape(rows.Length, rows[0].Length));

    public static double[][] Starts(int seed, int count, Box<double> box)
    {
        Random random = new(seed);
        double[] lower = box.Lower.ToArray(), upper = box.Upper.ToArray();
        return [.. Enumerable.Range(0, count).Select(_ => lower.Zip(upper, (l, u) => l + (u - l) * random.NextDouble()).ToArray())];
    }

    /// <summary>The best of many random points, as a search would start from them.</summary>
    public static double[][] BestStarts(int seed, int count, int of, Box<double> box, Func<double[], double> value) =>
        [.. Starts(seed, of, box).OrderBy(value).Take(count)];

    /// <summary>
    /// How much lower the lowest of many random points of the box is, in balls of three sizes about the point, over the ball's size.
    /// </summary>
    public static double SteepestFall(Func<double[], double> value, ReadOnlySpan<double> point, Box<double> box, int seed, int tries = 3000)
    {
        Random random = new(seed);
        double[] x = point.ToArray(), near = new double[x.Length];
        double least = value(x), steepest = 0;
        for (int k = 0; k < tries; k++)
        {
            double radius = (k % 3) switch { 0 => 1e-4, 1 => 1e-5, _ => 1e-6 };
            for (int j = 0; j < x.Length; j++)
            {
                double u = 2 * random.NextDouble() - 1;
                near[j] = Math.Clamp(x[j] + radius * u * u * u, box.Lower[j], box.Upper[j]);
            }

            steepest = Math.Max(steepest, (least - value(near)) / radius);
        }

        return steepest;
    }
}
