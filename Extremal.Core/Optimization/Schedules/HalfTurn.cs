namespace Extremal.Optimization.Schedules;

/// <summary>
/// cos(πt) for t from 0 to 1 by polynomials alone, so that it is the same bits on every platform, which Math.Cos does not promise.
/// </summary>
internal static class HalfTurn
{
    // Taylor's coefficients (−1)ᵏ/(2k)! and (−1)ᵏ/(2k + 1)!. On [0, π/4] what is left out is below 3e-18 of the result.
    private static ReadOnlySpan<double> Even =>
    [
        1, -1 / 2.0, 1 / 24.0, -1 / 720.0, 1 / 40320.0, -1 / 3628800.0, 1 / 479001600.0, -1 / 87178291200.0, 1 / 20922789888000.0,
    ];

    private static ReadOnlySpan<double> Odd =>
    [
        1, -1 / 6.0, 1 / 120.0, -1 / 5040.0, 1 / 362880.0, -1 / 39916800.0, 1 / 6227020800.0, -1 / 1307674368000.0,
    ];

    /// <summary>cos(πt), to within 2e-16; exact at 0, ½ and 1.</summary>
    public static double Cosine(double t)
    {
        // 1 − t and ½ − t are exact where they are formed.
        if (t > 0.5)
        {
            return -Cosine(1 - t);
        }

        double angle = Math.PI * (t > 0.25 ? 0.5 - t : t);
        return t > 0.25 ? angle * Series(Odd, angle * angle) : Series(Even, angle * angle);
    }

    private static double Series(ReadOnlySpan<double> coefficients, double square)
    {
        double sum = coefficients[^1];
        for (int k = coefficients.Length - 2; k >= 0; k--)
        {
            sum = Math.FusedMultiplyAdd(sum, square, coefficients[k]);
        }

        return sum;
    }
}
