using System.Numerics;
using System.Runtime.CompilerServices;
using Extremal.Kernels.Lanes;

namespace Extremal.Kernels;

/// <summary>
/// The tile for a single row: two or four panels of B side by side. One panel would be two chains of multiply-adds, each of which waits
/// four cycles for itself; eight chains keep both multipliers busy.
/// </summary>
internal static class GemmWideTile
{
    /// <summary>C = Start + A·B for one row of P panels, 2 or 4.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<T, V, P>(ref readonly GemmOperands<T> operands)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : struct, ILanes<V, T>
        where P : struct, IGemmCount
    {
        ref T s = ref operands.Start;
        nint p = operands.StartPanel;
        V c0 = V.Load(in s, 0), d0 = V.Load(in s, V.Count), c1 = V.Load(in s, p), d1 = V.Load(in s, p + V.Count);
        V c2 = default, d2 = default, c3 = default, d3 = default;
        if (P.Count > 2) { c2 = V.Load(in s, 2 * p); d2 = V.Load(in s, 2 * p + V.Count); }
        if (P.Count > 2) { c3 = V.Load(in s, 3 * p); d3 = V.Load(in s, 3 * p + V.Count); }

        nint aStep = operands.ADepth, bStep = operands.BDepth;
        p = operands.BPanel;
        ref T a = ref operands.A;
        ref T b = ref operands.B;
        for (nint k = operands.Depth; k > 0; k--)
        {
            V x = V.Of(a);
            c0.Accumulate(x, V.Load(in b, 0));
            d0.Accumulate(x, V.Load(in b, V.Count));
            c1.Accumulate(x, V.Load(in b, p));
            d1.Accumulate(x, V.Load(in b, p + V.Count));
            if (P.Count > 2) { c2.Accumulate(x, V.Load(in b, 2 * p)); d2.Accumulate(x, V.Load(in b, 2 * p + V.Count)); }
            if (P.Count > 2) { c3.Accumulate(x, V.Load(in b, 3 * p)); d3.Accumulate(x, V.Load(in b, 3 * p + V.Count)); }
            a = ref Unsafe.Add(ref a, aStep);
            b = ref Unsafe.Add(ref b, bStep);
        }

        ref T c = ref operands.C;
        c0.Store(ref c, 0); d0.Store(ref c, V.Count);
        c1.Store(ref c, 2 * V.Count); d1.Store(ref c, 3 * V.Count);
        if (P.Count > 2) { c2.Store(ref c, 4 * V.Count); d2.Store(ref c, 5 * V.Count); }
        if (P.Count > 2) { c3.Store(ref c, 6 * V.Count); d3.Store(ref c, 7 * V.Count); }
    }
}
