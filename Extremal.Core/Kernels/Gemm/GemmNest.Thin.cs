using System.Numerics;
using System.Runtime.CompilerServices;
using Extremal.Kernels.Lanes;

namespace Extremal.Kernels;

internal ref partial struct GemmNest<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // This many rows of C and a panel's width rest in the first cache until they are finished.
    private const int ThinRows = 56;

    /// <summary>Whether all of k fits in registers beside the sums, so that <see cref="GemmThinTile"/> serves any number of rows.</summary>
    private readonly bool IsThin => A.Columns is > 0 and <= GemmThinTile.MostDepth && A.Columns <= Blocks.Depth && C.Rows > 1;

    private void SweepThin<V>(int height, int columns) where V : struct, ILanes<V, T>
    {
        switch (A.Columns)
        {
            case 1: SweepThin<V, GemmCount.Of1>(height, columns); break;
            case 2: SweepThin<V, GemmCount.Of2>(height, columns); break;
            case 3: SweepThin<V, GemmCount.Of3>(height, columns); break;
            case 4: SweepThin<V, GemmCount.Of4>(height, columns); break;
            case 5: SweepThin<V, GemmCount.Of5>(height, columns); break;
            case 6: SweepThin<V, GemmCount.Of6>(height, columns); break;
            case 7: SweepThin<V, GemmCount.Of7>(height, columns); break;
            default: SweepThin<V, GemmCount.Of8>(height, columns); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SweepThin<V, K>(int height, int columns)
        where V : struct, ILanes<V, T>
        where K : struct, IGemmCount
    {
        int width = 2 * V.Count;
        int panels = columns / width;
        ref T b = ref _operands.B, start = ref _operands.Start, c = ref _operands.C;
        for (int panel = 0; panel < panels; panel++)
        {
            GemmThinTile.Run<T, V, K>(in _operands, height);
            _operands.NextPanel(1, width);
        }

        if (columns > panels * width)
        {
            GemmOperands<T> tile = OpenEdge(height, columns - panels * width, width);
            GemmThinTile.Run<T, V, K>(in tile, height);
            CloseEdge(in tile, height, columns - panels * width);
        }

        _operands.B = ref b;
        _operands.Start = ref start;
        _operands.C = ref c;
    }
}
