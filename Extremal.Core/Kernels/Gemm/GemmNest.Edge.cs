using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Extremal.Kernels.Lanes;

namespace Extremal.Kernels;

internal ref partial struct GemmNest<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>A tile that reaches beyond C's last column works on a copy.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Edge<V, R>(int columns)
        where V : struct, ILanes<V, T>
        where R : struct, IGemmCount
    {
        GemmOperands<T> tile = OpenEdge(R.Count, columns, 2 * V.Count);
        GemmTile.Run<T, V, R>(in tile);
        CloseEdge(in tile, R.Count, columns);
    }

    /// <summary>The operands of a tile at the edge: the edge's panel, and a copy of Start in whole vectors.</summary>
    private GemmOperands<T> OpenEdge(int rows, int columns, int width)
    {
        // A bias, one row for all of C's, is copied once, and lies behind C's rows, which would overwrite it.
        bool isRepeated = _operands.StartRow == 0;
        int first = isRepeated ? rows : 0, starts = isRepeated ? 1 : rows;
        Span<T> copy = GemmBuffers<T>.Own.Edge((first + starts) * width);
        for (int i = 0; i < starts; i++)
        {
            ref T start = ref Unsafe.Add(ref _operands.Start, i * _operands.StartRow);
            MemoryMarshal.CreateSpan(ref start, columns).CopyTo(copy.Slice((first + i) * width, columns));
        }

        ref T edge = ref MemoryMarshal.GetReference(copy);
        return new GemmOperands<T>
        {
            A = ref _operands.A,
            ARow = _operands.ARow,
            ADepth = _operands.ADepth,
            B = ref _edge,
            BDepth = width,
            Start = ref Unsafe.Add(ref edge, first * width),
            StartRow = isRepeated ? 0 : width,
            C = ref edge,
            CRow = width,
            Depth = _operands.Depth,
        };
    }

    private readonly void CloseEdge(ref readonly GemmOperands<T> tile, int rows, int columns)
    {
        for (int i = 0; i < rows; i++)
        {
            ref T end = ref Unsafe.Add(ref _operands.C, i * _operands.CRow);
            MemoryMarshal.CreateSpan(ref Unsafe.Add(ref tile.C, i * tile.CRow), columns).CopyTo(MemoryMarshal.CreateSpan(ref end, columns));
        }
    }
}
