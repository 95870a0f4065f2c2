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
    /// An operand without rows: all elements of a dense matrix one behind the other (step 1), or one number for all (step 0). A span travels
    /// in registers, where a matrix is copied through memory at each call; for a single point that is most of the time.
    /// </summary>
    internal readonly ref struct Flat<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public readonly ReadOnlySpan<T> Numbers;
        public readonly int Step;

        private Flat(ReadOnlySpan<T> numbers, int step)
        {
            Numbers = numbers;
            Step = step;
        }

        /// <summary>The flat form of a matrix, if it has one.</summary>
        public static bool Of(scoped ref readonly ReadOnlyMatrix<T> x, out Flat<T> flat)
        {
            if (x.IsDense)
            {
                flat = new(MemoryMarshal.CreateReadOnlySpan(in x.Reference, x.Shape.Count), 1);
                return true;
            }

            bool isNumber = (x.RowStride == 0 || x.Rows <= 1) && (x.ColumnStride == 0 || x.Columns <= 1);
            flat = isNumber ? new(MemoryMarshal.CreateReadOnlySpan(in x.Reference, 1), 0) : default;
            return isNumber;
        }

        /// <summary>The same for some of the elements.</summary>
        public Flat<T> Stretch(int start, int length) => Step == 0 ? this : new(Numbers.Slice(start, length), 1);

        /// <summary>The vector from an element on.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V At<V>(nint index, nint live) where V : struct, ILanes<V, T>
        {
            ref readonly T first = ref MemoryMarshal.GetReference(Numbers);
            return Step == 0 ? V.Of(first) : Read<V, T>(in first, index, live);
        }
    }

    /// <summary>z = f(x, y) for flat operands.</summary>
    internal readonly ref struct FlatLoop<T, F>(F function, Flat<T> x, Flat<T> y, Span<T> z) : ILoop<T>, IStretch<FlatLoop<T, F>>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where F : struct, IBinaryFunction
    {
        private readonly F _formula = function;
        private readonly Flat<T> _x = x;
        private readonly Flat<T> _y = y;
        private readonly Span<T> _z = z;

        public int Length => _z.Length;

        public FlatLoop<T, F> Stretch(int start, int length) =>
            new(_formula, _x.Stretch(start, length), _y.Stretch(start, length), _z.Slice(start, length));

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public void Run<V>() where V : struct, ILanes<V, T>
        {
            ref T z = ref MemoryMarshal.GetReference(_z);
            nint count = _z.Length;
            for (nint i = 0; i < count; i += V.Count)
            {
                nint live = count - i;
                Write<V, T>(_formula.Value<V, T>(_x.At<V>(i, live), _y.At<V>(i, live)), ref z, i, live);
            }
        }
    }

    /// <summary>dx += dz · ∂f for flat operands.</summary>
    internal readonly ref struct FlatSlopeLoop<T, S>(S slope, Flat<T> x, Flat<T> y, Flat<T> z, Flat<T> dz, Span<T> dx)
        : ILoop<T>, IStretch<FlatSlopeLoop<T, S>>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where S : struct, IPairSlope
    {
        private readonly S _slope = slope;
        private readonly Flat<T> _x = x;
        private readonly Flat<T> _y = y;
        private readonly Flat<T> _z = z;
        private readonly Flat<T> _dz = dz;
        private readonly Span<T> _dx = dx;

        public int Length => _dx.Length;

        public FlatSlopeLoop<T, S> Stretch(int start, int length) => new(
            _slope, _x.Stretch(start, length), _y.Stretch(start, length), _z.Stretch(start, length), _dz.Stretch(start, length),
            _dx.Slice(start, length));

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public void Run<V>() where V : struct, ILanes<V, T>
        {
            ref T dx = ref MemoryMarshal.GetReference(_dx);
            nint count = _dx.Length;
            for (nint i = 0; i < count; i += V.Count)
            {
                nint live = count - i;
                V slope = _slope.Of<V, T>(_x.At<V>(i, live), _y.At<V>(i, live), _z.At<V>(i, live));
                Write<V, T>(V.MultiplyAdd(_dz.At<V>(i, live), slope, Read<V, T>(in dx, i, live)), ref dx, i, live);
            }
        }
    }

    private static bool TryCombineSlope<T, S>(
        S slope, scoped ref readonly ReadOnlyMatrix<T> x, scoped ref readonly ReadOnlyMatrix<T> y, scoped ref readonly ReadOnlyMatrix<T> z,
        scoped ref readonly ReadOnlyMatrix<T> dz, scoped ref readonly Matrix<T> dx)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where S : struct, IPairSlope
    {
        if (!dx.IsDense || !Flat<T>.Of(in x, out Flat<T> flatX) || !Flat<T>.Of(in y, out Flat<T> flatY)
            || !Flat<T>.Of(in z, out Flat<T> flatZ) || !Flat<T>.Of(in dz, out Flat<T> flatDz))
        {
            return false;
        }

        FlatSlopeLoop<T, S> loop = new(slope, flatX, flatY, flatZ, flatDz, dx.Span);
        ParallelFor<T, FlatSlopeLoop<T, S>>.Run(ref loop);
        return true;
    }
}
