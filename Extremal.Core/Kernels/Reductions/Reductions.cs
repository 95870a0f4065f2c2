using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Extremal.Kernels.Lanes;
using Extremal.Memory;

namespace Extremal.Kernels;

/// <summary>
/// Sums, and their backward passes. A sum along a row runs over 16 virtual lanes (<see cref="SixteenLanes{T}"/>), a sum down a column is a chain
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
        VectorWidth.Run<T, DotLoop<T>>(ref loop);
        return loop.Result;
    }

    /// <summary>sums[i] = the sum of row i.</summary>
    /// <exception cref="ArgumentException">There is not one sum for each row.</exception>
    public static void RowSums<T>(ReadOnlyMatrix<T> x, Span<T> sums) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require(nameof(RowSums), sums.Length, x.Rows);
        var loop = new RowSumsLoop<T>(x, sums);
        VectorWidth.Run<T, RowSumsLoop<T>>(ref loop);
    }

    /// <summary>db[j] = db[j] + dy[0, j] + dy[1, j] + …, in this order.</summary>
    /// <exception cref="ArgumentException">db has not one element for each column.</exception>
    public static void AddRows<T>(ReadOnlyMatrix<T> dy, Span<T> db) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require(nameof(AddRows), db.Length, dy.Columns);
        var loop = new AddRowsLoop<T>(dy, db);
        if (dy.ColumnStride == 1 || dy.Columns <= 1)
        {
            VectorWidth.Run<T, AddRowsLoop<T>>(VectorWidth.For<T>(dy.Columns), ref loop);
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
        VectorWidth.Run<T, FiniteLoop<T>>(ref loop);
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
            if (_x.Columns < SixteenLanes<T>.Count)
            {
                RunNarrow();
                return;
            }

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

        // Fewer elements than lanes: the same tree, without the lanes that are zero. As there is one, no sum is −0.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void RunNarrow()
        {
            Span<T> lanes = stackalloc T[SixteenLanes<T>.Count];
            for (int i = 0; i < _sums.Length; i++)
            {
                ref readonly T row = ref Unsafe.Add(ref Unsafe.AsRef(in _x.Reference), (nint)i * _x.RowStride);
                int live = _x.Columns;
                for (int j = 0; j < live; j++)
                {
                    lanes[j] = Unsafe.Add(ref Unsafe.AsRef(in row), (nint)j * _x.ColumnStride) + T.Zero;
                }

                for (int half = SixteenLanes<T>.Count / 2; half > 0; half /= 2)
                {
                    for (int j = half; j < live; j++)
                    {
                        lanes[j - half] += lanes[j];
                    }

                    live = Math.Min(live, half);
                }

                _sums[i] = live == 0 ? T.Zero : lanes[0];
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
            int j = 0;
            for (; _dy.ColumnStride == 1 && j <= _db.Length - 4 * V.Count; j += 4 * V.Count)
            {
                AddFour<V>(j);
            }

            for (; j < _db.Length; j += V.Count)
            {
                AddOne<V>(j, Math.Min(V.Count, _db.Length - j));
            }
        }

        // The sums stay in registers while the rows go by; four chains, so that none waits for itself.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void AddFour<V>(int column) where V : struct, ILanes<V, T>
        {
            ref T db = ref Unsafe.Add(ref MemoryMarshal.GetReference(_db), column);
            ref T row = ref Unsafe.Add(ref Unsafe.AsRef(in _dy.Reference), (nint)column * _dy.ColumnStride);
            V a = V.Load(in db, 0), b = V.Load(in db, V.Count), c = V.Load(in db, 2 * V.Count), d = V.Load(in db, 3 * V.Count);
            for (int i = 0; i < _dy.Rows; i++)
            {
                a += V.Load(in row, 0);
                b += V.Load(in row, V.Count);
                c += V.Load(in row, 2 * V.Count);
                d += V.Load(in row, 3 * V.Count);
                row = ref Unsafe.Add(ref row, _dy.RowStride);
            }

            a.Store(ref db, 0);
            b.Store(ref db, V.Count);
            c.Store(ref db, 2 * V.Count);
            d.Store(ref db, 3 * V.Count);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void AddOne<V>(int column, int live) where V : struct, ILanes<V, T>
        {
            ref T db = ref Unsafe.Add(ref MemoryMarshal.GetReference(_db), column);
            ref T row = ref Unsafe.Add(ref Unsafe.AsRef(in _dy.Reference), (nint)column * _dy.ColumnStride);
            V sum = V.LoadFirst(in db, 0, live);
            for (int i = 0; i < _dy.Rows; i++)
            {
                sum += live == V.Count ? V.Load(in row, 0) : V.LoadFirst(in row, 0, live);
                row = ref Unsafe.Add(ref row, _dy.RowStride);
            }

            sum.StoreFirst(ref db, 0, live);
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
