using System.Numerics;
using System.Runtime.CompilerServices;
using Extremal.Kernels.Lanes;

namespace Extremal.Kernels;

/// <summary>
/// The innermost loop: a piece of C, up to 14 rows by two vectors, stays in registers while k runs over a block. Row i has its sums in ci
/// and di. The number of rows R is a type, so that the compiler drops the rows that a lower tile has not, and one text serves all heights.
/// </summary>
/// <remarks>
/// A step of k loads two vectors of B and, for each row, spreads one number of A over a vector that two multiply-adds use: 28 sums, two
/// vectors of B and one number make 31 of AVX-512's 32 registers; with 16 registers, six rows make 15. 14 rows need 16 loads for 28
/// multiply-adds, so the loads never bound the loop, and A is read through any strides, packed or not. What bounds it, where two threads
/// share a core, is the number of instructions: 50 a step, 47 if two steps move the pointers once.
/// </remarks>
internal static class GemmTile
{
    /// <summary>C = Start + A·B for one tile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<T, V, R>(ref readonly GemmOperands<T> operands)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : struct, ILanes<V, T>
        where R : struct, IGemmCount
    {
        ref T s = ref operands.Start;
        nint n = operands.StartRow;
        V c0 = V.Load(in s, 0), d0 = V.Load(in s, V.Count);
        V c1 = default, d1 = default;
        V c2 = default, d2 = default;
        V c3 = default, d3 = default;
        V c4 = default, d4 = default;
        V c5 = default, d5 = default;
        V c6 = default, d6 = default;
        V c7 = default, d7 = default;
        V c8 = default, d8 = default;
        V c9 = default, d9 = default;
        V c10 = default, d10 = default;
        V c11 = default, d11 = default;
        V c12 = default, d12 = default;
        V c13 = default, d13 = default;
        if (R.Count > 1) { c1 = V.Load(in s, n); d1 = V.Load(in s, n + V.Count); }
        if (R.Count > 2) { c2 = V.Load(in s, 2 * n); d2 = V.Load(in s, 2 * n + V.Count); }
        if (R.Count > 3) { c3 = V.Load(in s, 3 * n); d3 = V.Load(in s, 3 * n + V.Count); }
        if (R.Count > 4) { c4 = V.Load(in s, 4 * n); d4 = V.Load(in s, 4 * n + V.Count); }
        if (R.Count > 5) { c5 = V.Load(in s, 5 * n); d5 = V.Load(in s, 5 * n + V.Count); }
        if (R.Count > 6) { c6 = V.Load(in s, 6 * n); d6 = V.Load(in s, 6 * n + V.Count); }
        if (R.Count > 7) { c7 = V.Load(in s, 7 * n); d7 = V.Load(in s, 7 * n + V.Count); }
        if (R.Count > 8) { c8 = V.Load(in s, 8 * n); d8 = V.Load(in s, 8 * n + V.Count); }
        if (R.Count > 9) { c9 = V.Load(in s, 9 * n); d9 = V.Load(in s, 9 * n + V.Count); }
        if (R.Count > 10) { c10 = V.Load(in s, 10 * n); d10 = V.Load(in s, 10 * n + V.Count); }
        if (R.Count > 11) { c11 = V.Load(in s, 11 * n); d11 = V.Load(in s, 11 * n + V.Count); }
        if (R.Count > 12) { c12 = V.Load(in s, 12 * n); d12 = V.Load(in s, 12 * n + V.Count); }
        if (R.Count > 13) { c13 = V.Load(in s, 13 * n); d13 = V.Load(in s, 13 * n + V.Count); }

        // Every row's address is one of three pointers plus 0 to 4 rows, which x86 can add while it loads.
        nint row = operands.ARow * Unsafe.SizeOf<T>(), row3 = 3 * row;
        nint aStep = operands.ADepth * Unsafe.SizeOf<T>(), bStep = operands.BDepth * Unsafe.SizeOf<T>();
        ref T a0 = ref operands.A;
        ref T a5 = ref Unsafe.AddByteOffset(ref a0, R.Count > 5 ? 5 * row : 0);
        ref T a10 = ref Unsafe.AddByteOffset(ref a0, R.Count > 10 ? 10 * row : 0);
        ref T b = ref operands.B;
        nint depth = operands.Depth;

        // Two steps at once where a row of A lies side by side: the second finds its numbers beside the first's, and moves no pointer.
        for (; R.Count > 4 && aStep == Unsafe.SizeOf<T>() && depth >= 2; depth -= 2)
        {
            V b0 = V.Load(in b, 0), b1 = V.Load(in b, V.Count);
            V x = V.Of(a0);
            c0.Accumulate(x, b0); d0.Accumulate(x, b1);
            if (R.Count > 1) { x = V.Of(Unsafe.AddByteOffset(ref a0, row)); c1.Accumulate(x, b0); d1.Accumulate(x, b1); }
            if (R.Count > 2) { x = V.Of(Unsafe.AddByteOffset(ref a0, 2 * row)); c2.Accumulate(x, b0); d2.Accumulate(x, b1); }
            if (R.Count > 3) { x = V.Of(Unsafe.AddByteOffset(ref a0, row3)); c3.Accumulate(x, b0); d3.Accumulate(x, b1); }
            if (R.Count > 4) { x = V.Of(Unsafe.AddByteOffset(ref a0, 4 * row)); c4.Accumulate(x, b0); d4.Accumulate(x, b1); }
            if (R.Count > 5) { x = V.Of(a5); c5.Accumulate(x, b0); d5.Accumulate(x, b1); }
            if (R.Count > 6) { x = V.Of(Unsafe.AddByteOffset(ref a5, row)); c6.Accumulate(x, b0); d6.Accumulate(x, b1); }
            if (R.Count > 7) { x = V.Of(Unsafe.AddByteOffset(ref a5, 2 * row)); c7.Accumulate(x, b0); d7.Accumulate(x, b1); }
            if (R.Count > 8) { x = V.Of(Unsafe.AddByteOffset(ref a5, row3)); c8.Accumulate(x, b0); d8.Accumulate(x, b1); }
            if (R.Count > 9) { x = V.Of(Unsafe.AddByteOffset(ref a5, 4 * row)); c9.Accumulate(x, b0); d9.Accumulate(x, b1); }
            if (R.Count > 10) { x = V.Of(a10); c10.Accumulate(x, b0); d10.Accumulate(x, b1); }
            if (R.Count > 11) { x = V.Of(Unsafe.AddByteOffset(ref a10, row)); c11.Accumulate(x, b0); d11.Accumulate(x, b1); }
            if (R.Count > 12) { x = V.Of(Unsafe.AddByteOffset(ref a10, 2 * row)); c12.Accumulate(x, b0); d12.Accumulate(x, b1); }
            if (R.Count > 13) { x = V.Of(Unsafe.AddByteOffset(ref a10, row3)); c13.Accumulate(x, b0); d13.Accumulate(x, b1); }
            b0 = V.Load(in Unsafe.AddByteOffset(ref b, bStep), 0); b1 = V.Load(in Unsafe.AddByteOffset(ref b, bStep), V.Count);
            x = V.Of(Unsafe.Add(ref a0, 1));
            c0.Accumulate(x, b0); d0.Accumulate(x, b1);
            if (R.Count > 1) { x = V.Of(Unsafe.Add(ref Unsafe.AddByteOffset(ref a0, row), 1)); c1.Accumulate(x, b0); d1.Accumulate(x, b1); }
            if (R.Count > 2) { x = V.Of(Unsafe.Add(ref Unsafe.AddByteOffset(ref a0, 2 * row), 1)); c2.Accumulate(x, b0); d2.Accumulate(x, b1); }
            if (R.Count > 3) { x = V.Of(Unsafe.Add(ref Unsafe.AddByteOffset(ref a0, row3), 1)); c3.Accumulate(x, b0); d3.Accumulate(x, b1); }
            if (R.Count > 4) { x = V.Of(Unsafe.Add(ref Unsafe.AddByteOffset(ref a0, 4 * row), 1)); c4.Accumulate(x, b0); d4.Accumulate(x, b1); }
            if (R.Count > 5) { x = V.Of(Unsafe.Add(ref a5, 1)); c5.Accumulate(x, b0); d5.Accumulate(x, b1); }
            if (R.Count > 6) { x = V.Of(Unsafe.Add(ref Unsafe.AddByteOffset(ref a5, row), 1)); c6.Accumulate(x, b0); d6.Accumulate(x, b1); }
            if (R.Count > 7) { x = V.Of(Unsafe.Add(ref Unsafe.AddByteOffset(ref a5, 2 * row), 1)); c7.Accumulate(x, b0); d7.Accumulate(x, b1); }
            if (R.Count > 8) { x = V.Of(Unsafe.Add(ref Unsafe.AddByteOffset(ref a5, row3), 1)); c8.Accumulate(x, b0); d8.Accumulate(x, b1); }
            if (R.Count > 9) { x = V.Of(Unsafe.Add(ref Unsafe.AddByteOffset(ref a5, 4 * row), 1)); c9.Accumulate(x, b0); d9.Accumulate(x, b1); }
            if (R.Count > 10) { x = V.Of(Unsafe.Add(ref a10, 1)); c10.Accumulate(x, b0); d10.Accumulate(x, b1); }
            if (R.Count > 11) { x = V.Of(Unsafe.Add(ref Unsafe.AddByteOffset(ref a10, row), 1)); c11.Accumulate(x, b0); d11.Accumulate(x, b1); }
            if (R.Count > 12) { x = V.Of(Unsafe.Add(ref Unsafe.AddByteOffset(ref a10, 2 * row), 1)); c12.Accumulate(x, b0); d12.Accumulate(x, b1); }
            if (R.Count > 13) { x = V.Of(Unsafe.Add(ref Unsafe.AddByteOffset(ref a10, row3), 1)); c13.Accumulate(x, b0); d13.Accumulate(x, b1); }
            b = ref Unsafe.AddByteOffset(ref b, 2 * bStep);
            a0 = ref Unsafe.Add(ref a0, 2);
            if (R.Count > 5) { a5 = ref Unsafe.Add(ref a5, 2); }
            if (R.Count > 10) { a10 = ref Unsafe.Add(ref a10, 2); }
        }

        for (; depth > 0; depth--)
        {
            V b0 = V.Load(in b, 0), b1 = V.Load(in b, V.Count);
            V x = V.Of(a0);
            c0.Accumulate(x, b0); d0.Accumulate(x, b1);
            if (R.Count > 1) { x = V.Of(Unsafe.AddByteOffset(ref a0, row)); c1.Accumulate(x, b0); d1.Accumulate(x, b1); }
            if (R.Count > 2) { x = V.Of(Unsafe.AddByteOffset(ref a0, 2 * row)); c2.Accumulate(x, b0); d2.Accumulate(x, b1); }
            if (R.Count > 3) { x = V.Of(Unsafe.AddByteOffset(ref a0, row3)); c3.Accumulate(x, b0); d3.Accumulate(x, b1); }
            if (R.Count > 4) { x = V.Of(Unsafe.AddByteOffset(ref a0, 4 * row)); c4.Accumulate(x, b0); d4.Accumulate(x, b1); }
            if (R.Count > 5) { x = V.Of(a5); c5.Accumulate(x, b0); d5.Accumulate(x, b1); }
            if (R.Count > 6) { x = V.Of(Unsafe.AddByteOffset(ref a5, row)); c6.Accumulate(x, b0); d6.Accumulate(x, b1); }
            if (R.Count > 7) { x = V.Of(Unsafe.AddByteOffset(ref a5, 2 * row)); c7.Accumulate(x, b0); d7.Accumulate(x, b1); }
            if (R.Count > 8) { x = V.Of(Unsafe.AddByteOffset(ref a5, row3)); c8.Accumulate(x, b0); d8.Accumulate(x, b1); }
            if (R.Count > 9) { x = V.Of(Unsafe.AddByteOffset(ref a5, 4 * row)); c9.Accumulate(x, b0); d9.Accumulate(x, b1); }
            if (R.Count > 10) { x = V.Of(a10); c10.Accumulate(x, b0); d10.Accumulate(x, b1); }
            if (R.Count > 11) { x = V.Of(Unsafe.AddByteOffset(ref a10, row)); c11.Accumulate(x, b0); d11.Accumulate(x, b1); }
            if (R.Count > 12) { x = V.Of(Unsafe.AddByteOffset(ref a10, 2 * row)); c12.Accumulate(x, b0); d12.Accumulate(x, b1); }
            if (R.Count > 13) { x = V.Of(Unsafe.AddByteOffset(ref a10, row3)); c13.Accumulate(x, b0); d13.Accumulate(x, b1); }
            b = ref Unsafe.AddByteOffset(ref b, bStep);
            a0 = ref Unsafe.AddByteOffset(ref a0, aStep);
            if (R.Count > 5) { a5 = ref Unsafe.AddByteOffset(ref a5, aStep); }
            if (R.Count > 10) { a10 = ref Unsafe.AddByteOffset(ref a10, aStep); }
        }

        ref T c = ref operands.C;
        n = operands.CRow;
        c0.Store(ref c, 0); d0.Store(ref c, V.Count);
        if (R.Count > 1) { c1.Store(ref c, n); d1.Store(ref c, n + V.Count); }
        if (R.Count > 2) { c2.Store(ref c, 2 * n); d2.Store(ref c, 2 * n + V.Count); }
        if (R.Count > 3) { c3.Store(ref c, 3 * n); d3.Store(ref c, 3 * n + V.Count); }
        if (R.Count > 4) { c4.Store(ref c, 4 * n); d4.Store(ref c, 4 * n + V.Count); }
        if (R.Count > 5) { c5.Store(ref c, 5 * n); d5.Store(ref c, 5 * n + V.Count); }
        if (R.Count > 6) { c6.Store(ref c, 6 * n); d6.Store(ref c, 6 * n + V.Count); }
        if (R.Count > 7) { c7.Store(ref c, 7 * n); d7.Store(ref c, 7 * n + V.Count); }
        if (R.Count > 8) { c8.Store(ref c, 8 * n); d8.Store(ref c, 8 * n + V.Count); }
        if (R.Count > 9) { c9.Store(ref c, 9 * n); d9.Store(ref c, 9 * n + V.Count); }
        if (R.Count > 10) { c10.Store(ref c, 10 * n); d10.Store(ref c, 10 * n + V.Count); }
        if (R.Count > 11) { c11.Store(ref c, 11 * n); d11.Store(ref c, 11 * n + V.Count); }
        if (R.Count > 12) { c12.Store(ref c, 12 * n); d12.Store(ref c, 12 * n + V.Count); }
        if (R.Count > 13) { c13.Store(ref c, 13 * n); d13.Store(ref c, 13 * n + V.Count); }
    }
}
