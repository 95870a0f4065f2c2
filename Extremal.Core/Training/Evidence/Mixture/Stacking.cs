using Extremal.Memory;

namespace Extremal.Training.Evidence;

/// <summary>
/// The shares of the mean of members and of other models in a mixture, by what they miss of rows that they were trained without: the least sum of
/// squares of the mixture's, with shares that are not negative and add up to one (L. Breiman, "Stacked regressions", Machine Learning 24, 1996).
/// Few members judge a row, and the mean of all is better than theirs: of c of M that are independent, by the variance among them times
/// 1/c − 1/M (A. Krogh and J. Vedelsby, "Neural network ensembles, cross validation, and active learning", 1995).
/// </summary>
internal static class Stacking
{
    // A smaller share is none: what it adds is less than what it costs.
    private const double LeastShare = 0.02;

    // A polynomial is seldom right: it gets a share only if it lowers the squares to this part, for with few rows a smaller gain is chance.
    private const double WorthwhileSquares = 0.9;

    // Each goes through all pairs; two models need one.
    private const int MostSweeps = 1000;
    private const double Tolerance = 1e-12;

    /// <summary>The shares of the members' mean and of each other model; equal ones if no row tells.</summary>
    /// <param name="members">What members miss.</param>
    /// <param name="count">M.</param>
    /// <param name="others">What each other model misses of each row.</param>
    /// <param name="weights">The rows' weights, or null.</param>
    /// <param name="usual">How many of the others, the first ones, may have any share; the rest has to lower the squares by a tenth.</param>
    public static double[] SharesOf(LeftOutMeans members, int count, double[][] others, Slice<double>? weights, int usual)
    {
        double[,] squares = Squares(members, count, others, weights);
        bool[] finite = [.. Enumerable.Range(0, others.Length + 1).Select(k => double.IsFinite(squares[k, k]))];
        double[] shares = Minimize(squares, [.. finite.Select((isFinite, k) => isFinite && k <= usual)]);
        double[] all = Minimize(squares, finite);
        if (!(Value(squares, shares) <= Value(squares, all) / WorthwhileSquares))
        {
            shares = all;
        }

        bool[] large = [.. shares.Select(share => share >= LeastShare)];
        return shares.Any(share => share > 0 && share < LeastShare) ? Minimize(squares, large) : shares;
    }

    private static double Value(double[,] squares, double[] shares)
    {
        double sum = 0;
        for (int i = 0; i < shares.Length; i++)
        {
            for (int j = 0; j < shares.Length; j++)
            {
                sum += shares[i] > 0 && shares[j] > 0 ? shares[i] * shares[j] * squares[i, j] : 0;
            }
        }

        return sum;
    }

    // Σ w mᵢ mⱼ over the rows that members judge, the members' mean first.
    private static double[,] Squares(LeftOutMeans members, int count, double[][] others, Slice<double>? weights)
    {
        int models = others.Length + 1;
        var squares = new double[models, models];
        double gain = 0, least = 0;
        int rows = others.Length == 0 ? 0 : others[0].Length;
        for (int row = 0; row < rows; row++)
        {
            int judges = members.Count(row);
            if (judges == 0)
            {
                continue;
            }

            double weight = weights is { } given ? given.Span[row] : 1;
            double Miss(int model) => model == 0 ? members.Mean(row) : others[model - 1][row];
            for (int i = 0; i < models; i++)
            {
                for (int j = 0; j < models; j++)
                {
                    squares[i, j] += weight * Miss(i) * Miss(j);
                }
            }

            gain += judges > 1 ? weight * members.Variance(row) * (1.0 / judges - 1.0 / count) : 0;
            least += weight * Miss(0) * Miss(0) * judges / count;
        }

        // What all members have in common cannot be less than nothing: their mean misses at least c/M of what these c miss.
        squares[0, 0] = Math.Max(least, squares[0, 0] - gain);
        return squares;
    }

    // sᵀGs over the simplex, from equal shares, along one edge after the other.
    private static double[] Minimize(double[,] squares, bool[] counts)
    {
        counts = counts.Contains(true) ? counts : [.. counts.Select((_, k) => k == 0)];
        int[] models = [.. Enumerable.Range(0, counts.Length).Where(k => counts[k])];
        double[] shares = [.. counts.Select(one => one ? 1.0 / models.Length : 0)];
        double moved = models.Length > 1 ? 1 : 0;
        for (int sweep = 0; sweep < MostSweeps && moved > Tolerance; sweep++)
        {
            moved = 0;
            foreach ((int i, int j) in models.SelectMany(i => models.Where(j => j > i).Select(j => (i, j))))
            {
                double step = Step(squares, shares, i, j);
                (shares[i], shares[j], moved) = (shares[i] + step, shares[j] - step, moved + Math.Abs(step));
            }
        }

        return shares;
    }

    // How much of a share goes from j to i, at most all and at least what i has, to the other side.
    private static double Step(double[,] squares, double[] shares, int i, int j)
    {
        double slope = 0;
        for (int k = 0; k < shares.Length; k++)
        {
            slope += shares[k] > 0 ? shares[k] * (squares[i, k] - squares[j, k]) : 0;
        }

        double curvature = squares[i, i] + squares[j, j] - 2 * squares[i, j];
        double step = curvature > 0 ? -slope / curvature : slope < 0 ? double.PositiveInfinity : slope > 0 ? double.NegativeInfinity : 0;
        return Math.Clamp(step, -shares[i], shares[j]);
    }
}
