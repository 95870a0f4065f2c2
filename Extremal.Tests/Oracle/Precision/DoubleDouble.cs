namespace Extremal.Tests.Oracle;

/// <summary>
/// A number as the exact sum of two doubles, some 106 bits (T. J. Dekker, "A floating-point technique for extending the available
/// precision", 1971). Each operation is right to about 2⁻¹⁰³ of its result, as long as nothing overflows or comes near the least double.
/// </summary>
internal readonly record struct DoubleDouble(double High, double Low)
{
    public static implicit operator DoubleDouble(double x) => new(x, 0);

    public static DoubleDouble operator -(DoubleDouble x) => new(-x.High, -x.Low);

    public static DoubleDouble operator +(DoubleDouble x, DoubleDouble y)
    {
        (double sum, double lost) = Sum(x.High, y.High);
        (double small, double less) = Sum(x.Low, y.Low);
        (sum, lost) = Ordered(sum, lost + small);
        (sum, lost) = Ordered(sum, lost + less);
        return new(sum, lost);
    }

    public static DoubleDouble operator -(DoubleDouble x, DoubleDouble y) => x + -y;

    public static DoubleDouble operator *(DoubleDouble x, DoubleDouble y)
    {
        double product = x.High * y.High;
        double lost = Math.FusedMultiplyAdd(x.High, y.High, -product);
        lost = Math.FusedMultiplyAdd(x.High, y.Low, Math.FusedMultiplyAdd(x.Low, y.High, lost));
        (product, lost) = Ordered(product, lost);
        return new(product, lost);
    }

    // Three quotients, each of what the one before left over.
    public static DoubleDouble operator /(DoubleDouble x, DoubleDouble y)
    {
        double first = x.High / y.High;
        DoubleDouble rest = x - y * first;
        double second = rest.High / y.High;
        rest -= y * second;
        return (DoubleDouble)first + second + rest.High / y.High;
    }

    /// <summary>Exact, while nothing overflows or becomes subnormal.</summary>
    public DoubleDouble TimesPowerOfTwo(int n) => new(Math.ScaleB(High, n), Math.ScaleB(Low, n));

    private static (double Sum, double Lost) Sum(double x, double y)
    {
        double sum = x + y;
        double added = sum - x;
        return (sum, x - (sum - added) + (y - added));
    }

    // For |x| ≥ |y|.
    private static (double Sum, double Lost) Ordered(double x, double y)
    {
        double sum = x + y;
        return (sum, y - (sum - x));
    }
}
