using System.Numerics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using Extremal.Memory;

namespace Extremal.Kernels;

/// <summary>
/// How a product is cut. The numbers change the speed and never a bit of the result; tests shrink them until every loop has several rounds.
/// </summary>
/// <param name="Rows">The most rows of a tile: 1 to 14.</param>
/// <param name="Depth">k in a block: a sliver of A, Rows × Depth, rests in the first cache.</param>
/// <param name="Columns">Columns in a block: Depth × Columns of B rest in the second cache.</param>
/// <param name="BytesInPlace">Up to this many bytes, an operand is read where it lies; packing it would cost more than it saves.</param>
/// <param name="UsesInPlace">An operand that is read at most so often is read where it lies, whatever its size.</param>
internal readonly record struct GemmBlocks(int Rows, int Depth, int Columns, int BytesInPlace, int UsesInPlace)
{
    /// <summary>Environment variable that a test sets to <c>tiny</c>: blocks so small that every loop has several rounds.</summary>
    public const string Variable = "EXTREMAL_TILES";

    private static readonly bool Tiny = Choose(Environment.GetEnvironmentVariable(Variable));

    /// <summary>For a first cache of 32 to 48 KB and a second of 1 to 2 MB: 20 KB of A, and 3/4 MB of B.</summary>
    public static GemmBlocks For<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T> => Tiny ? new(3, 5, 1, 0, 0)
        : Element<T>.Size == sizeof(float) ? new(TileRows, 384, 512, 1 << 20, 2)
        : new(TileRows, 256, 384, 1 << 20, 2);

    /// <summary>14 × 2 sums need 32 registers, 6 × 2 do with 16.</summary>
    private static int TileRows => Avx512F.VL.IsSupported || AdvSimd.IsSupported ? 14 : 6;

    private static bool Choose(string? forced) => forced switch
    {
        null or "" => false,
        "tiny" => true,
        _ => throw new NotSupportedException($"{Variable} is '{forced}'; it may be tiny."),
    };
}
