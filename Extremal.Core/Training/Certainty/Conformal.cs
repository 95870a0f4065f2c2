namespace Extremal.Training;

/// <summary>
/// Split conformal prediction (V. Vovk, A. Gammerman and G. Shafer, "Algorithmic Learning in a Random World", 2005; J. Lei, M. G'Sell, A. Rinaldo,
/// R. J. Tibshirani and L. Wasserman, JASA 113, 2018): if a new measurement and n measurements that the model did not see could have come in any
/// order, then the new one's absolute residual is at most the ⌈(n + 1)·level⌉-th smallest of theirs with at least that probability, whatever the
/// model and the noise.
/// </summary>
public static class Conformal
{
    // A product that should be whole may come out a few units in the last place above.
    private const double Rounding = 1e-9;

    /// <summary>The ⌈(n + 1)·level⌉-th smallest absolute residual; null if n is too small for the level, where only ∞ would be right.</summary>
    /// <param name="residuals">Of rows that the model did not see, in any order, with or without sign; NaN is left out.</param>
    /// <param name="level">The probability with which a new measurement is to lie in prediction ± half-width, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The level is not between 0 and 1.</exception>
    public static double? HalfWidth(ReadOnlySpan<double> residuals, double level)
    {
        double[] sorted = Sorted(residuals);
        int rank = Rank(sorted.Length, level);
        return rank > sorted.Length ? null : sorted[rank - 1];
    }

    /// <summary>The least number of residuals that allows a level: ⌈level / (1 − level)⌉, 9 for 0.9 and 19 for 0.95.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The level is not between 0 and 1.</exception>
    public static int Needed(double level)
    {
        Require(level);
        return (int)Math.Min(int.MaxValue, Math.Max(1, Math.Ceiling(level / (1 - level) - Rounding)));
    }

    /// <summary>⌈(n + 1)·level⌉, from 1.</summary>
    internal static int Rank(int count, double level)
    {
        Require(level);
        return (int)Math.Max(1, Math.Ceiling((count + 1) * level - Rounding));
    }

    internal static double[] Sorted(ReadOnlySpan<double> residuals)
    {
        double[] sorted = [.. residuals.ToArray().Where(residual => !double.IsNaN(residual)).Select(Math.Abs)];
        Array.Sort(sorted);
        return sorted;
    }

    private static void Require(double level)
    {
        if (!(level > 0 && level < 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(level), FormattableString.Invariant($"A conformal interval got the level {level} and wants one between 0 and 1."));
        }
    }
}
