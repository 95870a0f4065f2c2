namespace Extremal.Tests.Oracle;

/// <summary>The functions of the catalogue on dual numbers, each written from its definition.</summary>
internal static class DualFunctions
{
    public static Dual Square(Dual x) => x * x;

    public static Dual Sqrt(Dual x) => Dual.Chain(Math.Sqrt(x.Value), 1 / (2 * Math.Sqrt(x.Value)), x);

    public static Dual Exp(Dual x) => Dual.Chain(Math.Exp(x.Value), Math.Exp(x.Value), x);

    public static Dual Log(Dual x) => Dual.Chain(Math.Log(x.Value), 1 / x.Value, x);

    public static Dual Log1p(Dual x) => Dual.Chain(Special.Log1p(x.Value), 1 / (1 + x.Value), x);

    public static Dual Sin(Dual x) => Dual.Chain(Math.Sin(x.Value), Math.Cos(x.Value), x);

    public static Dual Tanh(Dual x) => Dual.Chain(Math.Tanh(x.Value), 1 / (Math.Cosh(x.Value) * Math.Cosh(x.Value)), x);

    public static Dual Asinh(Dual x) => Dual.Chain(Math.Asinh(x.Value), 1 / Math.Sqrt(1 + x.Value * x.Value), x);

    public static Dual Abs(Dual x) => x.Value > 0 ? x : x.Value < 0 ? -x : Dual.Chain(Math.Abs(x.Value), 0, x);

    public static Dual ReLU(Dual x) => LeakyReLU(x, 0);

    public static Dual LeakyReLU(Dual x, double slope) => x.Value > 0 ? x : Dual.Chain(slope == 0 ? Zero(x) : slope * x.Value, slope, x);

    public static Dual ELU(Dual x, double alpha) =>
        x.Value > 0 ? x : Dual.Chain(alpha * Special.Expm1(x.Value), alpha * Math.Exp(x.Value), x);

    public static Dual Huber(Dual x, double delta) =>
        Math.Abs(x.Value) <= delta ? x * x / 2 : delta * (Abs(x) - delta / 2);

    /// <summary>1 / (1 + e⁻ˣ), from the side on which the exponential is small.</summary>
    public static Dual Sigmoid(Dual x)
    {
        double e = Math.Exp(-Math.Abs(x.Value));
        return Dual.Chain((x.Value < 0 ? e : 1) / (1 + e), e / ((1 + e) * (1 + e)), x);
    }

    /// <summary>∫ σ: log(1 + eˣ) up to 0, and x + log(1 + e⁻ˣ) from there on.</summary>
    public static Dual Softplus(Dual x)
    {
        double value = x.Value <= 0 ? Special.Log1p(Math.Exp(x.Value)) : x.Value + Special.Log1p(Math.Exp(-x.Value));
        return Dual.Chain(value, Sigmoid(x.Value).Value, x);
    }

    public static Dual SiLU(Dual x) => double.IsInfinity(x.Value) ? Ramp(x) : x * Sigmoid(x);

    public static Dual GELU(Dual x) => double.IsInfinity(x.Value) ? Ramp(x) : x * NormalDistribution(x);

    public static Dual RadialGaussian(Dual s) => Exp(-0.5 * s);

    /// <summary>(1 + r + r²/3) e^(−r), r = √(5s), of slope −5/6 (1 + r) e^(−r); 1 − 5s/6 left of 0.</summary>
    public static Dual RadialMatern(Dual s)
    {
        double r = Math.Sqrt(5 * Math.Max(s.Value, 0)), e = Math.Exp(-r);
        return e == 0 ? Dual.Chain(0, 0, s) : s.Value < 0 ? 1 - 5.0 / 6 * s : Dual.Chain((1 + r + r * r / 3) * e, -5.0 / 6 * (1 + r) * e, s);
    }

    public static Dual Max(Dual x, Dual y) => x.Value > y.Value ? x : x.Value < y.Value ? y : Tie(x, y);

    public static Dual Min(Dual x, Dual y) => x.Value < y.Value ? x : x.Value > y.Value ? y : Tie(x, y);

    /// <summary>xʸ: e^(y log x) where that makes sense, and the derivatives of the textbook elsewhere.</summary>
    public static Dual Power(Dual x, Dual y)
    {
        if (x.Value > 0 && double.IsFinite(x.Value) && double.IsFinite(y.Value))
        {
            return Exp(y * Log(x));
        }

        double value = Math.Pow(x.Value, y.Value);
        return Dual.Chain(value, y.Value * Math.Pow(x.Value, y.Value - 1), x) + Dual.Chain(0, value * Math.Log(x.Value), y);
    }

    private static Dual NormalDistribution(Dual x) =>
        Dual.Chain(Special.Erfc(-x.Value / Math.Sqrt(2)) / 2, Math.Exp(-x.Value * x.Value / 2) / Math.Sqrt(2 * Math.PI), x);

    // The limit at ±∞ of functions that are 0 far to the left and x far to the right.
    private static Dual Ramp(Dual x) => x.Value > 0 ? x : 0;

    private static Dual Tie(Dual x, Dual y) => new(x.Value == y.Value ? x.Value : double.NaN, (x.Tangent + y.Tangent) / 2);

    private static double Zero(Dual x) => double.IsNaN(x.Value) ? double.NaN : 0;
}
