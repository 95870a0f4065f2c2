namespace Extremal.Tests.Kernels.Functions;

/// <summary>The functions as the textbook has them, in double and from the system's library; slow, and good to some 1e-15.</summary>
internal static class Twins
{
    public static double Expm1(double x) => Math.Abs(x) switch
    {
        0 => x,
        < 1e-5 => x + x * x / 2 + x * x * x / 6,
        < 1 => 2 * Math.Sinh(x / 2) * Math.Exp(x / 2),
        _ => Math.Exp(x) - 1,
    };

    // The quotient mends what rounding 1 + x loses (W. Kahan).
    public static double Log1p(double x)
    {
        double u = 1 + x;
        return u == 1 ? x : double.IsFinite(u) && u > 0 ? Math.Log(u) * (x / (u - 1)) : Math.Log(u);
    }

    public static double Sigmoid(double x) => x < 0 ? Math.Exp(x) / (1 + Math.Exp(x)) : 1 / (1 + Math.Exp(-x));

    public static double Softplus(double x) => double.IsNaN(x) ? x : Math.Max(x, 0) + Log1p(Math.Exp(-Math.Abs(x)));

    public static double SiLU(double x) => double.IsNegativeInfinity(x) ? -0.0 : x * Sigmoid(x);

    public static double Huber(double r, double delta) => Math.Abs(r) <= delta ? 0.5 * r * r : delta * (Math.Abs(r) - 0.5 * delta);

    public static double GELU(double x) => double.IsInfinity(x) ? (x > 0 ? x : -0.0) : x * NormalCdf(x);

    public static double GELUSlope(double x) =>
        double.IsInfinity(x) ? (x > 0 ? 1 : 0) : NormalCdf(x) + x * Math.Exp(-0.5 * x * x) / Math.Sqrt(2 * Math.PI);

    // What rounding r loses is put back: e^(−r) multiplies it by r.
    public static double RadialMatern(double s)
    {
        double t = 5 * Math.Max(s, 0), r = Math.Sqrt(t);
        double lost = r > 0 ? (Math.FusedMultiplyAdd(-r, r, t) + Math.FusedMultiplyAdd(5, s, -t)) / (2 * r) : 0;
        return s < 0 ? 1 - 5 * s / 6 : r > 1000 ? 0 : (1 + r + r * r / 3 - r * (1 + r) / 3 * lost) * Math.Exp(-r);
    }

    public static double RadialMaternSlope(double s)
    {
        double r = Math.Sqrt(5 * Math.Max(s, 0));
        return r > 1000 ? 0 : -5.0 / 6 * (1 + r) * Math.Exp(-r);
    }

    public static double NormalCdf(double x) => x < -1 ? Tail(-x) : x > 1 ? 1 - Tail(x) : 0.5 + 0.5 * Erf(x / Math.Sqrt(2));

    public static double Erf(double x) => Math.Abs(x) < 2 ? Series(x) : Math.CopySign(1 - 2 * Tail(Math.Abs(x) * Math.Sqrt(2)), x);

    // erf x = 2/√π · Σ (−1)ⁿ x^(2n+1) / (n!·(2n+1)), in 28 decimal digits.
    private static double Series(double x)
    {
        if (double.IsNaN(x) || Math.Abs(x) < 1e-8)
        {
            return 2 / Math.Sqrt(Math.PI) * x;
        }

        decimal z = (decimal)x * (decimal)x;
        decimal power = 1;
        decimal sum = 0;
        for (int n = 0; n < 80; n++)
        {
            sum += power / (2 * n + 1);
            power *= -z / (n + 1);
        }

        return x * (double)(sum * 1.1283791670955125738961589031m);
    }

    // 1 − Φ(x) = φ(x) / (x + 1 / (x + 2 / (x + 3 / …))), for x ≥ 1.
    private static double Tail(double x)
    {
        double fraction = x;
        for (int k = 400; k > 0; k--)
        {
            fraction = x + k / fraction;
        }

        double lost = Math.FusedMultiplyAdd(0.5 * x, x, -(0.5 * x * x));
        return Math.Exp(-(0.5 * x * x)) * (1 - lost) / (Math.Sqrt(2 * Math.PI) * fraction);
    }
}
