using System.Numerics.Tensors;
using Extremal.Kernels;
using Extremal.Memory;

namespace Extremal.LinearAlgebra;

/// <summary>
/// The factorisation A = Q R by Householder's reflections, row after row of A, so that every loop runs along memory (Golub and Van Loan,
/// Matrix Computations, 5.2). Columns may be of any scale: their errors are relative to their own norms.
/// </summary>
/// <param name="rows">Rows of A.</param>
/// <param name="columns">Columns of A, more than rows too.</param>
internal sealed class HouseholderQr(int rows, int columns)
{
    private readonly double[] _reflector = new double[rows];
    private readonly double[] _products = new double[columns];

    /// <summary>Makes R of A and Qᵀ b of b, both in their places. What A has below its diagonal then means nothing.</summary>
    /// <param name="a">A, dense.</param>
    /// <param name="b">One number a row.</param>
    public void Reduce(Matrix<double> a, Span<double> b)
    {
        for (int k = 0; k < Math.Min(rows, columns); k++)
        {
            Deadline.Look();
            Span<double> v = _reflector.AsSpan(k);
            double pivot = Reflector(a, k, v, out double factor);
            if (factor != 0)
            {
                Reflect(a.RowRange(k, rows - k).ColumnRange(k + 1, columns - k - 1), b[k..], v, factor);
            }

            a[k, k] = pivot;
        }
    }

    /// <summary>The reflection I − factor · v vᵀ that takes column k, from the diagonal down, to (pivot, 0, …).</summary>
    private static double Reflector(Matrix<double> a, int k, Span<double> v, out double factor)
    {
        double size = 0;
        for (int i = 0; i < v.Length; i++)
        {
            v[i] = a[k + i, k];
            size = Math.Max(size, Math.Abs(v[i]));
        }

        factor = 0;
        if (size == 0 || v.Length == 1)
        {
            return v[0];
        }

        TensorPrimitives.Divide(v, size, v);
        double norm = Math.Sqrt(Reductions.Dot<double>(v, v)), pivot = v[0] > 0 ? -norm : norm;
        v[0] -= pivot;
        factor = -1 / (pivot * v[0]);
        return pivot * size;
    }

    private void Reflect(Matrix<double> a, Span<double> b, ReadOnlySpan<double> v, double factor)
    {
        Span<double> products = _products.AsSpan(0, a.Columns);
        products.Clear();
        for (int i = 0; i < v.Length; i++)
        {
            TensorPrimitives.FusedMultiplyAdd(a.Row(i), v[i], products, products);
        }

        TensorPrimitives.Multiply(products, -factor, products);
        double share = -factor * Reductions.Dot(v, b);
        for (int i = 0; i < v.Length; i++)
        {
            TensorPrimitives.FusedMultiplyAdd(products, v[i], a.Row(i), a.Row(i));
            b[i] += v[i] * share;
        }
    }
}
