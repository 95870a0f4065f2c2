namespace Extremal.Tests.Oracle;

/// <summary>What System.Math lacks, to full double precision, by series and continued fractions rather than fitted polynomials.</summary>
internal static class Special
{
    /// <summary>log(1 + x): log u · x / (u − 1) with u = 1 + x as rounded, in which the error of u cancels (Kahan).</summary>
    public static double Log1p(double x)
    {
        double u = 1 + x;
        return u == 1 || x == double.PositiveInfinity ? x : Math.Log(u) * (x / (u - 1));
    }

    /// <summary>eˣ − 1: its Taylor series near 0, the difference elsewhere.</summary>
    public static double Expm1(double x)
    {
        if (!(Math.Abs(x) < 0.5))
        {
            return Math.Exp(x) - 1;
        }

        double sum = 0;
        double term = x;
        for (int n = 2; n < 30; n++)
        {
            sum += term;
            term *= x / n;
        }

        return sum;
    }

    /// <summary>1 − erf x.</summary>
    public static double Erfc(double x) => x < 0 ? 2 - Erfc(-x) : x < 2 ? 1 - ErfSeries(x) : ErfcFraction(x);

    // erf x = 2/√π · e^−x² · Σ 2ⁿ x²ⁿ⁺¹ / (1·3·5⋯(2n + 1)): every term is positive, so nothing cancels (Abramowitz and Stegun 7.1.6).
    private static double ErfSeries(double x)
    {
        double sum = 0;
        double term = x;
        for (int n = 1; n < 100; n++)
        {
            sum += term;
            term *= 2 * x * x / (2 * n + 1);
        }

        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }

    // erfc x = e^−x²/√π · 1/(x + ½/(x + 1/(x + 3⁄2/(x + ⋯)))), from the tail up (Abramowitz and Stegun 7.1.14).
    private static double ErfcFraction(double x)
    {
        double fraction = x;
        for (int n = 200; n > 0; n--)
        {
            fraction = x + n / 2.0 / fraction;
        }

        return Math.Exp(-x * x) / Math.Sqrt(Math.PI) / fraction;
    }
}
