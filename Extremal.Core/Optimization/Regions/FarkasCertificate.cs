using System.Numerics;

namespace Extremal.Optimization.Regions;

/// <summary>
/// Decides whether multipliers prove that a box and rows have no point in common (Farkas' lemma): if yᵢ are positive at low limits and
/// negative at high ones, every point of the rows has Σ yᵢ aᵢᵀx ≥ Σ yᵢ limitᵢ; they have none in the box if the left side is less all over
/// it, by more than the rows may be missed and still count as met.
/// </summary>
/// <remarks>
/// Multipliers are rounded where they come from, so the sums here are exact. Where the box has no bound, r = Σ yᵢaᵢ has to be exactly zero;
/// there the multipliers are replaced by near ones for which it is.
/// </remarks>
internal sealed class FarkasCertificate
{
    // A coefficient of r below this share of its terms is what rounding left of zero, and its bound no part of the contradiction.
    private const double Cancelled = 1e-9;

    private readonly int _n;
    private readonly double[] _lower;
    private readonly double[] _upper;
    private readonly double[][] _rows;
    private readonly double[] _low;
    private readonly double[] _high;
    private readonly Func<int, (double Below, double Above)> _slack;

    private FarkasCertificate(
        double[] lower, double[] upper, double[][] rows, double[] low, double[] high, Func<int, (double Below, double Above)> slack) =>
        (_n, _lower, _upper, _rows, _low, _high, _slack) = (lower.Length, lower, upper, rows, low, high, slack);

    /// <summary>For a box and rows, whose sums count as met within their slack and the given share of their terms.</summary>
    public static FarkasCertificate Of<T>(Box<T> box, LinearRows<T> rows, double share) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double[] lower = Doubles(box.Lower), upper = Doubles(box.Upper);
        double[][] coefficients = [.. Enumerable.Range(0, rows.Count).Select(i => Doubles(rows.Coefficients(i)))];
        double[] low = [.. Enumerable.Range(0, rows.Count).Select(i => double.CreateTruncating(rows.Low(i)))];
        double[] high = [.. Enumerable.Range(0, rows.Count).Select(i => double.CreateTruncating(rows.High(i)))];
        return new(lower, upper, coefficients, low, high, row =>
        {
            RowTerms terms = RowTerms.Of(coefficients[row], lower, upper);
            return (terms.Slack(low[row], share) + rows.Slack(row).Below, terms.Slack(high[row], share) + rows.Slack(row).Above);
        });
    }

    /// <summary>The contradiction that these multipliers of the rows prove; null if they prove none.</summary>
    public InfeasibleSubset? Prove(ReadOnlySpan<double> multipliers)
    {
        double[] all = multipliers.ToArray();
        int[] taken = [.. Enumerable.Range(0, all.Length).Where(i => all[i] != 0 && double.IsFinite(all[i]))];
        double[] near = [.. taken.Select(i => all[i])];
        int[] boundless = [.. Enumerable.Range(0, _n).Where(j => IsBoundless(j, taken, near))];
        Dyadic[] y = ExactKernel.Near(near, [.. boundless.Select(j => (double[])[.. taken.Select(i => _rows[i][j])])]);
        return IsContradiction(taken, y) ? Named(taken, near, y) : null;
    }

    private bool IsContradiction(int[] taken, Dyadic[] y)
    {
        Dyadic gap = Dyadic.Zero;
        for (int k = 0; k < taken.Length; k++)
        {
            (double below, double above) = _slack(taken[k]);
            (double limit, double slack) = y[k].Sign > 0 ? (_low[taken[k]], below) : (_high[taken[k]], above);
            if (y[k].Sign != 0 && !(double.IsFinite(limit) && double.IsFinite(slack)))
            {
                return false;
            }

            gap = y[k].Sign == 0 ? gap : gap + y[k] * Dyadic.Of(limit) - y[k].Magnitude * Dyadic.Of(slack);
        }

        for (int j = 0; j < _n; j++)
        {
            Dyadic r = Combined(j, taken, y);
            double farthest = r.Sign > 0 ? _upper[j] : _lower[j];
            if (r.Sign != 0 && !double.IsFinite(farthest))
            {
                return false;
            }

            gap = r.Sign == 0 ? gap : gap - r * Dyadic.Of(farthest);
        }

        return gap.Sign > 0;
    }

    private Dyadic Combined(int j, int[] taken, Dyadic[] y)
    {
        Dyadic sum = Dyadic.Zero;
        for (int k = 0; k < taken.Length; k++)
        {
            sum += y[k] * Dyadic.Of(_rows[taken[k]][j]);
        }

        return sum;
    }

    // Whether coordinate j has no bound in the sense in which the combined row grows, so that its coefficient has to vanish.
    private bool IsBoundless(int j, int[] taken, double[] near)
    {
        (double sum, double size) = Rounded(j, taken, near);
        bool isLow = double.IsFinite(_lower[j]), isHigh = double.IsFinite(_upper[j]);
        return size > 0 && !(isLow && isHigh) && !(isLow && sum < -Cancelled * size) && !(isHigh && sum > Cancelled * size);
    }

    private (double Sum, double Size) Rounded(int j, int[] taken, double[] near)
    {
        (double sum, double size) = (0, 0);
        for (int k = 0; k < taken.Length; k++)
        {
            double term = near[k] * _rows[taken[k]][j];
            (sum, size) = (sum + term, size + Math.Abs(term));
        }

        return (sum, size);
    }

    private InfeasibleSubset Named(int[] taken, double[] near, Dyadic[] y)
    {
        (List<int> lower, List<int> upper) = ([], []);
        for (int j = 0; j < _n; j++)
        {
            (double sum, double size) = Rounded(j, taken, near);
            if (Math.Abs(sum) > Cancelled * size)
            {
                (sum > 0 ? upper : lower).Add(j);
            }
        }

        return new InfeasibleSubset(lower, upper,
            [.. taken.Where((_, k) => y[k].Sign > 0)], [.. taken.Where((_, k) => y[k].Sign < 0)]);
    }

    private static double[] Doubles<T>(ReadOnlySpan<T> numbers) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double[] doubles = new double[numbers.Length];
        for (int i = 0; i < doubles.Length; i++)
        {
            doubles[i] = double.CreateTruncating(numbers[i]);
        }

        return doubles;
    }
}
