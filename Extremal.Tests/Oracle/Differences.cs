namespace Extremal.Tests.Oracle;

/// <summary>
/// The six-point central difference f′(x) ≈ [45 (f₁ − f₋₁) − 9 (f₂ − f₋₂) + (f₃ − f₋₃)] / 60h with fₖ = f(x + kh). Its error is h⁶
/// f⁽⁷⁾/140 from the function and about ε|f|/h from rounding: with h = 2⁻⁸ both stay below 1e-9 for |f⁽⁷⁾| up to 1e7. A power of two, so
/// that x + kh is nearly exact. The function has to be smooth within 3h.
/// </summary>
internal static class Differences
{
    private const double Step = 1.0 / 256;

    public static double Derivative(Func<double, double> f, double x)
    {
        double Pair(int k) => f(x + k * Step) - f(x - k * Step);
        return (45 * Pair(1) - 9 * Pair(2) + Pair(3)) / (60 * Step);
    }
}
