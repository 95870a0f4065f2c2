namespace Extremal.Tests.Oracle;

/// <summary>
/// Elementary functions to some 90 bits, from their Taylor series and from identities: nothing is fitted, and nothing is taken from Core.
/// For finite arguments from 1e-280 on whose result is at least 1e-280 too: below, the low part would lose its last bits.
/// </summary>
internal static class Precise
{
    private const int Halvings = 8;

    private static readonly DoubleDouble Ln2 = new(0.6931471805599453, 2.3190468138462996e-17);
    private static readonly DoubleDouble TwoOverRootPi = new(1.1283791670955126, 1.533545961316588e-17);
    private static readonly double[] HalfPi = [1.5707963267948966, 6.123233995736766e-17, -1.4973849048591698e-33, 5.562271104316826e-50];

    /// <summary>eˣ.</summary>
    public static DoubleDouble Exp(DoubleDouble x) => ExpParts(x, out int n).TimesPowerOfTwo(n);

    /// <summary>eˣ as result · 2ⁿ.</summary>
    public static DoubleDouble ExpParts(DoubleDouble x, out int n)
    {
        n = (int)Math.Round(x.High / Ln2.High);
        return 1.0 + SmallExpm1(x - Ln2 * n);
    }

    /// <summary>eˣ − 1.</summary>
    public static DoubleDouble Expm1(DoubleDouble x) => Math.Abs(x.High) < 0.4 ? SmallExpm1(x) : Exp(x) - 1;

    /// <summary>ln x of a normal number.</summary>
    public static DoubleDouble Log(double x)
    {
        int e = Math.ILogB(x);
        double m = Math.ScaleB(x, -e);
        (m, e) = m > 1.5 ? (m / 2, e + 1) : (m, e);
        return Ln2 * e + Log1p(m - 1);
    }

    /// <summary>ln(1 + x). Beyond ±½ from both parts of 1 + x.</summary>
    public static DoubleDouble Log1p(double x)
    {
        if (Math.Abs(x) <= 0.5)
        {
            // A step of Halley's method on eʸ − 1 = x: it trebles the digits of the first guess.
            double guess = Special.Log1p(x);
            DoubleDouble e = Expm1(guess);
            return guess + 2.0 * ((x - e) / (2.0 + x + e));
        }

        DoubleDouble u = (DoubleDouble)1 + x;
        double ratio = u.Low / u.High;
        return Log(u.High) + ((DoubleDouble)ratio - ratio * ratio / 2);
    }

    /// <summary>tanh x.</summary>
    public static DoubleDouble Tanh(double x)
    {
        DoubleDouble e = Expm1(2 * Math.Abs(x));
        DoubleDouble y = e / (e + 2);
        return x < 0 ? -y : y;
    }

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    public static DoubleDouble Sigmoid(double x)
    {
        DoubleDouble e = Exp(-Math.Abs(x));
        return (x < 0 ? e : 1) / (1 + e);
    }

    /// <summary>sin x, for |x| up to 10⁹.</summary>
    public static DoubleDouble Sin(double x)
    {
        DoubleDouble r = Reduce(x, out int quadrant);
        DoubleDouble y = quadrant % 2 == 0 ? SmallSin(r) : SmallCos(r);
        return quadrant < 2 ? y : -y;
    }

    /// <summary>cos x, for |x| up to 10⁹.</summary>
    public static DoubleDouble Cos(double x)
    {
        DoubleDouble r = Reduce(x, out int quadrant);
        DoubleDouble y = quadrant % 2 == 0 ? SmallCos(r) : SmallSin(r);
        return quadrant is 0 or 3 ? y : -y;
    }

    /// <summary>erf x = 2/√π · e^−x² · Σ 2ⁿ x²ⁿ⁺¹ / (1·3·5⋯(2n + 1)), all of one sign (Abramowitz and Stegun 7.1.6).</summary>
    public static DoubleDouble Erf(double x)
    {
        DoubleDouble square = (DoubleDouble)x * x;
        DoubleDouble term = x;
        DoubleDouble sum = x;
        for (int n = 1; Math.Abs(term.High) > Math.Abs(sum.High) * 1e-32; n++)
        {
            term = term * square * 2.0 / (2.0 * n + 1);
            sum += term;
        }

        return TwoOverRootPi * Exp(-square) * sum;
    }

    // Taylor's series at x / 2⁸, then e²ʰ − 1 = (eʰ − 1)·((eʰ − 1) + 2).
    private static DoubleDouble SmallExpm1(DoubleDouble x)
    {
        DoubleDouble h = x.TimesPowerOfTwo(-Halvings);
        DoubleDouble sum = h;
        DoubleDouble term = h;
        for (int n = 2; n < 13; n++)
        {
            term = term * h / n;
            sum += term;
        }

        for (int i = 0; i < Halvings; i++)
        {
            sum *= sum + 2;
        }

        return sum;
    }

    // x − n·π/2 with π/2 in four doubles; the first difference is exact, and n mod 4 is the quadrant.
    private static DoubleDouble Reduce(double x, out int quadrant)
    {
        double n = Math.Round(x / HalfPi[0]);
        quadrant = (int)((long)n & 3);
        DoubleDouble r = x;
        foreach (double part in HalfPi)
        {
            r -= (DoubleDouble)n * part;
        }

        return r;
    }

    private static DoubleDouble SmallSin(DoubleDouble x) => Alternating(x, x, 2);

    private static DoubleDouble SmallCos(DoubleDouble x) => Alternating(x, 1, 1);

    // first − first·x²/(k·(k+1)) + first·x⁴/(k·(k+1)·(k+2)·(k+3)) − ⋯
    private static DoubleDouble Alternating(DoubleDouble x, DoubleDouble first, int k)
    {
        DoubleDouble square = x * x;
        (DoubleDouble sum, DoubleDouble term) = (first, first);
        for (; k < 30; k += 2)
        {
            term = -(term * square / (k * (k + 1.0)));
            sum += term;
        }

        return sum;
    }
}
