using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Extremal.Kernels.Functions;
using Extremal.Kernels.Lanes;
using Extremal.Memory;

namespace Extremal.Kernels;

internal static partial class Pointwise
{
    /// <summary>
    /// z[i, j] = f(x[i, j], y[i, j]). All have the shape of z; a stride of 0 repeats a row, a column or a number. z may be the memory of an
    /// operand with the same strides, or must not overlap it.
    /// </summary>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static void Combine<T, F>(F function, in ReadOnlyMatrix<T> x, in ReadOnlyMatrix<T> y, in Matrix<T> z)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where F : struct, IBinaryFunction
    {
        RequireShape(nameof(Combine), x.Shape, z.Shape);
        RequireShape(nameof(Combine), y.Shape, z.Shape);
        if (z.IsDense && Flat<T>.Of(in x, out Flat<T> flatX) && Flat<T>.Of(in y, out Flat<T> flatY))
        {
            FlatLoop<T, F> flat = new(function, flatX, flatY, z.Span);
            ParallelFor<T, FlatLoop<T, F>>.Run(ref flat);
            return;
        }

        var loop = new CombineLoop<T, F>(function, x, y, z);
        if (HasUnitStep<T>(x) && HasUnitStep<T>(y) && HasUnitStep<T>(z))
        {
            VectorWidth.Run<T, CombineLoop<T, F>>(ref loop);
        }
        else
        {
            loop.Run<Lanes1<T>>();
        }
    }

    private static void RequireShape(string operation, Shape got, Shape wanted)
    {
        if (got != wanted)
        {
            throw new ArgumentException($"Pointwise.{operation} got an operand of {got} and wanted {wanted}.");
        }
    }

    // Whether vectors can be loaded along a row: its elements lie side by side, or are one repeated.
    private static bool HasUnitStep<T>(ReadOnlyMatrix<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        x.ColumnStride is 0 or 1 || x.Columns <= 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Read<V, T>(ref readonly T row, nint column, nint step, nint live)
        where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        step == 0 ? V.Of(row) : Read<V, T>(in row, column * step, live);

    internal readonly ref struct CombineLoop<T, F>(F function, ReadOnlyMatrix<T> x, ReadOnlyMatrix<T> y, Matrix<T> z) : ILoop<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where F : struct, IBinaryFunction
    {
        private readonly F _formula = function;
        private readonly ReadOnlyMatrix<T> _x = x;
        private readonly ReadOnlyMatrix<T> _y = y;
        private readonly Matrix<T> _z = z;

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public void Run<V>() where V : struct, ILanes<V, T>
        {
            for (int i = 0; i < _z.Rows; i++)
            {
                RunRow<V>(
                    ref Unsafe.Add(ref Unsafe.AsRef(in _x.Reference), (nint)i * _x.RowStride),
                    ref Unsafe.Add(ref Unsafe.AsRef(in _y.Reference), (nint)i * _y.RowStride),
                    ref Unsafe.Add(ref _z.Reference, (nint)i * _z.RowStride));
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void RunRow<V>(ref readonly T x, ref readonly T y, ref T z) where V : struct, ILanes<V, T>
        {
            (nint xStep, nint yStep, nint zStep) = (_x.ColumnStride, _y.ColumnStride, _z.ColumnStride);
            nint columns = _z.Columns;
            for (nint j = 0; j < columns; j += V.Count)
            {
                nint live = columns - j;
                V value = _formula.Value<V, T>(Read<V, T>(in x, j, xStep, live), Read<V, T>(in y, j, yStep, live));
                Write<V, T>(value, ref z, j * zStep, live);
            }
        }
    }
}
