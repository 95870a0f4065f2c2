using Extremal.Kernels;

namespace Extremal.LinearAlgebra;

/// <summary>The Cholesky factor L of a positive definite matrix H = L Lᵀ, and its inverse. Matrices are n × n, row by row.</summary>
internal static class Cholesky
{
    /// <summary>What has to be left of a diagonal element when L is computed; less is rounding, for the most part.</summary>
    private const double LeastPivot = 1e-11;

    /// <summary>With fewer unknowns a look at the deadline would cost more than a row.</summary>
    private const int Large = 32;

    /// <summary>Computes L⁻¹.</summary>
    /// <param name="matrix">H, of which the lower triangle is read.</param>
    /// <param name="n">Its rows.</param>
    /// <param name="factor">Room for L; it is overwritten.</param>
    /// <param name="inverse">Becomes L⁻¹, with zeros above the diagonal.</param>
    /// <returns>Whether H is positive definite, to rounding; if not, the inverse means nothing.</returns>
    public static bool TryInvertFactor(ReadOnlySpan<double> matrix, int n, Span<double> factor, Span<double> inverse)
    {
        if (IsDiagonal(matrix, n))
        {
            return TryInvertDiagonal(matrix, n, inverse);
        }

        if (!TryFactor(matrix, n, factor))
        {
            return false;
        }

        Invert(factor, n, inverse);
        return true;
    }

    private static bool TryFactor(ReadOnlySpan<double> matrix, int n, Span<double> factor)
    {
        for (int i = 0; i < n; i++)
        {
            LookIfLarge(n);
            for (int j = 0; j <= i; j++)
            {
                double left = matrix[i * n + j];
                for (int k = 0; k < j; k++)
                {
                    left -= factor[i * n + k] * factor[j * n + k];
                }

                if (i == j && !IsPivot(left, matrix[i * n + i]))
                {
                    return false;
                }

                factor[i * n + j] = i == j ? Math.Sqrt(left) : left / factor[j * n + j];
            }
        }

        return true;
    }

    private static void Invert(ReadOnlySpan<double> factor, int n, Span<double> inverse)
    {
        inverse.Clear();
        for (int column = 0; column < n; column++)
        {
            LookIfLarge(n);
            for (int i = column; i < n; i++)
            {
                double left = i == column ? 1 : 0;
                for (int k = column; k < i; k++)
                {
                    left -= factor[i * n + k] * inverse[k * n + column];
                }

                inverse[i * n + column] = left / factor[i * n + i];
            }
        }
    }

    private static bool TryInvertDiagonal(ReadOnlySpan<double> matrix, int n, Span<double> inverse)
    {
        inverse.Clear();
        for (int i = 0; i < n; i++)
        {
            double element = matrix[i * n + i];
            if (!IsPivot(element, element))
            {
                return false;
            }

            inverse[i * n + i] = 1 / Math.Sqrt(element);
        }

        return true;
    }

    private static bool IsPivot(double left, double element) => left > element * LeastPivot && double.IsFinite(left);

    private static bool IsDiagonal(ReadOnlySpan<double> matrix, int n)
    {
        for (int i = 1; i < n; i++)
        {
            if (matrix.Slice(i * n, i).ContainsAnyExcept(0.0))
            {
                return false;
            }
        }

        return true;
    }

    private static void LookIfLarge(int n)
    {
        if (n >= Large)
        {
            Deadline.Look();
        }
    }
}
