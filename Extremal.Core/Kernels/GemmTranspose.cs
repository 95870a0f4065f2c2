using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Extremal.Memory;

namespace Extremal.Kernels;

/// <summary>Copies rows to columns. It moves bits and computes nothing, so it looks at the size of a number, not at its type.</summary>
internal static class GemmTranspose
{
    /// <summary>Copies a matrix with column stride 1 to one with row stride 1, of the same shape, in squares of one 128-bit vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Copy<T>(ReadOnlyMatrix<T> source, Matrix<T> target)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int side = Vector128<T>.Count;
        nint from = source.RowStride, to = target.ColumnStride;
        int i = 0;
        for (; i <= source.Rows - side; i += side)
        {
            ref T s = ref Unsafe.Add(ref Unsafe.AsRef(in source.Reference), i * from);
            ref T t = ref Unsafe.Add(ref target.Reference, i);
            int j = 0;
            for (; j <= source.Columns - side; j += side)
            {
                Square(ref Unsafe.Add(ref s, j), from, ref Unsafe.Add(ref t, j * to), to);
            }

            Single(source.RowRange(i, side), target.RowRange(i, side), j);
        }

        Single(source.RowRange(i, source.Rows - i), target.RowRange(i, source.Rows - i), 0);
    }

    /// <summary>What is left beside the squares, from a column on.</summary>
    private static void Single<T>(ReadOnlyMatrix<T> source, Matrix<T> target, int start)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int j = start; j < source.Columns; j++)
        {
            for (int i = 0; i < source.Rows; i++)
            {
                target[i, j] = source[i, j];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Square<T>(ref T source, nint from, ref T target, nint to) where T : unmanaged
    {
        if (Unsafe.SizeOf<T>() == sizeof(float))
        {
            Four(ref Unsafe.As<T, float>(ref source), from, ref Unsafe.As<T, float>(ref target), to);
        }
        else
        {
            Two(ref Unsafe.As<T, double>(ref source), from, ref Unsafe.As<T, double>(ref target), to);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Four(ref float source, nint from, ref float target, nint to)
    {
        Vector128<float> a = Vector128.LoadUnsafe(ref source), b = Vector128.LoadUnsafe(ref source, (nuint)from);
        Vector128<float> c = Vector128.LoadUnsafe(ref source, (nuint)(2 * from)), d = Vector128.LoadUnsafe(ref source, (nuint)(3 * from));
        Vector128<float> left = Paired(a.GetLower(), b.GetLower()), right = Paired(c.GetLower(), d.GetLower());
        Vector128.Create(left.GetLower(), right.GetLower()).StoreUnsafe(ref target);
        Vector128.Create(left.GetUpper(), right.GetUpper()).StoreUnsafe(ref target, (nuint)to);
        left = Paired(a.GetUpper(), b.GetUpper());
        right = Paired(c.GetUpper(), d.GetUpper());
        Vector128.Create(left.GetLower(), right.GetLower()).StoreUnsafe(ref target, (nuint)(2 * to));
        Vector128.Create(left.GetUpper(), right.GetUpper()).StoreUnsafe(ref target, (nuint)(3 * to));
    }

    /// <summary>(a₀, a₁), (b₀, b₁) become a₀, b₀, a₁, b₁.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Paired(Vector64<float> a, Vector64<float> b) =>
        Vector128.Shuffle(Vector128.Create(a, b), Vector128.Create(0, 2, 1, 3));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Two(ref double source, nint from, ref double target, nint to)
    {
        Vector128<double> a = Vector128.LoadUnsafe(ref source), b = Vector128.LoadUnsafe(ref source, (nuint)from);
        Vector128.Create(a.GetLower(), b.GetLower()).StoreUnsafe(ref target);
        Vector128.Create(a.GetUpper(), b.GetUpper()).StoreUnsafe(ref target, (nuint)to);
    }
}
