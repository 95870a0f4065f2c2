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
/// </summary>
/// <remarks>
/// The scheme is Goto's (Goto and van de Geijn, Anatomy of high-performance matrix multiplication, ACM TOMS 34(3), 2008) with one change: a sliver of A
/// rests in the first cache while the panels of B stream past it from the second. So C is walked along its rows, which the hardware's prefetcher
/// follows, and A is packed a sliver at a time.
/// </remarks>
internal ref struct GemmNest<T> : ILoop<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public ReadOnlyMatrix<T> A;
    public ReadOnlyMatrix<T> B;
    public GemmPanels<T>? Kept;
    public ReadOnlyMatrix<T> Start;
    public Matrix<T> C;
    public GemmBlocks Blocks;

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
    public void Run<V>() where V : struct, ILanes<V, T>
    {
        int width = 2 * V.Count;
        int block = Math.Max(Blocks.Columns / width, 1) * width;
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

    /// <summary>Sets where the panels of a block of B are: in place, kept, or packed now.</summary>
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

        int inPlace = B.ColumnStride == 1 && A.Rows <= Blocks.RowsInPlace ? columns / width * width : 0;
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
    private void Slivers<V>(int k, int depth, int j, int columns) where V : struct, ILanes<V, T>
    {
        OpenResult(k == 0 ? Start : C, j, 2 * V.Count);
        ReadOnlyMatrix<T> a = A.ColumnRange(k, depth);
        bool direct = C.Columns <= Blocks.ColumnsInPlace;
        OpenSliver(a);
        int slivers = (C.Rows + Blocks.Rows - 1) / Blocks.Rows;
        for (int row = 0; slivers > 0; slivers--)
        {
            int height = (C.Rows - row) / slivers;
            if (!direct)
            {
                ReadOnlyMatrix<T> sliver = a.RowRange(row, height);
                OpenSliver(GemmPack.Sliver(sliver, GemmBuffers<T>.Own.Sliver(sliver.Shape.Count)));
            }

            Sweep<V>(height, columns);
            _operands.NextSliver(height);
            row += height;
        }
    }

    private void OpenResult(ReadOnlyMatrix<T> start, int j, int width)
    {
        _operands.Start = ref Unsafe.Add(ref Unsafe.AsRef(in start.Reference), j);
        _operands.StartRow = start.RowStride;
        _operands.StartPanel = width;
        _operands.C = ref Unsafe.Add(ref C.Reference, j);
        _operands.CRow = C.RowStride;
    }

    private void OpenSliver(ReadOnlyMatrix<T> a)
    {
        _operands.A = ref Unsafe.AsRef(in a.Reference);
        _operands.ARow = a.RowStride;
        _operands.ADepth = a.ColumnStride;
    }

    /// <summary>One sliver past all panels; the height of the tile becomes a type.</summary>
    private readonly void Sweep<V>(int height, int columns) where V : struct, ILanes<V, T>
    {
        switch (height)
        {
            case 1: Sweep<V, GemmRows.Of1>(columns); break;
            case 2: Sweep<V, GemmRows.Of2>(columns); break;
            case 3: Sweep<V, GemmRows.Of3>(columns); break;
            case 4: Sweep<V, GemmRows.Of4>(columns); break;
            case 5: Sweep<V, GemmRows.Of5>(columns); break;
            case 6: Sweep<V, GemmRows.Of6>(columns); break;
            case 7: Sweep<V, GemmRows.Of7>(columns); break;
            case 8: Sweep<V, GemmRows.Of8>(columns); break;
            case 9: Sweep<V, GemmRows.Of9>(columns); break;
            case 10: Sweep<V, GemmRows.Of10>(columns); break;
            case 11: Sweep<V, GemmRows.Of11>(columns); break;
            case 12: Sweep<V, GemmRows.Of12>(columns); break;
            case 13: Sweep<V, GemmRows.Of13>(columns); break;
            default: Sweep<V, GemmRows.Of14>(columns); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Sweep<V, R>(int columns)
        where V : struct, ILanes<V, T>
        where R : struct, IGemmRows
    {
        int width = 2 * V.Count;
        GemmOperands<T> tile = _operands;
        for (; R.Count == 1 && columns >= GemmWideTile.Panels * width; columns -= GemmWideTile.Panels * width)
        {
            GemmWideTile.Run<T, V>(in tile);
            tile.NextPanel(GemmWideTile.Panels, width);
        }

        for (; columns >= width; columns -= width)
        {
            GemmTile.Run<T, V, R>(in tile);
            tile.NextPanel(1, width);
        }

        if (columns > 0)
        {
            tile.B = ref _edge;
            tile.BDepth = width;
            Edge<V, R>(ref tile, columns);
        }
    }

    /// <summary>The tile that reaches beyond C's last column works on a copy.</summary>
    private static void Edge<V, R>(ref GemmOperands<T> tile, int columns)
        where V : struct, ILanes<V, T>
        where R : struct, IGemmRows
    {
        int width = 2 * V.Count;
        Span<T> copy = GemmBuffers<T>.Own.Edge(R.Count * width);
        Matrix<T> edge = new(copy, new Shape(R.Count, columns), width, 1);
        for (int i = 0; i < R.Count; i++)
        {
            MemoryMarshal.CreateSpan(ref Unsafe.Add(ref tile.Start, i * tile.StartRow), columns).CopyTo(edge.Row(i));
        }

        ref T c = ref tile.C;
        nint row = tile.CRow;
        tile.Start = ref MemoryMarshal.GetReference(copy);
        tile.StartRow = width;
        tile.C = ref tile.Start;
        tile.CRow = width;
        GemmTile.Run<T, V, R>(in tile);
        for (int i = 0; i < R.Count; i++)
        {
            edge.Row(i).CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref c, i * row), columns));
        }
    }
}
