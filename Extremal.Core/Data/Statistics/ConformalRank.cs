namespace Extremal.Data;

/// <summary>
/// Of n numbers that could have come in any order with a further one, the ⌈(n + 1)·level⌉-th smallest is not exceeded by it with at least that
/// probability: the rank of split conformal prediction.
/// </summary>
internal static class ConformalRank
{
    /// <summary>A product, or a quotient, that should be whole may come out a few units in the last place above.</summary>
    public const double Rounding = 1e-9;

    /// <summary>⌈(n + 1)·level⌉, from 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The level is not between 0 and 1.</exception>
    public static int Of(int count, double level)
    {
        Require(level);
        return (int)Math.Max(1, Math.Ceiling((count + 1) * level - Rounding));
    }

    /// <summary>Refuses a level that is not between 0 and 1.</summary>
    public static void Require(double level)
    {
        if (!(level > 0 && level < 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(level), FormattableString.Invariant($"A conformal interval got the level {level} and wants one between 0 and 1."));
        }
    }
}
