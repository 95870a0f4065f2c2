using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using Extremal.Kernels.Lanes;

namespace Extremal.Benchmarks;

/// <summary>The most multiply-adds that one thread does: twelve chains that do not wait for one another, all in registers.</summary>
internal ref struct Peak<T> : ILoop<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Chains = 12;

    public int Rounds;
    public double Operations;
    public T Sum;

    /// <summary>Floating-point operations per second, in units of 10⁹.</summary>
    public static double Measure(int rounds)
    {
        Peak<T> peak = new() { Rounds = rounds };
        long start = Stopwatch.GetTimestamp();
        VectorWidth.Run<T, Peak<T>>(ref peak);
        return peak.Operations / Stopwatch.GetElapsedTime(start).TotalSeconds / 1e9;
    }

    /// <inheritdoc/>
    public void Run<V>() where V : struct, ILanes<V, T>
    {
        Chain<V>(Rounds).StoreFirst(ref Sum, 0, 1);
        Operations = 2.0 * Chains * V.Count * Rounds;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static V Chain<V>(int rounds) where V : struct, ILanes<V, T>
    {
        V x = V.Of(0.999), y = V.Of(0.001);
        V c0 = x, c1 = x, c2 = x, c3 = x, c4 = x, c5 = x, c6 = x, c7 = x, c8 = x, c9 = x, c10 = x, c11 = x;
        for (int i = 0; i < rounds; i++)
        {
            c0 = V.MultiplyAdd(c0, x, y);
            c1 = V.MultiplyAdd(c1, x, y);
            c2 = V.MultiplyAdd(c2, x, y);
            c3 = V.MultiplyAdd(c3, x, y);
            c4 = V.MultiplyAdd(c4, x, y);
            c5 = V.MultiplyAdd(c5, x, y);
            c6 = V.MultiplyAdd(c6, x, y);
            c7 = V.MultiplyAdd(c7, x, y);
            c8 = V.MultiplyAdd(c8, x, y);
            c9 = V.MultiplyAdd(c9, x, y);
            c10 = V.MultiplyAdd(c10, x, y);
            c11 = V.MultiplyAdd(c11, x, y);
        }

        return c0 + c1 + c2 + c3 + c4 + c5 + (c6 + c7 + c8 + c9 + c10 + c11);
    }
}
