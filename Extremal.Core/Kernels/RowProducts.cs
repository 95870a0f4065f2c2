using System.Numerics;
using System.Numerics.Tensors;
using Extremal.Memory;

namespace Extremal.Kernels;

/// <summary>Outer products row by row: row i of the result is xᵢ ⊗ yᵢ, flat. Their sum over the rows is Xᵀ Y.</summary>
internal static class RowProducts
{
    /// <summary>Adds them.</summary>
    /// <param name="x">n × p.</param>
    /// <param name="y">n × q.</param>
    /// <param name="z">n × p·q, rows of any distance.</param>
    /// <param name="isBlank">Whether z holds leftovers: then it is overwritten.</param>
    public static void Add<T>(ReadOnlyMatrix<T> x, ReadOnlyMatrix<T> y, Matrix<T> z, bool isBlank)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int p = x.Columns, q = y.Columns;
        for (int i = 0; i < z.Rows; i++)
        {
            ReadOnlySpan<T> yi = y.Row(i);
            Span<T> zi = z.Row(i);
            if (q == 1 && x.ColumnStride == 1)
            {
                Add(x.Row(i), yi[0], zi, isBlank);
                continue;
            }

            for (int k = 0; k < p; k++)
            {
                Add(yi, x[i, k], zi.Slice(k * q, q), isBlank);
            }
        }
    }

    private static void Add<T>(ReadOnlySpan<T> numbers, T factor, Span<T> to, bool isBlank) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (isBlank)
        {
            TensorPrimitives.Multiply(numbers, factor, to);
        }
        else
        {
            TensorPrimitives.FusedMultiplyAdd(numbers, factor, to, to);
        }
    }
}
