using Extremal.Data;

namespace Extremal.Problems;

/// <summary>
/// Whether a box may hold a point that meets <see cref="ApplicabilityDomain.Constraints"/>. It answers no only if that is certain: the squared
/// distance from the centre is a sum over directions, each at least what the box leaves of it; and no point of a box is nearer to a row
/// than the box is.
/// </summary>
internal sealed class ApplicabilityBoxes
{
    // An answer keeps a constraint up to a millionth of its scale, which is the limit here; and the sums are rounded.
    private const double Slack = 1 + 3e-6;

    private readonly DataSummary _summary;
    private readonly double[] _axes;
    private readonly int _rank;
    private readonly double _centreLimit;
    private readonly double[][] _rows;
    private readonly double _gapLimit;

    /// <param name="coverage">What the data cover.</param>
    /// <param name="share">The share of the rows whose distance is allowed.</param>
    public ApplicabilityBoxes(ApplicabilityDomain coverage, double share)
    {
        _summary = coverage.Summary;
        (_axes, _rank) = coverage.Axes;
        double centre = coverage.CentreDistances?.Quantile(share) ?? Math.Sqrt(_rank);
        _centreLimit = centre > 0 ? centre * centre * Slack : double.PositiveInfinity;
        double? gap = coverage.Counted is null ? null : coverage.NeighbourDistances?.Quantile(share);
        _gapLimit = gap * gap * Slack ?? double.PositiveInfinity;
        _rows = gap is null ? [] : [.. Enumerable.Range(0, coverage.Counted!.RowCount).Select(row => Deviations(coverage.Counted.Inputs.Row(row)))];
    }

    /// <summary>Whether the box may hold such a point.</summary>
    /// <param name="lower">Its lower side in the user's units.</param>
    /// <param name="upper">Its upper side.</param>
    public bool MayHold(ReadOnlySpan<double> lower, ReadOnlySpan<double> upper)
    {
        double[] low = Deviations(lower), high = Deviations(upper);
        return CentreDistance(low, high) <= _centreLimit && (_rows.Length == 0 || NearestRow(low, high) <= _gapLimit);
    }

    private double CentreDistance(double[] low, double[] high)
    {
        double squares = 0;
        for (int k = 0; k < _rank; k++)
        {
            double least = 0, most = 0;
            for (int j = 0; j < low.Length; j++)
            {
                double a = _axes[j * _rank + k];
                least += a * (a >= 0 ? low[j] : high[j]);
                most += a * (a >= 0 ? high[j] : low[j]);
            }

            double away = Math.Max(0, Math.Max(least, -most));
            squares += away * away;
        }

        return squares;
    }

    private double NearestRow(double[] low, double[] high)
    {
        double nearest = double.PositiveInfinity;
        foreach (double[] row in _rows)
        {
            double squares = 0;
            for (int j = 0; j < row.Length && squares < nearest; j++)
            {
                double away = Math.Max(0, Math.Max(low[j] - row[j], row[j] - high[j]));
                squares += away * away;
            }

            nearest = Math.Min(nearest, squares);
        }

        return nearest;
    }

    private double[] Deviations(ReadOnlySpan<double> point)
    {
        double[] z = new double[point.Length];
        for (int j = 0; j < z.Length; j++)
        {
            Column input = _summary.InputColumns[j];
            z[j] = input.IsConstant ? 0 : (point[j] - input.Mean) / input.StandardDeviation;
        }

        return z;
    }
}
