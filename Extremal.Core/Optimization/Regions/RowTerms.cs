namespace Extremal.Optimization.Regions;

/// <summary>
/// How great the terms of Σ aⱼxⱼ can be over a box: all of them, and those of the lesser sign. A sum whose magnitude is known has terms
/// Σ|aⱼxⱼ| = |Σ aⱼxⱼ| + 2 · (those of the lesser sign).
/// </summary>
/// <param name="All">The greatest Σ|aⱼxⱼ|; infinite where a bound is.</param>
/// <param name="Lesser">The most that the terms of the lesser sign can add up to.</param>
internal readonly record struct RowTerms(double All, double Lesser)
{
    // Covers the rounding of all that is computed here, and the step from v ≤ t(L + v) to v ≤ tL / (1 − t).
    private const double Margin = 1 + 1e-6;

    public static RowTerms Of(ReadOnlySpan<double> coefficients, ReadOnlySpan<double> lower, ReadOnlySpan<double> upper)
    {
        (double positive, double negative, double all, double greatest) = (0, 0, 0, 0);
        for (int j = 0; j < coefficients.Length; j++)
        {
            double a = coefficients[j];
            if (a != 0)
            {
                (double least, double most) = a > 0 ? (a * lower[j], a * upper[j]) : (a * upper[j], a * lower[j]);
                double size = Math.Max(Math.Abs(least), Math.Abs(most));
                (positive, negative) = (positive + Math.Max(most, 0), negative + Math.Max(-least, 0));

                // The greatest term stands on one side alone, so the lesser side is at most the others'.
                all += Math.Min(size, greatest);
                greatest = Math.Max(size, greatest);
            }
        }

        return new(all + greatest, Math.Min(all, Math.Min(positive, negative)));
    }

    /// <summary>
    /// The most by which a limit can be missed where the sum counts as met within this share of its terms: at a violation v the sum is at
    /// most |limit| + v. Of terms without a bound nothing is known; then it is the share of the limit.
    /// </summary>
    public double Slack(double limit, double share)
    {
        if (!double.IsFinite(limit))
        {
            return 0;
        }

        double terms = Math.Min(All, Math.Abs(limit) + 2 * Lesser);
        return share * Margin * (double.IsFinite(terms) ? terms : Math.Abs(limit));
    }
}
