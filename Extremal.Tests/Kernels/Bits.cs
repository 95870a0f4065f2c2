using System.Numerics;

namespace Extremal.Tests.Kernels;

/// <summary>Comparison bit for bit, except that any NaN equals any other: IEEE 754 leaves its payload open.</summary>
internal static class Bits
{
    /// <summary>Index of the first difference, or −1.</summary>
    public static int FirstDifference<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < x.Length; i++)
        {
            if (!Same(x[i], y[i]))
            {
                return i;
            }
        }

        return -1;
    }

    public static bool Same<T>(T x, T y) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        T.IsNaN(x) ? T.IsNaN(y) : x == y && T.IsNegative(x) == T.IsNegative(y);

    /// <summary>
    /// Distance of a result from the true value, wanted + rest, in units of the result type's last place at the true value.
    /// </summary>
    public static double Ulps<T>(T got, double wanted, double rest = 0) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        bool single = typeof(T) == typeof(float);
        double rounded = double.CreateTruncating(T.CreateTruncating(wanted));
        double result = double.CreateTruncating(got);
        if (!double.IsFinite(rounded) || !double.IsFinite(result))
        {
            return Same(rounded, result) ? 0 : double.PositiveInfinity;
        }

        if (result == wanted && rest == 0)
        {
            return wanted == 0 && double.IsNegative(result) != double.IsNegative(wanted) ? double.PositiveInfinity : 0;
        }

        // The exponent field of a subnormal double is 0, which is less than the least exponent of either type.
        int exponent = (int)(BitConverter.DoubleToUInt64Bits(wanted) >> 52 & 0x7FF) - 1023;
        int last = single ? Math.Max(-126, exponent) - 23 : Math.Max(-1022, exponent) - 52;
        double difference = Math.Abs(result - wanted - rest);

        // In two steps: 2^1074 is not a number.
        int half = -last / 2;
        return difference * PowerOfTwo(half) * PowerOfTwo(-last - half);
    }

    private static double PowerOfTwo(int n) => BitConverter.UInt64BitsToDouble((ulong)(n + 1023) << 52);
}
