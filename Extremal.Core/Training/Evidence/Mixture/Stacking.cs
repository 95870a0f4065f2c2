using Extremal.Memory;

namespace Extremal.Training.Evidence;

/// <summary>
/// The share of the mean of members beside another model, by what both miss of rows that they were trained without: the least sum of squares of
/// the mixture's (L. Breiman, "Stacked regressions", Machine Learning 24, 1996). Few members judge a row, and the mean of all is better than
/// theirs: of c of M that are independent, by the variance among them times 1/c − 1/M (A. Krogh and J. Vedelsby, "Neural network ensembles,
/// cross validation, and active learning", 1995).
/// </summary>
internal static class Stacking
{
    // A smaller share is none: what it adds is less than what it costs.
    private const double LeastShare = 0.02;

    /// <summary>The share, between 0 and 1; ½ if no row tells.</summary>
    /// <param name="members">What members miss.</param>
    /// <param name="count">M.</param>
    /// <param name="other">What the other misses of each row.</param>
    /// <param name="weights">The rows' weights, or null.</param>
    public static double ShareOf(LeftOutMeans members, int count, double[] other, Slice<double>? weights)
    {
        double mm = 0, mo = 0, oo = 0, gain = 0, least = 0;
        for (int row = 0; row < other.Length; row++)
        {
            if (members.Count(row) == 0)
            {
                continue;
            }

            double weight = weights is { } given ? given.Span[row] : 1, m = members.Mean(row), o = other[row];
            (mm, mo, oo) = (mm + weight * m * m, mo + weight * m * o, oo + weight * o * o);
            gain += members.Count(row) > 1 ? weight * members.Variance(row) * (1.0 / members.Count(row) - 1.0 / count) : 0;
            least += weight * m * m * members.Count(row) / count;
        }

        if (!double.IsFinite(mm) || !double.IsFinite(oo))
        {
            return double.IsFinite(mm) ? 1 : 0;
        }

        // What all members have in common cannot be less than nothing: their mean misses at least c/M of what these c miss.
        double curvature = Math.Max(least, mm - gain) + oo - 2 * mo;
        double share = curvature > 0 ? Math.Clamp((oo - mo) / curvature, 0, 1) : oo > mm ? 1 : 0.5;
        return share < LeastShare ? 0 : share > 1 - LeastShare ? 1 : share;
    }
}
