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
    /// dx[i, j] += dz[i, j]·∂f/∂x. All have the shape of z. Where dx repeats along an axis (stride 0, more than one element), the
    /// contributions add up, in an order that is fixed: elements, and a repeated row, by fused multiply-adds over ascending rows; a
    /// repeated column, or number, by the rounded products of each row summed over 16 lanes (<see cref="SixteenLanes{T}"/>) and added for
    /// ascending rows. dx may be the memory of dz with the same strides, or must not overlap any operand.
    /// </summary>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static void CombineSlopeX<T, F>(
        F function, in ReadOnlyMatrix<T> x, in ReadOnlyMatrix<T> y, in ReadOnlyMatrix<T> z, in ReadOnlyMatrix<T> dz, in Matrix<T> dx)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where F : struct, IBinaryFunction =>
        CombineSlope(new AlongX<F>(function), in x, in y, in z, in dz, in dx);

    /// <summary>dy[i, j] += dz[i, j]·∂f/∂y, as <see cref="CombineSlopeX{T, F}"/>.</summary>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static void CombineSlopeY<T, F>(
        F function, in ReadOnlyMatrix<T> x, in ReadOnlyMatrix<T> y, in ReadOnlyMatrix<T> z, in ReadOnlyMatrix<T> dz, in Matrix<T> dy)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where F : struct, IBinaryFunction =>
        CombineSlope(new AlongY<F>(function), in x, in y, in z, in dz, in dy);

    private static void CombineSlope<T, S>(
        S slope, scoped in ReadOnlyMatrix<T> x, scoped in ReadOnlyMatrix<T> y, scoped in ReadOnlyMatrix<T> z, scoped in ReadOnlyMatrix<T> dz,
        scoped in Matrix<T> dx)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where S : struct, IPairSlope
    {
        foreach (Shape shape in (ReadOnlySpan<Shape>)[x.Shape, y.Shape, z.Shape, dz.Shape])
        {
            RequireShape(nameof(CombineSlope), shape, dx.Shape);
        }

        if (TryCombineSlope(slope, in x, in y, in z, in dz, in dx))
        {
            return;
        }

        PairOperands<T> operands = new(x, y, z, dz, dx);
        CombineSlopeLoop<T, S> loop = new(slope, in operands);
        if (operands.HaveUnitStep)
        {
            VectorWidth.Run<T, CombineSlopeLoop<T, S>>(ref loop);
        }
        else
        {
            loop.Run<Lanes1<T>>();
        }
    }

    /// <summary>One of the two partial derivatives of a pair function.</summary>
    internal interface IPairSlope
    {
        V Of<V, T>(V x, V y, V z) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>;
    }

    internal readonly struct AlongX<F>(F function) : IPairSlope where F : struct, IBinaryFunction
    {
        private readonly F _formula = function;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Of<V, T>(V x, V y, V z) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
            _formula.DerivativeX<V, T>(x, y, z);
    }

    internal readonly struct AlongY<F>(F function) : IPairSlope where F : struct, IBinaryFunction
    {
        private readonly F _formula = function;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Of<V, T>(V x, V y, V z) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
            _formula.DerivativeY<V, T>(x, y, z);
    }

    internal readonly ref struct PairOperands<T>(
        ReadOnlyMatrix<T> x, ReadOnlyMatrix<T> y, ReadOnlyMatrix<T> z, ReadOnlyMatrix<T> dz, Matrix<T> dx)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public readonly ReadOnlyMatrix<T> X = x;
        public readonly ReadOnlyMatrix<T> Y = y;
        public readonly ReadOnlyMatrix<T> Z = z;
        public readonly ReadOnlyMatrix<T> Dz = dz;
        public readonly Matrix<T> Dx = dx;

        /// <summary>Whether the elements of a row of dx are one, so that a row contributes a sum.</summary>
        public bool SumsRows => Dx.ColumnStride == 0 && Dx.Columns > 1;

        public bool HaveUnitStep =>
            HasUnitStep(X) && HasUnitStep(Y) && HasUnitStep(Z) && HasUnitStep(Dz) && HasUnitStep<T>(Dx);
    }

    internal readonly ref struct CombineSlopeLoop<T, S>(S slope, scoped in PairOperands<T> operands) : ILoop<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where S : struct, IPairSlope
    {
        // Products of one row wait here for their sum; a multiple of 16, so that chunks do not change the lanes.
        private const int Chunk = 128;

        private readonly S _slope = slope;
        private readonly PairOperands<T> _operands = operands;

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public void Run<V>() where V : struct, ILanes<V, T>
        {
            for (int i = 0; i < _operands.Dx.Rows; i++)
            {
                ref T dx = ref Unsafe.Add(ref _operands.Dx.Reference, (nint)i * _operands.Dx.RowStride);
                if (_operands.SumsRows)
                {
                    dx += SumRow<V>(i);
                }
                else
                {
                    AddRow<V>(i, ref dx);
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void AddRow<V>(int row, ref T dx) where V : struct, ILanes<V, T>
        {
            nint step = _operands.Dx.ColumnStride;
            nint columns = _operands.Dx.Columns;
            for (nint j = 0; j < columns; j += V.Count)
            {
                nint live = columns - j;
                V slope = SlopeAt<V>(row, j, live, out V dz);
                Write<V, T>(V.MultiplyAdd(dz, slope, Read<V, T>(in dx, j * step, live)), ref dx, j * step, live);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private T SumRow<V>(int row) where V : struct, ILanes<V, T>
        {
            SixteenLanes<T> lanes = default;
            Span<T> products = stackalloc T[Chunk];
            int columns = _operands.Dx.Columns;
            for (int start = 0; start < columns; start += Chunk)
            {
                int count = Math.Min(Chunk, columns - start);
                for (int j = 0; j < count; j += V.Count)
                {
                    V slope = SlopeAt<V>(row, start + j, count - j, out V dz);
                    Write<V, T>(dz * slope, ref MemoryMarshal.GetReference(products), j, count - j);
                }

                lanes.Add<V>(products[..count]);
            }

            return lanes.Total();
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private V SlopeAt<V>(int row, nint column, nint live, out V dz) where V : struct, ILanes<V, T>
        {
            dz = At<V>(_operands.Dz, row, column, live);
            return _slope.Of<V, T>(
                At<V>(_operands.X, row, column, live), At<V>(_operands.Y, row, column, live), At<V>(_operands.Z, row, column, live));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static V At<V>(ReadOnlyMatrix<T> x, int row, nint column, nint live) where V : struct, ILanes<V, T>
        {
            ref T start = ref Unsafe.Add(ref Unsafe.AsRef(in x.Reference), (nint)row * x.RowStride);
            return Read<V, T>(in start, column, x.ColumnStride, live);
        }
    }
}
