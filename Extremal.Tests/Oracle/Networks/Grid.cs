using System.Numerics;

namespace Extremal.Tests.Oracle;

/// <summary>The numbers of T from one double to another: all that an input of a network in T can be there.</summary>
internal readonly struct Grid<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public Grid(double lower, double upper)
    {
        (T low, T high) = (T.CreateTruncating(lower), T.CreateTruncating(upper));
        Low = double.CreateChecked(low) < lower ? T.BitIncrement(low) : low;
        High = double.CreateChecked(high) > upper ? T.BitDecrement(high) : high;
    }

    public T Low { get; }

    public T High { get; }

    /// <summary>Whether there is none: the interval lies between two neighbours.</summary>
    public bool IsEmpty => !(Low <= High);

    /// <summary>The number at that share of the way, up to rounding. Nothing overflows, however long the way.</summary>
    public T Between(double share) => Nearest(double.CreateChecked(Low) * (1 - share) + double.CreateChecked(High) * share);

    /// <summary>The number at that share of all numbers of T in it, counted from the least.</summary>
    public T Number(double share)
    {
        (long low, long high) = (Order(Low), Order(High));
        return Of(Math.Clamp((long)(low * (1 - share) + high * share), low, high));
    }

    public T Nearest(double x) => T.Clamp(T.CreateTruncating(x), Low, High);

    /// <summary>The number that stands this many places after x; the first or last if that is outside.</summary>
    public T Step(T x, int places) => Of(Math.Clamp(Order(x) + places, Order(Low), Order(High)));

    /// <summary>x moved by a share of the whole width, and into the interval.</summary>
    public T Move(T x, double share) =>
        Nearest(double.CreateChecked(x) + share * double.CreateChecked(High) - share * double.CreateChecked(Low));

    // Neighbouring numbers have neighbouring places; both zeros are at 0.
    private static long Order(T x)
    {
        long bits = typeof(T) == typeof(float)
            ? BitConverter.SingleToInt32Bits(float.CreateChecked(T.Abs(x)))
            : BitConverter.DoubleToInt64Bits(double.CreateChecked(T.Abs(x)));
        return T.IsNegative(x) ? -bits : bits;
    }

    private static T Of(long order)
    {
        T magnitude = typeof(T) == typeof(float)
            ? T.CreateChecked(BitConverter.Int32BitsToSingle((int)Math.Abs(order)))
            : T.CreateChecked(BitConverter.Int64BitsToDouble(Math.Abs(order)));
        return order < 0 ? -magnitude : magnitude;
    }
}
