using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Extremal.Kernels.Formulas;
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
    public static void Combine<T, F>(F formula, ReadOnlyMatrix<T> x, ReadOnlyMatrix<T> y, Matrix<T> z)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where F : struct, IPairFormula
    {
        RequireShape(nameof(Combine), x.Shape, z.Shape);
        RequireShape(nameof(Combine), y.Shape, z.Shape);
        if (z.IsDense && CanFlatten(x) && CanFlatten(y))
        {
            x = Flatten(x);
            y = Flatten(y);
            z = new(z.Span, new Shape(1, z.Shape.Count));
        }

        var loop = new CombineLoop<T, F>(formula, x, y, z);
        if (HasUnitStep<T>(x) && HasUnitStep<T>(y) && HasUnitStep<T>(z))
        {
            Width.Run<T, CombineLoop<T, F>>(ref loop);
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

    private static bool IsNumber<T>(ReadOnlyMatrix<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        (x.RowStride == 0 || x.Rows <= 1) && (x.ColumnStride == 0 || x.Columns <= 1);

    private static bool CanFlatten<T>(ReadOnlyMatrix<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => x.IsDense || IsNumber(x);

    // All rows as one; the caller has seen that they lie one behind the other, or that all is one number.
    private static ReadOnlyMatrix<T> Flatten<T>(ReadOnlyMatrix<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var row = new Shape(1, x.Shape.Count);
        return x.IsDense ? new(x.Span, row) : new(MemoryMarshal.CreateReadOnlySpan(in x.Reference, 1), row, 0, 0);
    }

    // Whether vectors can be loaded along a row: its elements lie side by side, or are one repeated.
    private static bool HasUnitStep<T>(ReadOnlyMatrix<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        x.ColumnStride is 0 or 1 || x.Columns <= 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Read<V, T>(ref readonly T row, nint column, nint step, nint live)
        where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        step == 0 ? V.Of(row) : Read<V, T>(in row, column * step, live);

    internal readonly ref struct CombineLoop<T, F>(F formula, ReadOnlyMatrix<T> x, ReadOnlyMatrix<T> y, Matrix<T> z) : ILoop<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where F : struct, IPairFormula
    {
        private readonly F _formula = formula;
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
