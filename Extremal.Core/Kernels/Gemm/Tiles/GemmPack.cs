using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Extremal.Kernels.Lanes;
using Extremal.Memory;

namespace Extremal.Kernels;

/// <summary>
/// Copies blocks of the operands into the order in which the tile reads them. Transposition disappears here: whatever the strides,
/// the same panel comes out.
/// </summary>
internal static class GemmPack
{
    /// <summary>A panel of B: for each k two vectors of columns side by side; zeros stand for columns that B has not.</summary>
    public static void Panel<T, V>(ReadOnlyMatrix<T> b, Span<T> panel)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : struct, ILanes<V, T>
    {
        Matrix<T> target = new(panel, b.Shape, 2 * V.Count, 1);
        if (b.ColumnStride == 1 && b.Columns == 2 * V.Count)
        {
            Rows<T, V>(ref Unsafe.AsRef(in b.Reference), b.RowStride, ref target.Reference, b.Rows);
            return;
        }

        if (b.Columns < 2 * V.Count)
        {
            panel.Clear();
        }

        if (b.ColumnStride != 1 && b.RowStride == 1)
        {
            GemmTranspose.Copy(b.Transposed, target.Transposed);
        }
        else
        {
            Copy(b, target);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows<T, V>(ref T b, nint stride, ref T panel, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : struct, ILanes<V, T>
    {
        for (; count > 0; count--)
        {
            V left = V.Load(in b, 0), right = V.Load(in b, V.Count);
            left.Store(ref panel, 0);
            right.Store(ref panel, V.Count);
            b = ref Unsafe.Add(ref b, stride);
            panel = ref Unsafe.Add(ref panel, 2 * V.Count);
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
        Copy(a, sliver);
        return sliver;
    }

    private static void Copy<T>(ReadOnlyMatrix<T> source, Matrix<T> target)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (source.ColumnStride != 1)
        {
            target.Assign(source);
            return;
        }

        for (int i = 0; i < source.Rows; i++)
        {
            source.Row(i).CopyTo(target.Row(i));
        }
    }
}
