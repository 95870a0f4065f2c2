using Extremal.Data;

namespace Extremal.Training;

/// <summary>
/// Split conformal prediction (V. Vovk, A. Gammerman and G. Shafer, "Algorithmic Learning in a Random World", 2005; J. Lei, M. G'Sell, A. Rinaldo,
/// R. J. Tibshirani and L. Wasserman, JASA 113, 2018): if a new measurement and n measurements that the model did not see could have come in any
/// order, then the new one's absolute residual is at most the ⌈(n + 1)·level⌉-th smallest of theirs with at least that probability, whatever the
/// model and the noise. Rows of groups are not so; their groups are (see the overload).
/// </summary>
public static class Conformal
{
    /// <summary>The ⌈(n + 1)·level⌉-th smallest absolute residual; null if n is too small for the level, where only ∞ would be right.</summary>
    /// <param name="residuals">Of rows that the model did not see, in any order, with or without sign; NaN is left out.</param>
    /// <param name="level">The probability with which a new measurement is to lie in prediction ± half-width, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The level is not between 0 and 1.</exception>
    public static double? HalfWidth(ReadOnlySpan<double> residuals, double level) => HalfWidth(residuals, [], level);

    /// <summary>
    /// The same where rows are of groups whose rows resemble each other: each group counts once, for a row of a new group. With few groups it is
    /// wide, or null.
    /// </summary>
    /// <param name="residuals">Of rows of groups that the model did not see, in any order, with or without sign; NaN is left out.</param>
    /// <param name="groups">The number of each row's group, any numbers; empty if there are no groups.</param>
    /// <param name="level">The probability with which a measurement of a new group is to lie in prediction ± half-width, between 0 and 1.</param>
    /// <exception cref="ArgumentException">The groups are not one for each residual; or the level is not between 0 and 1.</exception>
    public static double? HalfWidth(ReadOnlySpan<double> residuals, ReadOnlySpan<int> groups, double level)
    {
        ConformalRank.Require(level);
        return groups.IsEmpty || groups.Length == residuals.Length
            ? Scores.Of(residuals, groups).Quantile(level)
            : throw new ArgumentException($"Conformal.HalfWidth got {residuals.Length} residuals and {groups.Length} groups; it wants one for each.");
    }

    /// <summary>The least number of residuals, or of groups, that allows a level: ⌈level / (1 − level)⌉, 9 for 0.9 and 19 for 0.95.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The level is not between 0 and 1.</exception>
    public static int Needed(double level)
    {
        ConformalRank.Require(level);
        return (int)Math.Min(int.MaxValue, Math.Max(1, Math.Ceiling(level / (1 - level) - ConformalRank.Rounding)));
    }
}
