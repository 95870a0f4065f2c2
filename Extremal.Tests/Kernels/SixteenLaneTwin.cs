using System.Numerics;

namespace Extremal.Tests.Kernels;

/// <summary>The canonical sum, written as its definition: element i to lane i mod 16, in order, then 8 pairs, 4, 2, 1.</summary>
internal static class SixteenLaneTwin
{
    public static T Sum<T>(ReadOnlySpan<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var lanes = new T[16];
        for (int i = 0; i < x.Length; i++)
        {
            lanes[i % 16] += x[i];
        }

        return Total(lanes);
    }

    public static T Dot<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var lanes = new T[16];
        for (int i = 0; i < x.Length; i++)
        {
            lanes[i % 16] = T.FusedMultiplyAdd(x[i], y[i], lanes[i % 16]);
        }

        return Total(lanes);
    }

    private static T Total<T>(T[] lanes) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] eight = [.. Enumerable.Range(0, 8).Select(i => lanes[i] + lanes[i + 8])];
        T[] four = [.. Enumerable.Range(0, 4).Select(i => eight[i] + eight[i + 4])];
        return four[0] + four[2] + (four[1] + four[3]);
    }
}
