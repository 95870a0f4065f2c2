using System.Numerics;
using System.Runtime.CompilerServices;
using Extremal.Kernels.Lanes;

namespace Extremal.Kernels;

/// <summary>
/// The tile for a small k, such as a first layer's few inputs or the backward pass through a last layer's few outputs: the panel of B, K rows by
/// two vectors, stays in registers while the rows of A and C go by. A tile of <see cref="GemmTile"/> would do little more than load and store
/// its sums.
/// </summary>
internal static class GemmThinTile
{
    /// <summary>The greatest K: 2 × 8 vectors of B, two sums and one number make 19 of 32 registers.</summary>
    public const int MostDepth = 8;

    /// <summary>C = Start + A·B for any number of rows of one panel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<T, V, K>(ref readonly GemmOperands<T> operands, int rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : struct, ILanes<V, T>
        where K : struct, IGemmCount
    {
        ref T b = ref operands.B;
        nint next = operands.BDepth, step = operands.ADepth;
        V b0 = V.Load(in b, 0), e0 = V.Load(in b, V.Count);
        V b1 = default, e1 = default;
        V b2 = default, e2 = default;
        V b3 = default, e3 = default;
        V b4 = default, e4 = default;
        V b5 = default, e5 = default;
        V b6 = default, e6 = default;
        V b7 = default, e7 = default;
        if (K.Count > 1) { b1 = V.Load(in b, next); e1 = V.Load(in b, next + V.Count); }
        if (K.Count > 2) { b2 = V.Load(in b, 2 * next); e2 = V.Load(in b, 2 * next + V.Count); }
        if (K.Count > 3) { b3 = V.Load(in b, 3 * next); e3 = V.Load(in b, 3 * next + V.Count); }
        if (K.Count > 4) { b4 = V.Load(in b, 4 * next); e4 = V.Load(in b, 4 * next + V.Count); }
        if (K.Count > 5) { b5 = V.Load(in b, 5 * next); e5 = V.Load(in b, 5 * next + V.Count); }
        if (K.Count > 6) { b6 = V.Load(in b, 6 * next); e6 = V.Load(in b, 6 * next + V.Count); }
        if (K.Count > 7) { b7 = V.Load(in b, 7 * next); e7 = V.Load(in b, 7 * next + V.Count); }

        ref T a = ref operands.A;
        ref T s = ref operands.Start;
        ref T c = ref operands.C;
        for (; rows > 0; rows--)
        {
            V sum = V.Load(in s, 0), right = V.Load(in s, V.Count);
            V x = V.Of(a);
            sum.Accumulate(x, b0); right.Accumulate(x, e0);
            if (K.Count > 1) { x = V.Of(Unsafe.Add(ref a, step)); sum.Accumulate(x, b1); right.Accumulate(x, e1); }
            if (K.Count > 2) { x = V.Of(Unsafe.Add(ref a, 2 * step)); sum.Accumulate(x, b2); right.Accumulate(x, e2); }
            if (K.Count > 3) { x = V.Of(Unsafe.Add(ref a, 3 * step)); sum.Accumulate(x, b3); right.Accumulate(x, e3); }
            if (K.Count > 4) { x = V.Of(Unsafe.Add(ref a, 4 * step)); sum.Accumulate(x, b4); right.Accumulate(x, e4); }
            if (K.Count > 5) { x = V.Of(Unsafe.Add(ref a, 5 * step)); sum.Accumulate(x, b5); right.Accumulate(x, e5); }
            if (K.Count > 6) { x = V.Of(Unsafe.Add(ref a, 6 * step)); sum.Accumulate(x, b6); right.Accumulate(x, e6); }
            if (K.Count > 7) { x = V.Of(Unsafe.Add(ref a, 7 * step)); sum.Accumulate(x, b7); right.Accumulate(x, e7); }
            sum.Store(ref c, 0); right.Store(ref c, V.Count);
            a = ref Unsafe.Add(ref a, operands.ARow);
            s = ref Unsafe.Add(ref s, operands.StartRow);
            c = ref Unsafe.Add(ref c, operands.CRow);
        }
    }
}
