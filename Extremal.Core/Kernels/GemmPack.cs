using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Extremal.Kernels.Lanes;
using Extremal.Memory;

namespace Extremal.Kernels;

/// <summary>
/// Copies blocks of the operands into the order in which the tile reads them. Transposition disappears here: whatever the strides,
/// what comes out is the same. Copies move bits, so they choose their vectors by size alone.
/// </summary>
internal static class GemmPack
{
    /// <summary>A panel of B: for each k its <paramref name="width"/> columns side by side; zeros stand for columns that B has not.</summary>
    public static void Panel<T>(ReadOnlyMatrix<T> b, Span<T> panel, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (b.Columns < width)
        {
            panel[..(b.Rows * width)].Clear();
        }

        if (b.ColumnStride == 1 || b.Columns == 1)
        {
            for (int k = 0; k < b.Rows; k++)
            {
                b.Row(k).CopyTo(panel[(k * width)..]);
            }
        }
        else
        {
            GemmTranspose.Copy(b.Transposed, new Matrix<T>(panel, b.Shape, width, 1).Transposed);
        }
    }

    /// <summary>Some rows of A in a block of their own: row after row if they lie so, else column after column.</summary>
    public static ReadOnlyMatrix<T> Sliver<T>(ReadOnlyMatrix<T> a, Span<T> buffer)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (a.ColumnStride != 1 && a.RowStride == 1)
        {
            return Sliver(a.Transposed, buffer).Transposed;
        }

        Matrix<T> sliver = new(buffer, a.Shape);
        if (a.ColumnStride != 1)
        {
            sliver.Assign(a);
            return sliver;
        }

        for (int i = 0; i < a.Rows; i++)
        {
            a.Row(i).CopyTo(sliver.Row(i));
        }

        return sliver;
    }
}
