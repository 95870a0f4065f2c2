using System.Numerics;
using Extremal.LinearAlgebra;

namespace Extremal.Optimization.Methods.QuasiNewton;

/// <summary>
/// A = LDLᵀ without pivoting, for symmetric matrices whose first pivots are below zero and the others above: positive definite ones, and
/// quasi-definite ones, for which it is stable (Vanderbei, SIAM J. Optim. 5, 1995).
/// </summary>
internal static class Factorization
{
    /// <summary>Factors in place: L below the diagonal, D on it.</summary>
    /// <param name="a">n × n, of which the lower half is read and written.</param>
    /// <param name="n">The number of rows.</param>
    /// <param name="negative">How many pivots, the first, have to be below zero.</param>
    /// <returns>False if a pivot has the wrong sign, is lost to rounding or is not finite.</returns>
    public static bool TryFactor<T>(Span<T> a, int n, int negative) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int j = 0; j < n; j++)
        {
            Span<T> row = a.Slice(j * n, j + 1);
            T pivot = row[j], before = T.Abs(pivot);
            for (int k = 0; k < j; k++)
            {
                T product = row[k]; // L[j, k] D[k], of which the division is due now
                row[k] = product / a[k * n + k];
                pivot -= row[k] * product;
            }

            T size = j < negative ? -pivot : pivot;
            if (!(size > T.Epsilon && T.IsFinite(size) && size > Lost<T>() * before))
            {
                return false;
            }

            row[j] = pivot;
            for (int i = j + 1; i < n; i++)
            {
                Span<T> below = a.Slice(i * n, j + 1);
                T sum = below[j];
                for (int k = 0; k < j; k++)
                {
                    sum -= below[k] * row[k];
                }

                below[j] = sum;
            }
        }

        return true;
    }

    /// <summary>Solves LDLᵀx = b in place.</summary>
    public static void Solve<T>(ReadOnlySpan<T> factor, int n, Span<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < n; i++)
        {
            ReadOnlySpan<T> row = factor.Slice(i * n, i);
            T sum = x[i];
            for (int k = 0; k < row.Length; k++)
            {
                sum -= row[k] * x[k];
            }

            x[i] = sum;
        }

        for (int i = 0; i < n; i++)
        {
            x[i] /= factor[i * n + i];
        }

        for (int i = n - 1; i >= 0; i--)
        {
            Vectors.Add(x[..i], -x[i], factor.Slice(i * n, i));
        }
    }

    // A pivot this small beside the number it came from is rounding.
    private static T Lost<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        T.BitIncrement(T.One) - T.One;
}
