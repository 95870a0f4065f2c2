namespace Extremal.Tests.Oracle;

/// <summary>
/// A number of some 100 bits with an exponent of its own, mantissa · 2^exponent with 1 ≤ |mantissa| &lt; 2: it has all its bits where a
/// <see cref="DoubleDouble"/> loses its low part, next to the least double and far below it.
/// </summary>
internal readonly record struct WideNumber
{
    // What is added that far below the last bit changes nothing.
    private const int Negligible = 300;

    private readonly DoubleDouble _mantissa;
    private readonly int _exponent;

    private WideNumber(DoubleDouble mantissa, int exponent)
    {
        if (mantissa.High != 0)
        {
            int shift = Math.ILogB(mantissa.High);
            (_mantissa, _exponent) = (mantissa.TimesPowerOfTwo(-shift), exponent + shift);
        }
    }

    public static implicit operator WideNumber(DoubleDouble x) => new(x, 0);

    public static implicit operator WideNumber(double x) => new(x, 0);

    public static WideNumber operator -(WideNumber x) => new(-x._mantissa, x._exponent);

    public static WideNumber operator +(WideNumber x, WideNumber y)
    {
        (WideNumber large, WideNumber small) = x._exponent >= y._exponent ? (x, y) : (y, x);
        if (large.IsZero || small.IsZero)
        {
            return large.IsZero ? small : large;
        }

        int shift = small._exponent - large._exponent;
        return shift < -Negligible ? large : new(large._mantissa + small._mantissa.TimesPowerOfTwo(shift), large._exponent);
    }

    public static WideNumber operator -(WideNumber x, WideNumber y) => x + -y;

    public static WideNumber operator *(WideNumber x, WideNumber y) => new(x._mantissa * y._mantissa, x._exponent + y._exponent);

    public static WideNumber operator /(WideNumber x, WideNumber y) => new(x._mantissa / y._mantissa, x._exponent - y._exponent);

    public bool IsZero => _mantissa.High == 0;

    /// <summary>−1, 0 or 1.</summary>
    public int Sign => Math.Sign(_mantissa.High);

    /// <summary>The n with 2ⁿ ≤ |x| &lt; 2ⁿ⁺¹, of a number that is not zero.</summary>
    public int Exponent => _exponent;

    public WideNumber Magnitude => Sign < 0 ? -this : this;

    /// <summary>The number in units of 2ⁿ, rounded to double.</summary>
    public double InUnitsOf(int n) => Math.ScaleB(_mantissa.High, _exponent - n);

    public WideNumber TimesPowerOfTwo(int n) => new(_mantissa, _exponent + n);

    /// <summary>√x of a number that is not negative: a double's root, and two steps of Newton's.</summary>
    public static WideNumber Sqrt(WideNumber x)
    {
        if (x.IsZero)
        {
            return x;
        }

        int half = x._exponent >> 1;
        WideNumber of = x.TimesPowerOfTwo(-2 * half), root = Math.Sqrt(of.InUnitsOf(0));
        for (int step = 0; step < 2; step++)
        {
            root = (root + of / root).TimesPowerOfTwo(-1);
        }

        return root.TimesPowerOfTwo(half);
    }

    /// <summary>eˣ.</summary>
    public static WideNumber Exp(DoubleDouble x)
    {
        DoubleDouble e = Precise.ExpParts(x, out int n);
        return new(e, n);
    }
}
