using System.Numerics;

namespace Extremal.Optimization.Regions;

/// <summary>m · 2ᵉ: every finite double is such a number, and so are their sums and products, without rounding.</summary>
internal readonly record struct Dyadic(BigInteger Mantissa, int Exponent)
{
    private const int FractionBits = 52;
    private const int LeastExponent = -1074;

    public static Dyadic Zero => new(BigInteger.Zero, 0);

    public int Sign => Mantissa.Sign;

    public Dyadic Magnitude => new(BigInteger.Abs(Mantissa), Exponent);

    public static Dyadic operator +(Dyadic x, Dyadic y)
    {
        int exponent = Math.Min(x.Exponent, y.Exponent);
        return x.Sign == 0 ? y : y.Sign == 0 ? x : new(x.At(exponent) + y.At(exponent), exponent);
    }

    public static Dyadic operator -(Dyadic x, Dyadic y) => x + new Dyadic(-y.Mantissa, y.Exponent);

    public static Dyadic operator *(Dyadic x, Dyadic y) => new(x.Mantissa * y.Mantissa, x.Exponent + y.Exponent);

    /// <summary>A finite number, exactly.</summary>
    public static Dyadic Of(double number)
    {
        long bits = BitConverter.DoubleToInt64Bits(number), fraction = bits & ((1L << FractionBits) - 1);
        int exponent = (int)((bits >> FractionBits) & 0x7FF);
        long mantissa = exponent == 0 ? fraction : fraction | (1L << FractionBits);
        return new(bits < 0 ? -mantissa : mantissa, Math.Max(exponent - 1, 0) + LeastExponent);
    }

    /// <summary>The mantissa if the exponent is this one, which is not above <see cref="Exponent"/>.</summary>
    public BigInteger At(int exponent) => Mantissa << (Exponent - exponent);
}
