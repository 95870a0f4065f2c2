using System.Numerics;
using Extremal.Optimization.QuadraticProgramming;
using Extremal.Optimization.Regions;

namespace Extremal.Optimization.Methods;

/// <summary>
/// The limits of a search in double, and how points meet them. Constraints are counted through: n bounds, m rows, p functions.
/// </summary>
internal sealed class SequentialConstraints
{
    private readonly bool _isSingle;

    private SequentialConstraints(int dimension, int rows, int functions, bool isSingle)
    {
        (Dimension, Rows, Functions, _isSingle) = (dimension, rows, functions, isSingle);
        Epsilon = Math.ScaleB(1, isSingle ? -23 : -52);
        Tolerance = Math.Max(1e-9, 80 * Epsilon);
        Coefficients = new double[rows * dimension];
        (Low, High) = (new double[dimension + rows + functions], new double[dimension + rows + functions]);
        (Held, Fixed) = (new bool[dimension], new bool[dimension]);
    }

    /// <summary>n.</summary>
    public int Dimension { get; }

    /// <summary>m.</summary>
    public int Rows { get; }

    /// <summary>p.</summary>
    public int Functions { get; }

    /// <summary>The relative violation that counts as none.</summary>
    public double Tolerance { get; }

    /// <summary>The unit of rounding of points and values.</summary>
    public double Epsilon { get; }

    /// <summary>How far to go at first, at most.</summary>
    public double Reach { get; private set; }

    /// <summary>Which coordinates keep in each start the number with which it begins.</summary>
    public bool[] Held { get; }

    /// <summary>Which coordinates cannot move, since they are held or both bounds are the same.</summary>
    public bool[] Fixed { get; }

    /// <summary>What is known of the functions' own terms; null for nothing.</summary>
    public FunctionTerms? Terms { get; init; }

    /// <summary>n + m + p limits.</summary>
    public double[] Low { get; }

    /// <summary>n + m + p limits.</summary>
    public double[] High { get; }

    /// <summary>The limits in double, without bounds until <see cref="Confine"/>.</summary>
    public static SequentialConstraints Of<T>(LinearRows<T> rows, ReadOnlySpan<T> low, ReadOnlySpan<T> high, FunctionTerms? terms)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (int n, int m) = (rows.Dimension, rows.Count);
        SequentialConstraints all = new(n, m, low.Length, typeof(T) == typeof(float)) { Terms = terms };
        for (int i = 0; i < m; i++)
        {
            (all.Low[n + i], all.High[n + i]) = (double.CreateTruncating(rows.Low(i)), double.CreateTruncating(rows.High(i)));
            for (int j = 0; j < n; j++)
            {
                all.Coefficients[i * n + j] = double.CreateTruncating(rows.Coefficients(i)[j]);
            }
        }

        for (int i = 0; i < low.Length; i++)
        {
            (all.Low[n + m + i], all.High[n + m + i]) = (double.CreateTruncating(low[i]), double.CreateTruncating(high[i]));
        }

        return all;
    }

    /// <summary>Takes in the bounds, and which coordinates are held.</summary>
    public void Confine<T>(Box<T> box, Func<int, bool> isHeld) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double widest = 0;
        for (int j = 0; j < Dimension; j++)
        {
            (Low[j], High[j]) = (double.CreateTruncating(box.Lower[j]), double.CreateTruncating(box.Upper[j]));
            Held[j] = isHeld(j);
            Fixed[j] = Held[j] || Low[j] == High[j];
            widest = Math.Max(widest, High[j] - Low[j]);
        }

        // A gradient says nothing about how far to go at first: not farther than one, nor than a quarter of the box.
        Reach = widest > 0 && widest < 4 ? widest / 4 : 1;
    }

    /// <summary>The nearest number that the objective can read.</summary>
    public double Rounded(double number) => _isSingle ? (float)number : number;

    /// <summary>A programme of a step, whose first rows are those of the constraints.</summary>
    public QuadraticProgramme Programme(int functions)
    {
        QuadraticProgramme programme = new(Dimension, Rows + functions);
        for (int i = 0; i < Rows; i++)
        {
            Row(i).CopyTo(programme.Row(i));
        }

        return programme;
    }

    /// <summary>Limits the unknowns and the first rows of a programme, so that the step from x keeps to bounds and rows.</summary>
    public void LimitStep(QuadraticProgramme programme, ReadOnlySpan<double> x)
    {
        for (int j = 0; j < Dimension; j++)
        {
            (programme.Low[j], programme.High[j]) = Held[j] ? (0, 0) : (Low[j] - x[j], High[j] - x[j]);
        }

        for (int i = 0; i < Rows; i++)
        {
            (double sum, double magnitude) = RowSum(i, x);
            LimitStep(programme, Dimension + i, sum, magnitude);
        }
    }

    /// <summary>Limits a row of a programme, so that the step keeps to constraint k, which has this value without it.</summary>
    public void LimitStep(QuadraticProgramme programme, int k, double value, double magnitude)
    {
        (double low, double high) = (Low[k], High[k]);
        (programme.Low[k], programme.High[k]) = (low - value, low == high ? low - value : high - value);
        programme.Rounding[k] = 4 * Epsilon * Math.Max(magnitude, Limit(k));
    }

    /// <summary>x + step for a programme so limited; a step to a bound ends on it exactly.</summary>
    public void Step(QuadraticProgramme programme, ReadOnlySpan<double> step, ReadOnlySpan<double> x, Span<double> target)
    {
        for (int j = 0; j < step.Length; j++)
        {
            target[j] = Held[j] ? x[j]
                : step[j] <= programme.Low[j] ? Low[j]
                : step[j] >= programme.High[j] ? High[j]
                : Math.Clamp(x[j] + step[j], Low[j], High[j]);
        }
    }

    /// <summary>A, m × n.</summary>
    public double[] Coefficients { get; }

    /// <summary>Row i of A.</summary>
    public ReadOnlySpan<double> Row(int i) => Coefficients.AsSpan(i * Dimension, Dimension);

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
