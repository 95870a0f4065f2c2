using System.Globalization;
using System.Numerics;
using Extremal.Memory;

namespace Extremal.Optimization.Regions;

/// <summary>
/// Linear constraints low ≤ A x ≤ high, one a row of A: equalities where low = high, one-sided where a limit is infinite. It is immutable,
/// and may be used by several threads at once.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class LinearRows<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] _coefficients;
    private readonly T[] _low;
    private readonly T[] _high;
    private readonly (double Below, double Above)[] _slacks;

    /// <summary>Constraints; everything is copied.</summary>
    /// <param name="coefficients">A, m × n: finite numbers of any sign and scale.</param>
    /// <param name="low">m numbers; −∞ where there is no lower limit.</param>
    /// <param name="high">m numbers; +∞ where there is no upper limit.</param>
    /// <exception cref="ArgumentException">The limits are not as many as the rows, low ≤ high does not hold, both are the same infinity, or
    /// a coefficient is not finite.</exception>
    public LinearRows(ReadOnlyMatrix<T> coefficients, ReadOnlySpan<T> low, ReadOnlySpan<T> high) : this(coefficients, low, high, [])
    {
    }

    /// <summary>Constraints that mean more than their rounded numbers say.</summary>
    /// <param name="coefficients">A.</param>
    /// <param name="low">The lower limits.</param>
    /// <param name="high">The upper limits.</param>
    /// <param name="slacks">See <see cref="Slack"/>; empty for none.</param>
    internal LinearRows(
        ReadOnlyMatrix<T> coefficients, ReadOnlySpan<T> low, ReadOnlySpan<T> high, ReadOnlySpan<(double Below, double Above)> slacks)
    {
        if (low.Length != coefficients.Rows || high.Length != coefficients.Rows)
        {
            throw new ArgumentException(
                $"LinearRows got {low.Length} lower and {high.Length} upper limits; it wanted {coefficients.Rows} of each.");
        }

        (Count, Dimension) = (coefficients.Rows, coefficients.Columns);
        (_coefficients, _low, _high, _slacks) = (new T[Count * Dimension], low.ToArray(), high.ToArray(), slacks.ToArray());
        new Matrix<T>(_coefficients, coefficients.Shape).Assign(coefficients);
        for (int i = 0; i < Count; i++)
        {
            RequireLimits(i);
        }
    }

    /// <summary>Number of constraints.</summary>
    public int Count { get; }

    /// <summary>Number of coordinates of a point.</summary>
    public int Dimension { get; }

    /// <summary>No constraints on points of this dimension.</summary>
    public static LinearRows<T> None(int dimension) => new(new ReadOnlyMatrix<T>([], new Shape(0, dimension)), [], []);

    /// <summary>Row i of A.</summary>
    public ReadOnlySpan<T> Coefficients(int i) => _coefficients.AsSpan(i * Dimension, Dimension);

    /// <summary>The least that row i allows; −∞ for none.</summary>
    public T Low(int i) => _low[i];

    /// <summary>The greatest that row i allows; +∞ for none.</summary>
    public T High(int i) => _high[i];

    /// <summary>
    /// How far below its lower limit and above its upper one the sum of row i may be where the rows are called empty only if they are so
    /// for all sums that near. It does not widen the rows.
    /// </summary>
    internal (double Below, double Above) Slack(int i) => _slacks.Length == 0 ? (0, 0) : _slacks[i];

    /// <summary>Row i of A times the point, summed in the order of the coordinates, each product and each sum rounded.</summary>
    /// <exception cref="ArgumentException">The point has another dimension.</exception>
    public T Sum(int i, ReadOnlySpan<T> point)
    {
        if (point.Length != Dimension)
        {
            throw new ArgumentException($"LinearRows.Sum got {point.Length} coordinates and wanted {Dimension}.", nameof(point));
        }

        ReadOnlySpan<T> a = Coefficients(i);
        T sum = T.Zero;
        for (int j = 0; j < a.Length; j++)
        {
            sum += a[j] * point[j];
        }

        return sum;
    }

    private void RequireLimits(int i)
    {
        if (!(_low[i] <= _high[i] && _low[i] < T.PositiveInfinity && _high[i] > T.NegativeInfinity))
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"LinearRows got the limits {_low[i]} ≤ aᵀx ≤ {_high[i]} for row {i}; no number meets them."));
        }

        foreach (T coefficient in Coefficients(i))
        {
            if (!T.IsFinite(coefficient))
            {
                throw new ArgumentException($"LinearRows got a coefficient in row {i} that is not finite.");
            }
        }
    }
}
