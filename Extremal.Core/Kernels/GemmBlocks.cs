using System.Numerics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using Extremal.Memory;

namespace Extremal.Kernels;

/// <summary>
/// How a product is cut. The numbers change the speed and never a bit of the result; tests shrink them until every loop has several rounds.
/// </summary>
/// <param name="Rows">The most rows of a tile: 1 to 14.</param>
/// <param name="Depth">k in a block: a sliver of A (Rows × Depth) and a panel of B (Depth × two vectors) share the first cache.</param>
/// <param name="Columns">Columns in a block: Depth × Columns of B share the second cache with what passes through it.</param>
/// <param name="RowsInPlace">The most rows of A for which B is read where it lies, if its rows lie side by side: packing it would cost more than it saves.</param>
/// <param name="ColumnsInPlace">The most columns of B for which A is read where it lies.</param>
internal readonly record struct GemmBlocks(int Rows, int Depth, int Columns, int RowsInPlace, int ColumnsInPlace)
{
    /// <summary>Rows of the tile: 14 × 2 sums need 32 registers, 6 × 2 do with 16.</summary>
    public static int TileRows => Avx512F.VL.IsSupported || AdvSimd.IsSupported || Vector512.IsHardwareAccelerated ? 14 : 6;

    /// <summary>For a first cache of 32 to 48 KB and a second of 1 to 2 MB; a block is as many bytes in double as in float.</summary>
    public static GemmBlocks For<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new(TileRows, 1024 / Element<T>.Size, 1024, 256, 256);
}
