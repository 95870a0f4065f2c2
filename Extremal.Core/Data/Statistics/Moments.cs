using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Extremal.Memory;

namespace Extremal.Data;

/// <summary>
/// Means, deviations and covariances of columns: rows in ascending order, in two passes, so that a large mean costs no digits
/// and the bits are the same on every machine. A row of weight w counts like w rows, one of weight 0 is not there.
/// </summary>
/// <remarks>Weights are <see cref="Relative"/> ones, or none where all rows count alike.</remarks>
internal static class Moments
{
    // Rows whose products are added to a row of covariances while it is in the cache.
    private const int RowsAtOnce = 32;

    // Roundings that a number may have gone through before it came here: a sum of this many parts, or half as many changes of its unit.
    private const double Roundings = 32;
    private const double U = 1.0 / (1L << 53);

    /// <summary>
    /// Whether numbers with this deviation and range may differ by rounding alone. k roundings move a number x by k·u·|x| at most, u = 2⁻⁵³, to
    /// first order (N. J. Higham, Accuracy and Stability of Numerical Algorithms, 2002, lemma 3.1), so numbers that should be equal have a
    /// deviation of k·u·max |x| at most; k is 32. Of so small a deviation the digits carry nothing else: a division by it magnifies roundings.
    /// </summary>
    public static bool IsConstant(double deviation, double minimum, double maximum) => deviation <= RoundingOf(minimum, maximum);

    /// <summary>How far rounding may have moved a number of this range.</summary>
    public static double RoundingOf(double minimum, double maximum) =>
        Roundings * Math.Max(U * Math.Max(Math.Abs(minimum), Math.Abs(maximum)), double.Epsilon);

    /// <summary>Weights beside the greatest of them, so that neither unit nor size matters to a sum; none if there are none.</summary>
    /// <param name="weights">None negative; not all 0.</param>
    public static double[] Relative(ReadOnlySpan<double> weights)
    {
        double greatest = 0;
        foreach (double weight in weights)
        {
            greatest = Math.Max(greatest, weight);
        }

        double[] relative = weights.ToArray();
        foreach (ref double weight in relative.AsSpan())
        {
            weight = weight > 0 ? Math.Max(weight / greatest, double.Epsilon) : 0;
        }

        return relative;
    }

    /// <summary>What was observed in one column of <paramref name="values"/>, rows × columns.</summary>
    public static Column Observe(
        string name, ReadOnlyMatrix<double> values, int column, ReadOnlySpan<double> weights, string? unit = null, Category? category = null)
    {
        (double minimum, double maximum) = Range(values, column, weights);
        if (minimum == maximum)
        {
            // The rounded mean of equal numbers need not be that number.
            return new Column(name, minimum, maximum, minimum, 0, unit, category);
        }

        double mean = Mean(values, column, weights, minimum, maximum);
        double deviation = Math.Clamp(Deviation(values, column, weights, mean, maximum - minimum), double.Epsilon, maximum - minimum);
        return new Column(name, minimum, maximum, mean, deviation, unit, category);
    }

    /// <summary>The least and the greatest number of a column; +∞ and −∞ without rows.</summary>
    public static (double Minimum, double Maximum) Range(ReadOnlyMatrix<double> values, int column, ReadOnlySpan<double> weights)
    {
        (double minimum, double maximum) = (double.PositiveInfinity, double.NegativeInfinity);
        for (int i = 0; i < values.Rows; i++)
        {
            if (Of(weights, i) > 0)
            {
                (minimum, maximum) = (Math.Min(minimum, values[i, column]), Math.Max(maximum, values[i, column]));
            }
        }

        return (minimum, maximum);
    }

    /// <summary>The second pass adds the mean of what the first left over; rounding may not carry it out of the range.</summary>
    public static double Mean(ReadOnlyMatrix<double> values, int column, ReadOnlySpan<double> weights, double minimum, double maximum)
    {
        double sum = 0, total = 0;
        for (int i = 0; i < values.Rows; i++)
        {
            double weight = Of(weights, i);
            sum += weight * values[i, column];
            total += weight;
        }

        double first = sum / total, left = 0;
        for (int i = 0; i < values.Rows; i++)
        {
            left += Of(weights, i) * (values[i, column] - first);
        }

        return Math.Clamp(first + left / total, minimum, maximum);
    }

    /// <summary>The mean cube of what is beside the mean, in deviations; 0 of a column of equal numbers.</summary>
    /// <param name="values">Rows × columns.</param>
    /// <param name="column">Number of the column.</param>
    /// <param name="weights">One a row; none if all count alike.</param>
    /// <param name="observed">Its mean and deviation.</param>
    public static double Skewness(ReadOnlyMatrix<double> values, int column, ReadOnlySpan<double> weights, Column observed)
    {
        double cubes = 0, total = 0;
        for (int i = 0; i < values.Rows && observed.StandardDeviation > 0; i++)
        {
            double weight = Of(weights, i);
            if (weight > 0)
            {
                double distance = (values[i, column] - observed.Mean) / observed.StandardDeviation;
                cubes += weight * distance * distance * distance;
                total += weight;
            }
        }

        return total > 0 ? cubes / total : 0;
    }

    /// <summary>
    /// The covariance of every two columns, columns × columns and symmetric: Σ w(xᵢ − μᵢ)(xⱼ − μⱼ) / Σ w.
    /// Its diagonal holds the squares of the deviations.
    /// </summary>
    public static double[] Covariance(ReadOnlyMatrix<double> values, IReadOnlyList<Column> columns, ReadOnlySpan<double> weights)
    {
        int n = values.Columns;
        double[] covariance = new double[ArrayLength.Of($"Dataset.Summary wants the covariances of {n} inputs", (Int128)n * n)];
        double[] centred = new double[RowsAtOnce * n], counts = new double[RowsAtOnce];
        double total = 0;
        for (int start = 0; start < values.Rows; start += RowsAtOnce)
        {
            int count = Math.Min(RowsAtOnce, values.Rows - start);
            for (int row = 0; row < count; row++)
            {
                counts[row] = Of(weights, start + row);
                total += counts[row];
                for (int j = 0; j < n; j++)
                {
                    // Whatever stands in a row of weight 0.
                    centred[row * n + j] = counts[row] > 0 ? values[start + row, j] - columns[j].Mean : 0;
                }
            }

            AddProducts(centred, counts.AsSpan(0, count), n, covariance);
        }

        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                covariance[j * n + i] = covariance[i * n + j] /= total;
            }
        }

        return covariance;
    }

    private static double Of(ReadOnlySpan<double> weights, int row) => weights.IsEmpty ? 1 : weights[row];

    // The products of some rows, row after row in each sum; a row of sums stays in the cache for all of them.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddProducts(double[] centred, ReadOnlySpan<double> weights, int n, double[] covariance)
    {
        for (int i = 0; i < n; i++)
        {
            Span<double> sums = covariance.AsSpan(i * n, i + 1);
            Span<Vector<double>> wide = MemoryMarshal.Cast<double, Vector<double>>(sums);
            for (int row = 0; row < weights.Length; row++)
            {
                double own = weights[row] * centred[row * n + i];
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

    /// <summary>Distances are scaled by a power of two, which rounds nothing, so that squares of the smallest do not vanish.</summary>
    private static double Deviation(ReadOnlyMatrix<double> values, int column, ReadOnlySpan<double> weights, double mean, double range)
    {
        double scale = Math.ScaleB(1, -Math.Max(Math.ILogB(range), -1000)), squares = 0, total = 0;
        for (int i = 0; i < values.Rows; i++)
        {
            double weight = Of(weights, i);
            if (weight > 0)
            {
                double distance = (values[i, column] - mean) * scale;
                squares += weight * distance * distance;
                total += weight;
            }
        }

        return Math.Sqrt(squares / total) / scale;
    }
}
