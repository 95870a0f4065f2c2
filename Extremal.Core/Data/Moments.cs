using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Extremal.Memory;

namespace Extremal.Data;

/// <summary>
/// Means, deviations and covariances of columns: rows in ascending order, in two passes, so that a large mean costs no digits
/// and the bits are the same on every machine.
/// </summary>
internal static class Moments
{
    // Rows whose products are added to a row of covariances while it is in the cache.
    private const int RowsAtOnce = 32;

    /// <summary>What was observed in one column of <paramref name="values"/>, rows × columns.</summary>
    public static Column Observe(string name, ReadOnlyMatrix<double> values, int column, string? unit = null, Category? category = null)
    {
        double minimum = values[0, column], maximum = minimum;
        for (int i = 1; i < values.Rows; i++)
        {
            minimum = Math.Min(minimum, values[i, column]);
            maximum = Math.Max(maximum, values[i, column]);
        }

        if (minimum == maximum)
        {
            // The rounded mean of equal numbers need not be that number; nor would the deviation be zero.
            return new Column(name, minimum, maximum, minimum, 0, unit, category);
        }

        double mean = Mean(values, column, minimum, maximum);
        double deviation = Math.Clamp(Deviation(values, column, mean, maximum - minimum), double.Epsilon, maximum - minimum);
        return new Column(name, minimum, maximum, mean, deviation, unit, category);
    }

    /// <summary>
    /// The covariance of every two columns, columns × columns and symmetric: Σ(xᵢ − μᵢ)(xⱼ − μⱼ) / n.
    /// Its diagonal holds the squares of the deviations.
    /// </summary>
    public static double[] Covariance(ReadOnlyMatrix<double> values, IReadOnlyList<Column> columns)
    {
        int n = values.Columns;
        double[] covariance = new double[n * n], centred = new double[RowsAtOnce * n];
        for (int start = 0; start < values.Rows; start += RowsAtOnce)
        {
            int count = Math.Min(RowsAtOnce, values.Rows - start);
            for (int row = 0; row < count; row++)
            {
                for (int j = 0; j < n; j++)
                {
                    centred[row * n + j] = values[start + row, j] - columns[j].Mean;
                }
            }

            AddProducts(centred, count, n, covariance);
        }

        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                covariance[j * n + i] = covariance[i * n + j] /= values.Rows;
            }
        }

        return covariance;
    }

    // The products of some rows, row after row in each sum; a row of sums stays in the cache for all of them.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddProducts(double[] centred, int rows, int n, double[] covariance)
    {
        for (int i = 0; i < n; i++)
        {
            Span<double> sums = covariance.AsSpan(i * n, i + 1);
            Span<Vector<double>> wide = MemoryMarshal.Cast<double, Vector<double>>(sums);
            for (int row = 0; row < rows; row++)
            {
                double own = centred[row * n + i];
                ReadOnlySpan<double> others = centred.AsSpan(row * n, i + 1);
                ReadOnlySpan<Vector<double>> wideOthers = MemoryMarshal.Cast<double, Vector<double>>(others);
                for (int k = 0; k < wide.Length; k++)
                {
                    wide[k] += own * wideOthers[k];
                }

                for (int j = wide.Length * Vector<double>.Count; j <= i; j++)
                {
                    sums[j] += own * others[j];
                }
            }
        }
    }

    /// <summary>The second pass adds the mean of what the first left over; rounding may not carry it out of the range.</summary>
    private static double Mean(ReadOnlyMatrix<double> values, int column, double minimum, double maximum)
    {
        double sum = 0;
        for (int i = 0; i < values.Rows; i++)
        {
            sum += values[i, column];
        }

        double first = sum / values.Rows;
        double left = 0;
        for (int i = 0; i < values.Rows; i++)
        {
            left += values[i, column] - first;
        }

        return Math.Clamp(first + left / values.Rows, minimum, maximum);
    }

    /// <summary>Distances are scaled by a power of two, which rounds nothing, so that squares of the smallest do not vanish.</summary>
    private static double Deviation(ReadOnlyMatrix<double> values, int column, double mean, double range)
    {
        double scale = Math.ScaleB(1, -Math.Max(Math.ILogB(range), -1000));
        double squares = 0;
        for (int i = 0; i < values.Rows; i++)
        {
            double distance = (values[i, column] - mean) * scale;
            squares += distance * distance;
        }

        return Math.Sqrt(squares / values.Rows) / scale;
    }
}
