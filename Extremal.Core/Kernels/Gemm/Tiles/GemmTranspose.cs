using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Extremal.Memory;

namespace Extremal.Kernels;

/// <summary>Copies rows to columns. It moves bits and computes nothing, so it looks at the size of a number, not at its type.</summary>
/// <remarks>
/// A register of 512 bits has four parts of 128. Each part is filled from four rows further down, so that one transposition of 4 × 4 floats
/// (2 × 2 doubles) within all parts at once gives whole vectors of a column: 16 rows × 4 columns of floats, 8 × 2 of doubles.
/// </remarks>
internal static class GemmTranspose
{
    /// <summary>Copies a matrix with column stride 1 to one with row stride 1, of the same shape.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Copy<T>(ReadOnlyMatrix<T> source, Matrix<T> target)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int high = Vector512<T>.Count, wide = Vector128<T>.Count;
        nint from = source.RowStride, to = target.ColumnStride;
        int i = 0;
        for (; Avx512F.IsSupported && i <= source.Rows - high; i += high)
        {
            ref T s = ref Unsafe.Add(ref Unsafe.AsRef(in source.Reference), i * from);
            ref T t = ref Unsafe.Add(ref target.Reference, i);
            int j = 0;
            for (; j <= source.Columns - wide; j += wide)
            {
                Block(ref Unsafe.Add(ref s, j), from, ref Unsafe.Add(ref t, j * to), to);
            }

            Single(source.RowRange(i, high), target.RowRange(i, high), j);
        }

        Single(source.RowRange(i, source.Rows - i), target.RowRange(i, source.Rows - i), 0);
    }

    /// <summary>What is left beside the blocks, from a column on.</summary>
    private static void Single<T>(ReadOnlyMatrix<T> source, Matrix<T> target, int start)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        nint from = source.RowStride, to = target.ColumnStride;
        for (int j = start; j < source.Columns; j++)
        {
            ref T s = ref Unsafe.Add(ref Unsafe.AsRef(in source.Reference), j);
            ref T t = ref Unsafe.Add(ref target.Reference, j * to);
            for (int i = 0; i < source.Rows; i++)
            {
                Unsafe.Add(ref t, i) = Unsafe.Add(ref s, i * from);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Block<T>(ref T source, nint from, ref T target, nint to) where T : unmanaged
    {
        if (Unsafe.SizeOf<T>() == sizeof(float))
        {
            Floats(ref Unsafe.As<T, float>(ref source), from, ref Unsafe.As<T, float>(ref target), to);
        }
        else
        {
            Doubles(ref Unsafe.As<T, double>(ref source), from, ref Unsafe.As<T, double>(ref target), to);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Floats(ref float source, nint from, ref float target, nint to)
    {
        Vector512<float> a = Parts(ref source, 4 * from), b = Parts(ref Unsafe.Add(ref source, from), 4 * from);
        Vector512<float> c = Parts(ref Unsafe.Add(ref source, 2 * from), 4 * from);
        Vector512<float> d = Parts(ref Unsafe.Add(ref source, 3 * from), 4 * from);
        Vector512<double> ab = Avx512F.UnpackLow(a, b).AsDouble(), cd = Avx512F.UnpackLow(c, d).AsDouble();
        Avx512F.UnpackLow(ab, cd).AsSingle().StoreUnsafe(ref target);
        Avx512F.UnpackHigh(ab, cd).AsSingle().StoreUnsafe(ref target, (nuint)to);
        ab = Avx512F.UnpackHigh(a, b).AsDouble();
        cd = Avx512F.UnpackHigh(c, d).AsDouble();
        Avx512F.UnpackLow(ab, cd).AsSingle().StoreUnsafe(ref target, (nuint)(2 * to));
        Avx512F.UnpackHigh(ab, cd).AsSingle().StoreUnsafe(ref target, (nuint)(3 * to));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Doubles(ref double source, nint from, ref double target, nint to)
    {
        Vector512<double> a = Parts(ref source, 2 * from), b = Parts(ref Unsafe.Add(ref source, from), 2 * from);
        Avx512F.UnpackLow(a, b).StoreUnsafe(ref target);
        Avx512F.UnpackHigh(a, b).StoreUnsafe(ref target, (nuint)to);
    }

    /// <summary>Four times 128 bits, a step apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Parts<T>(ref T source, nint step) where T : unmanaged => Vector512.Create(
        Vector256.Create(Vector128.LoadUnsafe(ref source), Vector128.LoadUnsafe(ref source, (nuint)step)),
        Vector256.Create(Vector128.LoadUnsafe(ref source, (nuint)(2 * step)), Vector128.LoadUnsafe(ref source, (nuint)(3 * step))));
}
