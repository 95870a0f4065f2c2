using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Extremal.Kernels.Lanes;
using Extremal.Memory;

namespace Extremal.Kernels;

/// <summary>
/// Sums, and their way back. A sum along a row runs over 16 virtual lanes (<see cref="SixteenLanes{T}"/>), a sum down a column is a chain
/// over ascending rows; both are the same bits at every width.
/// </summary>
internal static class Reductions
{
    /// <summary>Σ x[i].</summary>
    public static T Sum<T>(ReadOnlySpan<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T sum = T.Zero;
        RowSums(new ReadOnlyMatrix<T>(x, new Shape(1, x.Length)), new Span<T>(ref sum));
        return sum;
    }

    /// <summary>Σ x[i]·y[i].</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static T Dot<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require(nameof(Dot), y.Length, x.Length);
        var loop = new DotLoop<T>(x, y);
        Width.Run<T, DotLoop<T>>(ref loop);
        return loop.Result;
    }

    /// <summary>sums[i] = the sum of row i.</summary>
    /// <exception cref="ArgumentException">There is not one sum for each row.</exception>
    public static void RowSums<T>(ReadOnlyMatrix<T> x, Span<T> sums) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require(nameof(RowSums), sums.Length, x.Rows);
        var loop = new RowSumsLoop<T>(x, sums);
        Width.Run<T, RowSumsLoop<T>>(ref loop);
    }

    /// <summary>db[j] = db[j] + dy[0, j] + dy[1, j] + …, in this order.</summary>
    /// <exception cref="ArgumentException">db has not one element for each column.</exception>
    public static void AddRows<T>(ReadOnlyMatrix<T> dy, Span<T> db) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require(nameof(AddRows), db.Length, dy.Columns);
        var loop = new AddRowsLoop<T>(dy, db);
        if (dy.ColumnStride == 1 || dy.Columns <= 1)
        {
            Width.Run<T, AddRowsLoop<T>>(ref loop);
        }
        else
        {
            loop.Run<Lanes1<T>>();
        }
    }

    /// <summary>Whether no element is NaN or infinite.</summary>
    public static bool AllFinite<T>(ReadOnlySpan<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var loop = new FiniteLoop<T>(x);
        Width.Run<T, FiniteLoop<T>>(ref loop);
        return loop.Result;
    }

    private static void Require(string operation, int got, int wanted)
    {
        if (got != wanted)
        {
            throw new ArgumentException($"Reductions.{operation} got {got} elements and wanted {wanted}.");
        }
    }

    internal ref struct DotLoop<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y) : ILoop<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly ReadOnlySpan<T> _x = x;
        private readonly ReadOnlySpan<T> _y = y;

        public T Result { get; private set; }

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public void Run<V>() where V : struct, ILanes<V, T>
        {
            SixteenLanes<T> lanes = default;
            lanes.AddProducts<V>(_x, _y);
            Result = lanes.Total();
        }
    }

    internal readonly ref struct RowSumsLoop<T>(ReadOnlyMatrix<T> x, Span<T> sums) : ILoop<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly ReadOnlyMatrix<T> _x = x;
        private readonly Span<T> _sums = sums;

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public void Run<V>() where V : struct, ILanes<V, T>
        {
            bool isSideBySide = _x.ColumnStride == 1 || _x.Columns <= 1;
            for (int i = 0; i < _sums.Length; i++)
            {
                SixteenLanes<T> lanes = default;
                if (isSideBySide)
                {
                    lanes.Add<V>(_x.Row(i));
                }
                else
                {
                    AddApart(_x, i, ref lanes);
                }

                _sums[i] = lanes.Total();
            }
        }

        // A row whose elements lie apart: lane by lane, as the definition says.
        private static void AddApart(ReadOnlyMatrix<T> x, int row, ref SixteenLanes<T> lanes)
        {
            for (int j = 0; j < x.Columns; j++)
            {
                lanes[j % SixteenLanes<T>.Count] += x[row, j];
            }
        }
    }

    internal readonly ref struct AddRowsLoop<T>(ReadOnlyMatrix<T> dy, Span<T> db) : ILoop<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly ReadOnlyMatrix<T> _dy = dy;
        private readonly Span<T> _db = db;

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public void Run<V>() where V : struct, ILanes<V, T>
        {
            ref T db = ref MemoryMarshal.GetReference(_db);
            for (int i = 0; i < _dy.Rows; i++)
            {
                nint row = (nint)i * _dy.RowStride;
                int j = 0;
                for (; j <= _db.Length - V.Count; j += V.Count)
                {
                    (V.Load(in db, j) + V.Load(in _dy.Reference, row + (nint)j * _dy.ColumnStride)).Store(ref db, j);
                }

                if (j < _db.Length)
                {
                    int rest = _db.Length - j;
                    V sum = V.LoadFirst(in db, j, rest) + V.LoadFirst(in _dy.Reference, row + (nint)j * _dy.ColumnStride, rest);
                    sum.StoreFirst(ref db, j, rest);
                }
            }
        }
    }

    internal ref struct FiniteLoop<T>(ReadOnlySpan<T> x) : ILoop<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly ReadOnlySpan<T> _x = x;

        public bool Result { get; private set; }

        // 0·x is NaN for a NaN and for ±∞, else a zero; so the sum stays zero or becomes NaN for good.
        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public void Run<V>() where V : struct, ILanes<V, T>
        {
            ref T x = ref MemoryMarshal.GetReference(_x);
            V zero = V.Of(0.0);
            V sum = zero;
            nint count = _x.Length;
            nint i = 0;
            for (; i <= count - V.Count; i += V.Count)
            {
                sum = V.MultiplyAdd(zero, V.Load(in x, i), sum);
            }

            if (i < count)
            {
                sum = V.MultiplyAdd(zero, V.LoadFirst(in x, i, (int)(count - i)), sum);
            }

            SixteenLanes<T> lanes = default;
            sum.Store(ref lanes[0], 0);
            Result = lanes.Total() == T.Zero;
        }
    }
}
