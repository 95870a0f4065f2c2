using System.Numerics;
using Extremal.Optimization.Regions;

namespace Extremal.Optimization.Methods.Sequential;

/// <summary>
/// The limits of a search in double, and how points meet them. Constraints are counted through: n bounds, m rows, p functions.
/// </summary>
internal sealed class SequentialConstraints
{
    private readonly double[] _rows;

    /// <summary>Limits without bounds.</summary>
    /// <param name="dimension">n.</param>
    /// <param name="rows">m.</param>
    /// <param name="functions">p.</param>
    /// <param name="tolerance">The relative violation that counts as none.</param>
    public SequentialConstraints(int dimension, int rows, int functions, double tolerance)
    {
        (Dimension, Rows, Functions, Tolerance) = (dimension, rows, functions, tolerance);
        _rows = new double[rows * dimension];
        (Low, High) = (new double[dimension + rows + functions], new double[dimension + rows + functions]);
        Low.AsSpan(0, dimension).Fill(double.NegativeInfinity);
        High.AsSpan(0, dimension).Fill(double.PositiveInfinity);
    }

    /// <summary>n.</summary>
    public int Dimension { get; }

    /// <summary>m.</summary>
    public int Rows { get; }

    /// <summary>p.</summary>
    public int Functions { get; }

    /// <summary>The relative violation that counts as none.</summary>
    public double Tolerance { get; }

    /// <summary>What is known of the functions' own terms; null for nothing.</summary>
    public FunctionTerms? Terms { get; init; }

    /// <summary>n + m + p limits.</summary>
    public double[] Low { get; }

    /// <summary>n + m + p limits.</summary>
    public double[] High { get; }

    /// <summary>The limits in double.</summary>
    public static SequentialConstraints Of<T>(
        LinearRows<T> rows, ReadOnlySpan<T> low, ReadOnlySpan<T> high, double tolerance, FunctionTerms? terms)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (int n, int m) = (rows.Dimension, rows.Count);
        SequentialConstraints all = new(n, m, low.Length, tolerance) { Terms = terms };
        for (int i = 0; i < m; i++)
        {
            (all.Low[n + i], all.High[n + i]) = (double.CreateTruncating(rows.Low(i)), double.CreateTruncating(rows.High(i)));
            for (int j = 0; j < n; j++)
            {
                all._rows[i * n + j] = double.CreateTruncating(rows.Coefficients(i)[j]);
            }
        }

        for (int i = 0; i < low.Length; i++)
        {
            (all.Low[n + m + i], all.High[n + m + i]) = (double.CreateTruncating(low[i]), double.CreateTruncating(high[i]));
        }

        return all;
    }

    /// <summary>Row i of A.</summary>
    public ReadOnlySpan<double> Row(int i) => _rows.AsSpan(i * Dimension, Dimension);

    /// <summary>aᵢᵀx, and Σ|aᵢⱼxⱼ|, on which its rounding depends.</summary>
    public (double Sum, double Magnitude) RowSum(int i, ReadOnlySpan<double> x)
    {
        (double sum, double magnitude) = (0, 0);
        ReadOnlySpan<double> a = Row(i);
        for (int j = 0; j < a.Length; j++)
        {
            sum += a[j] * x[j];
            magnitude += Math.Abs(a[j] * x[j]);
        }

        return (sum, magnitude);
    }

    /// <summary>How far a value is beyond the limits of constraint k; zero within.</summary>
    public double Excess(int k, double value) => Math.Max(0, Math.Max(Low[k] - value, value - High[k]));

    /// <summary>What a violation of row i is measured by: the greatest of its terms, its lesser limit and its coefficients.</summary>
    public double RowSize(int i, double magnitude)
    {
        double size = Math.Max(magnitude, Limit(Dimension + i));
        foreach (double a in Row(i))
        {
            size = Math.Max(size, Math.Abs(a));
        }

        return size > 0 ? size : 1;
    }

    /// <summary>The sum of the relative violations of all rows and functions that are violated beyond the tolerance.</summary>
    public double Violation(SequentialPoint point)
    {
        double violation = 0;
        for (int i = 0; i < Rows; i++)
        {
            (double value, double magnitude) = RowSum(i, point.X);
            double relative = Excess(Dimension + i, value) / RowSize(i, magnitude);
            violation += relative > Tolerance ? relative : 0;
        }

        for (int k = 0; k < Functions; k++)
        {
            int constraint = Dimension + Rows + k;
            (double value, double excess) = (point.Functions[k], Excess(constraint, point.Functions[k]));
            if (excess > 0)
            {
                double limit = Math.Abs(value < Low[constraint] ? Low[constraint] : High[constraint]), size = Math.Max(1, limit);
                double allowed = Terms?.Allowed(k, limit, Tolerance * size, point) ?? Tolerance * size;
                violation += excess > allowed ? excess / size : 0;
            }
        }

        return violation;
    }

    /// <summary>
    /// The lesser absolute value of the limits of constraint k; zero for none. Where the greater one is reached, the value is as great.
    /// </summary>
    public double Limit(int k) => double.IsFinite(Low[k]) ? Math.Min(Math.Abs(Low[k]), Math.Abs(High[k])) : Finite(High[k]);

    private static double Finite(double limit) => double.IsFinite(limit) ? Math.Abs(limit) : 0;
}
