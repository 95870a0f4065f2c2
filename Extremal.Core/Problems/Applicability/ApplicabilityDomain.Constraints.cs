using Extremal.Autodiff;
using Extremal.Data;
using Extremal.Kernels.Functions.Elementary;
using Extremal.Kernels.Lanes;
using Extremal.Memory;
using Extremal.Problems.Constraints;

namespace Extremal.Problems;

public sealed partial class ApplicabilityDomain
{
    private const int MostTapeRows = 2000;

    // How much of the squared limit the smooth minimum may lie above the true one.
    private const double Smoothness = 0.2;

    /// <summary>
    /// Smooth constraints that keep a point inside what the data cover. One that meets them at a share up to <see cref="InsideShare"/>, and
    /// keeps the <see cref="Relations"/> and the constant inputs, is judged <see cref="Verdict.Inside"/>.
    /// </summary>
    /// <param name="share">
    /// The share of the rows whose distance is allowed, above 0 and up to 1. Without the rows' distances the root of their mean square
    /// takes its place.
    /// </param>
    /// <returns>
    /// The squared distance from the centre; and, if the rows are there, the squared distance from the nearest of at most 2000 of them, as
    /// −log(mean of exp(−β d²)) / β. That is smooth and never less than the true one, so the constraint errs on the safe side: β is chosen
    /// such that it is more by a fifth of the limit at most.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">The share is not above 0 and up to 1.</exception>
    public IReadOnlyList<Constraint> Constraints(double share = InsideShare)
    {
        if (!(share is > 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(share), share, "ApplicabilityDomain.Constraints wants a share above 0 and up to 1.");
        }

        var constraints = new List<Constraint>();
        double centre = CentreDistances?.Quantile(share) ?? Math.Sqrt(_cloud.Value.Rank);
        if (centre > 0)
        {
            constraints.Add(FromCentre(centre * centre));
        }

        if (HasRows && NeighbourDistances is { } gaps)
        {
            double gap = gaps.Quantile(share);
            constraints.Add(FromNearest(gap * gap));
        }

        return constraints;
    }

    // ‖z V Λ^−½‖² ≤ limit.
    private Constraint FromCentre(double limit)
    {
        Cloud cloud = _cloud.Value;
        Slice<double> axes = Slice<double>.Copy(cloud.Axes(), new Shape(Summary.InputColumns.Count, cloud.Rank));
        Slice<double> zero = Slice<double>.Zeros(new Shape(1, cloud.Rank));
        return new(
            "squared distance from the data's centre",
            candidates =>
            {
                Variable<double> z = Deviations(candidates);
                return z.Affine(z.Tape.Constant(axes), z.Tape.Constant(zero)).Square().RowSums();
            },
            double.NegativeInfinity, limit, limit);
    }

    // −log(Σ exp(−β‖z − r‖²) / m) / β = ‖z‖² − (log Σ exp(2β z·r − β‖r‖²) − log m) / β ≤ limit.
    private Constraint FromNearest(double limit)
    {
        int[] rows = TapeRows();
        (int m, int n) = (rows.Length, Summary.InputColumns.Count);
        double logarithm = Logarithm.Log<Lanes1<double>, double>(new(m)).Value;
        double beta = Math.Max(logarithm, 1) / (Smoothness * limit);
        Slice<double> products = Slice<double>.Zeros(new Shape(n, m)), squares = Slice<double>.Zeros(new Shape(1, m));
        (double[] means, double[] scales) = Scaling();
        for (int k = 0; k < m; k++)
        {
            for (int j = 0; j < n; j++)
            {
                double r = (_rows!.Inputs[rows[k], j] - means[j]) * scales[j];
                products.Span[j * m + k] = 2 * beta * r;
                squares.Span[k] -= beta * r * r;
            }
        }

        return new(
            "squared distance from the nearest row",
            candidates =>
            {
                Variable<double> z = Deviations(candidates);
                Variable<double> nearness = z.Affine(z.Tape.Constant(products), z.Tape.Constant(squares)).LogSumExp();
                return z.Square().RowSums() - (nearness - logarithm) / beta;
            },
            double.NegativeInfinity, limit, limit);
    }

    // Different rows only, every k-th if there are too many.
    private int[] TapeRows()
    {
        ReadOnlySpan<int> numbers = _rows!.GroupBy([.. Summary.InputColumns.Select(input => input.Name)]).Groups;
        List<int> different = [];
        for (int row = 0; row < numbers.Length; row++)
        {
            if (numbers[row] == different.Count) // the groups are numbered as they first appear
            {
                different.Add(row);
            }
        }

        int count = Math.Min(different.Count, MostTapeRows);
        return [.. Enumerable.Range(0, count).Select(k => different[(int)((long)k * different.Count / count)])];
    }

    private Variable<double> Deviations(DecisionVariables candidates)
    {
        (double[] means, double[] scales) = Scaling();
        return (candidates.Inputs - candidates.Row(means)) * candidates.Row(scales);
    }

    // To standard deviations from the mean; an input that does not vary becomes 0.
    private (double[] Means, double[] Scales) Scaling() =>
        ([.. Summary.InputColumns.Select(input => input.Mean)],
        [.. Summary.InputColumns.Select(input => input.IsConstant ? 0 : 1 / input.StandardDeviation)]);
}
