namespace Extremal.Tests.Oracle;

/// <summary>The elementary functions to some 90 bits for every double, by name; the results of large and small arguments too.</summary>
internal static class TrueValues
{
    // Below, the square of x is lost beside 1.
    private const double Tiny = 9.094947017729282e-13;

    private static readonly DoubleDouble SqrtHalf = new(0.7071067811865476, -4.833646656726457e-17);
    private static readonly DoubleDouble TwoOverRootPi = new(1.1283791670955126, 1.533545961316588e-17);
    private static readonly DoubleDouble RootHalfOverPi = new(0.3989422804014327, -2.49232720227773e-17);

    /// <summary>φ(x).</summary>
    public static Func<double, WideNumber> Of(string function) => function switch
    {
        "Exp" => x => WideNumber.Exp(x),
        "Expm1" => x => Math.Abs(x) < Tiny ? Quadratic(x, 1, 0.5) : WideNumber.Exp(x) - 1,
        "Log" => x => Precise.Log(x),
        "Log1p" => x => Math.Abs(x) < Tiny ? Quadratic(x, 1, -0.5) : Precise.Log1p(x),
        "Tanh" => Tanh,
        "Asinh" => Asinh,
        "Sigmoid" => x => Sigmoid(x),
        "Sin" => x => Math.Abs(x) < Tiny ? x : Precise.Sin(x),
        "Cos" => x => Precise.Cos(x),
        "Erf" => Erf,
        "Softplus" => Softplus,
        "SiLU" => x => x * Sigmoid(x),
        "GELU" => x => x * Normal(x),
        "RadialGaussian" => x => WideNumber.Exp(-0.5 * (DoubleDouble)x),
        "RadialMatern" => RadialMatern,
        _ => throw new ArgumentOutOfRangeException(nameof(function)),
    };

    /// <summary>φ′(x).</summary>
    public static Func<double, WideNumber> SlopeOf(string function) => function switch
    {
        "Exp" => x => WideNumber.Exp(x),
        "Log" => x => (WideNumber)1 / x,
        "Log1p" => x => (WideNumber)1 / ((WideNumber)1 + x),
        "Tanh" => x => 4 * Sigmoid(2 * x) * Sigmoid(-2 * x),
        "Asinh" => x => 1 / WideNumber.Sqrt((WideNumber)x * x + 1),
        "Sigmoid" => x => Sigmoid(x) * Sigmoid(-x),
        "Sin" => x => Precise.Cos(x),
        "Softplus" => x => Sigmoid(x),
        "SiLU" => x => Sigmoid(x) * ((WideNumber)1 + x * Sigmoid(-x)),
        "GELU" => x => Normal(x) + x * RootHalfOverPi * WideNumber.Exp((DoubleDouble)x * x * -0.5),
        "RadialGaussian" => x => -0.5 * WideNumber.Exp(-0.5 * (DoubleDouble)x),
        "RadialMatern" => RadialMaternSlope,
        _ => throw new ArgumentOutOfRangeException(nameof(function)),
    };

    private static WideNumber Quadratic(double x, double linear, double square) => (WideNumber)x * (linear + (WideNumber)square * x);

    private static WideNumber Tanh(double x)
    {
        if (Math.Abs(x) < Tiny)
        {
            return x;
        }

        WideNumber e = WideNumber.Exp(2 * Math.Abs(x));
        WideNumber y = Math.Abs(x) < 1 ? Precise.Tanh(Math.Abs(x)) : (e - 1) / (e + 1);
        return x < 0 ? -y : y;
    }

    // ln(a + √(a² + 1)), a = |x|; where that is beside 2a nothing, ln a + ln 2, and where a is small, a − a³/6.
    private static WideNumber Asinh(double x)
    {
        WideNumber a = Math.Abs(x);
        WideNumber y = Math.Abs(x) < Tiny ? a - a * a * a / 6
            : Math.Abs(x) > 1e20 ? Precise.Log(Math.Abs(x)) + Precise.Log(2)
            : Log1p(a + a * a / (1 + WideNumber.Sqrt(a * a + 1)));
        return x < 0 ? -y : y;
    }

    // ln(1 + w) of both parts of w.
    private static WideNumber Log1p(WideNumber w)
    {
        double high = w.InUnitsOf(0), low = (w - high).InUnitsOf(0);
        return Precise.Log1p(high) + (DoubleDouble)low / (1 + high);
    }

    private static WideNumber Erf(double x)
    {
        if (Math.Abs(x) < 2)
        {
            return Math.Abs(x) < Tiny ? (WideNumber)x * TwoOverRootPi : Precise.Erf(x);
        }

        WideNumber y = 1 - Erfc(Math.Abs(x));
        return x < 0 ? -y : y;
    }

    // (1 + r + r²/3) e^(−r) with r² = 5s; the tangent left of 0.
    private static WideNumber RadialMatern(double s)
    {
        (WideNumber r, WideNumber e) = Decay(s);
        return s < 0 ? 1 - (WideNumber)5 * s / 6 : (1 + r + (WideNumber)5 * s / 3) * e;
    }

    // df/dr = −r (1 + r) e^(−r) / 3, and dr/ds = 5 / (2r).
    private static WideNumber RadialMaternSlope(double s)
    {
        (WideNumber r, WideNumber e) = Decay(s);
        return -((1 + r) * e * 5 / 6);
    }

    // r and e^(−r), of nothing left of 0.
    private static (WideNumber R, WideNumber E) Decay(double s)
    {
        WideNumber r = WideNumber.Sqrt((WideNumber)5 * Math.Max(s, 0));
        double high = r.InUnitsOf(0), low = (r - high).InUnitsOf(0);
        return (r, WideNumber.Exp(-((DoubleDouble)high + low)));
    }

    private static WideNumber Sigmoid(double x)
    {
        WideNumber e = WideNumber.Exp(-Math.Abs(x));
        return (x < 0 ? e : 1) / (e + 1);
    }

    private static WideNumber Softplus(double x)
    {
        if (x < -30)
        {
            WideNumber e = WideNumber.Exp(x);
            return e - e * e * 0.5 + e * e * e / 3;
        }

        DoubleDouble small = Precise.Exp(-Math.Abs(x));
        return (DoubleDouble)Math.Max(x, 0) + (Precise.Log1p(small.High) + small.Low / (1 + small.High));
    }

    // Φ(x) = ½ erfc(−x/√2).
    private static WideNumber Normal(double x)
    {
        WideNumber tail = Erfc(Math.Abs(x) * SqrtHalf) * 0.5;
        return x < 0 ? tail : 1 - tail;
    }

    // 1 − erf a for a ≥ 0; from 2.5 on e^−a²/√π · 1/(a + ½/(a + 1/(a + 3⁄2/(a + ⋯)))), from the tail up (Abramowitz and Stegun 7.1.14).
    private static WideNumber Erfc(DoubleDouble a)
    {
        if (a.High < 2.5)
        {
            return 1 - (Precise.Erf(a.High) + TwoOverRootPi * Precise.Exp(-(a * a)) * a.Low);
        }

        DoubleDouble fraction = a;
        for (int n = 160; n > 0; n--)
        {
            fraction = a + n / 2.0 / fraction;
        }

        return WideNumber.Exp(-(a * a)) * (TwoOverRootPi * 0.5) / fraction;
    }
}
