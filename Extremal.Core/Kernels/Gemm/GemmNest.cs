using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Extremal.Kernels.Lanes;
using Extremal.Memory;

namespace Extremal.Kernels;

/// <summary>
/// C = Start + A·B as a nest of loops, outermost first:
/// jc: blocks of columns, so that a block of B stays in the second cache;
/// pc: blocks of k, so that a sliver of A stays in the first; each goes on with the sums that the last one left in C;
/// ir: slivers of A, as many rows as a tile has;
/// jr: panels of B, two vectors wide, one tile each: see <see cref="GemmTile"/>.
/// Once the last block of k has gone past a sliver, its rows of C are complete and <see cref="Finish"/> may follow while they are in the cache.
/// </summary>
/// <remarks>
/// The scheme is Goto's (Goto and van de Geijn, Anatomy of high-performance matrix multiplication, ACM TOMS 34(3), 2008) with one change:
/// a sliver of A rests in the first cache while the panels of B stream past it from the second. So C is walked along its rows, which the
/// hardware's prefetcher follows, and A is packed a sliver at a time.
/// </remarks>
internal ref partial struct GemmNest<T> : ILoop<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public ReadOnlyMatrix<T> A;
    public ReadOnlyMatrix<T> B;
    public GemmPanels<T>? Kept;
    public ReadOnlyMatrix<T> Start;
    public Matrix<T> C;
    public GemmEpilogue<T>? Finish;
    public Matrix<T> Finished;
    public GemmBlocks Blocks;

    private bool _aInPlace;
    private bool _bInPlace;
    private long _done;
    private GemmOperands<T> _operands;
    private ref T _edge;

    /// <summary>The same product seen from the other side: Cᵀ = Startᵀ + Bᵀ·Aᵀ.</summary>
    public readonly GemmNest<T> Transposed => new()
    {
        A = B.Transposed,
        B = A.Transposed,
        Start = Start.Transposed,
        C = C.Transposed,
        Blocks = Blocks,
    };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public void Run<V>() where V : struct, ILanes<V, T>
    {
        int width = 2 * V.Count;
        int block = Math.Max(Blocks.Columns / width, 1) * width;
        _aInPlace = IsThin || InPlace(in A, (C.Columns + width - 1) / width);
        _bInPlace = Kept is null && B.ColumnStride == 1 && InPlace(in B, (C.Rows + Blocks.Rows - 1) / Blocks.Rows);
        for (int j = 0; j < C.Columns; j += block)
        {
            int columns = Math.Min(block, C.Columns - j);
            int k = 0;
            do
            {
                int depth = Math.Min(Blocks.Depth, A.Columns - k);
                OpenPanels<V>(k, depth, j, columns);
                Slivers<V>(k, depth, j, columns);
                k += depth;
            }
            while (k < A.Columns);
        }
    }

    /// <summary>Whether an operand that is read a number of times need not be packed.</summary>
    private readonly bool InPlace(ref readonly ReadOnlyMatrix<T> operand, int uses)
    {
        long stretch = Math.Max((long)operand.Rows * operand.RowStride, (long)operand.Columns * operand.ColumnStride);
        bool isSmall = stretch * Unsafe.SizeOf<T>() <= Blocks.BytesInPlace;
        return uses <= Blocks.UsesInPlace || (isSmall && !Collides(Math.Max(operand.RowStride, operand.ColumnStride)));
    }

    /// <summary>Whether lines so far apart fall on the same few places of the first cache, which repeat after 4 KB, and push each other out.</summary>
    private static bool Collides(int stride)
    {
        const int period = 4096, near = 128;
        int bytes = stride * Unsafe.SizeOf<T>();
        return bytes >= period - near && (bytes + near) % period < 2 * near;
    }

    /// <summary>Sets where the panels of a block of B are: in place, kept, or packed now.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void OpenPanels<V>(int k, int depth, int j, int columns) where V : struct, ILanes<V, T>
    {
        int width = 2 * V.Count;
        _operands.Depth = depth;
        if (Kept is not null)
        {
            _operands.B = ref Kept.At(k, j);
            _operands.BPanel = Kept.Shape.Rows * width;
            _operands.BDepth = width;
            _edge = ref Unsafe.Add(ref _operands.B, columns / width * _operands.BPanel);
            return;
        }

        int inPlace = _bInPlace ? columns / width * width : 0;
        if (inPlace > 0)
        {
            _operands.B = ref Unsafe.Add(ref Unsafe.AsRef(in B.Reference), (nint)k * B.RowStride + j);
            _operands.BPanel = width;
            _operands.BDepth = B.RowStride;
        }

        if (inPlace < columns)
        {
            Pack<V>(B.RowRange(k, depth).ColumnRange(j + inPlace, columns - inPlace), inPlace > 0);
        }
    }

    /// <summary>Packs a block of B, or what is left of it beside the panels that are read in place: less than one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Pack<V>(ReadOnlyMatrix<T> block, bool edge) where V : struct, ILanes<V, T>
    {
        int width = 2 * V.Count;
        int length = width * block.Rows;
        Span<T> panels = GemmBuffers<T>.Own.Panels((block.Columns + width - 1) / width * length);
        for (int j = 0, at = 0; j < block.Columns; j += width, at += length)
        {
            GemmPack.Panel<T, V>(block.ColumnRange(j, Math.Min(width, block.Columns - j)), panels.Slice(at, length));
        }

        ref T start = ref MemoryMarshal.GetReference(panels);
        _edge = ref Unsafe.Add(ref start, block.Columns / width * length);
        if (!edge)
        {
            _operands.B = ref start;
            _operands.BPanel = length;
            _operands.BDepth = width;
        }
    }

    /// <summary>Cuts the rows into slivers that differ by one row at most, and sends each past the panels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Slivers<V>(int k, int depth, int j, int columns) where V : struct, ILanes<V, T>
    {
        OpenResult(k, j, 2 * V.Count);
        OpenSliver(in A, k);
        int most = IsThin ? ThinRows : Blocks.Rows;
        int slivers = (C.Rows + most - 1) / most;
        for (int row = 0; slivers > 0; slivers--)
        {
            int height = (C.Rows - row) / slivers;
            if (!_aInPlace)
            {
                ReadOnlyMatrix<T> sliver = A.RowRange(row, height).ColumnRange(k, depth);
                sliver = GemmPack.Sliver(sliver, GemmBuffers<T>.Own.Sliver(sliver.Shape.Count));
                OpenSliver(in sliver, 0);
            }

            Sweep<V>(height, columns);
            if (Finish is not null && k + depth == A.Columns)
            {
                Finish.Run(C.RowRange(row, height).ColumnRange(j, columns), Finished.RowRange(row, height).ColumnRange(j, columns));
            }

            _operands.NextSliver(height);
            row += height;
            Look((long)height * columns * depth);
        }
    }

    /// <summary>Gives up if the deadline is over: a small product never asks, a large one every few milliseconds.</summary>
    private void Look(long done)
    {
        _done += done;
        if (_done >= Deadline.Stretch)
        {
            _done = 0;
            Deadline.Look();
        }
    }

    /// <summary>The first block of k begins with Start, the others go on with what is in C.</summary>
    private void OpenResult(int k, int j, int width)
    {
        _operands.C = ref Unsafe.Add(ref C.Reference, j);
        _operands.CRow = C.RowStride;
        _operands.Start = ref k == 0 ? ref Unsafe.Add(ref Unsafe.AsRef(in Start.Reference), j) : ref _operands.C;
        _operands.StartRow = k == 0 ? Start.RowStride : C.RowStride;
        _operands.StartPanel = width;
    }

    private void OpenSliver(ref readonly ReadOnlyMatrix<T> a, int k)
    {
        _operands.A = ref Unsafe.Add(ref Unsafe.AsRef(in a.Reference), (nint)k * a.ColumnStride);
        _operands.ARow = a.RowStride;
        _operands.ADepth = a.ColumnStride;
    }

    /// <summary>One sliver past all panels; the height of the tile, or a small k, becomes a type.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Sweep<V>(int height, int columns) where V : struct, ILanes<V, T>
    {
        if (IsThin)
        {
            SweepThin<V>(height, columns);
            return;
        }

        switch (height)
        {
            case 1: Sweep<V, GemmCount.Of1>(columns); break;
            case 2: Sweep<V, GemmCount.Of2>(columns); break;
            case 3: Sweep<V, GemmCount.Of3>(columns); break;
            case 4: Sweep<V, GemmCount.Of4>(columns); break;
            case 5: Sweep<V, GemmCount.Of5>(columns); break;
            case 6: Sweep<V, GemmCount.Of6>(columns); break;
            case 7: Sweep<V, GemmCount.Of7>(columns); break;
            case 8: Sweep<V, GemmCount.Of8>(columns); break;
            case 9: Sweep<V, GemmCount.Of9>(columns); break;
            case 10: Sweep<V, GemmCount.Of10>(columns); break;
            case 11: Sweep<V, GemmCount.Of11>(columns); break;
            case 12: Sweep<V, GemmCount.Of12>(columns); break;
            case 13: Sweep<V, GemmCount.Of13>(columns); break;
            default: Sweep<V, GemmCount.Of14>(columns); break;
        }
    }

    // The operands are moved, and put back one by one: a copy of them all, read whole just after they were written in parts, would wait
    // until every earlier store has reached the cache.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Sweep<V, R>(int columns)
        where V : struct, ILanes<V, T>
        where R : struct, IGemmCount
    {
        int width = 2 * V.Count;
        int panels = columns / width, panel = 0;
        ref T b = ref _operands.B, start = ref _operands.Start, c = ref _operands.C;
        if (R.Count == 1)
        {
            for (; panel <= panels - 4; panel += 4)
            {
                GemmWideTile.Run<T, V, GemmCount.Of4>(in _operands);
                _operands.NextPanel(4, width);
            }

            for (; panel <= panels - 2; panel += 2)
            {
                GemmWideTile.Run<T, V, GemmCount.Of2>(in _operands);
                _operands.NextPanel(2, width);
            }
        }

        for (; panel < panels; panel++)
        {
            GemmTile.Run<T, V, R>(in _operands);
            _operands.NextPanel(1, width);
        }

        if (columns > panels * width)
        {
            Edge<V, R>(columns - panels * width);
        }

        _operands.B = ref b;
        _operands.Start = ref start;
        _operands.C = ref c;
    }
}
