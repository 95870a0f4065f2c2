using Extremal.Data;
using Extremal.Results;

namespace Extremal.Training;

/// <summary>
/// What the members of an ensemble say of the rows that they never drew: every row is predicted by the mean of those that did not learn from it (the
/// idea of L. Breiman, "Out-of-bag estimation", 1996, and of the jackknife+-after-bootstrap of B. Kim, C. Xu and R. F. Barber, NeurIPS 2020).
/// Where a member's out-of-bag rows chose its epoch, each is predicted after the epoch that the others choose.
/// </summary>
internal sealed class OutOfBag
{
    private readonly Dataset _data;
    private readonly int[] _members;
    private readonly double[] _predictions;
    private readonly double[] _spreads;

    /// <summary>Joins what the members say.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="rows">For each member the rows that it did not draw, ascending; none of weight 0.</param>
    /// <param name="outputs">For each member, of these rows, the outputs one after another in the user's units.</param>
    internal OutOfBag(Dataset data, IReadOnlyList<int[]> rows, IReadOnlyList<double[]> outputs)
    {
        int width = data.TargetColumns.Count;
        _data = data;
        _members = new int[data.RowCount];
        _predictions = new double[data.RowCount * width];
        _spreads = new double[data.RowCount * width];
        ForEach(rows, width, (_, row, _, _) => _members[row]++, oncePerRow: true);
        ForEach(rows, width, (k, row, j, at) => _predictions[row * width + j] += outputs[k][at] / _members[row]);
        ForEach(rows, width, (k, row, j, at) =>
        {
            double distance = outputs[k][at] - _predictions[row * width + j];
            _spreads[row * width + j] += distance * distance;
        });
        for (int i = 0; i < _spreads.Length; i++)
        {
            int members = _members[i / width];
            _predictions[i] = members == 0 ? double.NaN : _predictions[i];
            _spreads[i] = members < 2 ? double.NaN : Math.Sqrt(_spreads[i] / (members - 1));
        }
    }

    /// <summary>How many members never drew a row, nor chose their epoch by it alone; 0 for one of weight 0, which none could draw.</summary>
    public int Members(int row) => _members[row];

    /// <summary>The mean of these members, in the user's units; NaN if there are none.</summary>
    public double Prediction(int row, int output = 0) => _predictions[At(row, output)];

    /// <summary>Their sample deviation, with their number less one below; NaN if there are fewer than two.</summary>
    public double Spread(int row, int output = 0) => _spreads[At(row, output)];

    /// <summary>Measurement less prediction; NaN if there is none.</summary>
    public double Residual(int row, int output = 0) => _data.Targets[row, output] - Prediction(row, output);

    /// <summary>The accuracy, with the rows' weights, over all rows that count and are predicted.</summary>
    public Accuracy Accuracy(int output = 0)
    {
        int[] rows = [.. Enumerable.Range(0, _data.RowCount).Where(row => _members[row] > 0)];
        return Data.Accuracy.Of(
            [.. rows.Select(row => _data.Targets[row, output])], [.. rows.Select(row => Prediction(row, output))],
            _data.Weights.IsEmpty ? [] : [.. rows.Select(row => _data.Weights[row])]);
    }

    internal Residuals ToResiduals()
    {
        double[][] Each(Func<int, int, double> of) => [.. Enumerable.Range(0, _data.TargetColumns.Count).Select(output =>
            Enumerable.Range(0, _data.RowCount).Select(row => of(row, output)).ToArray())];

        return Residuals.Of(ResidualOrigin.OutOfBag, Each(ResidualOrInfinity), Each(Spread), _data.Groups);
    }

    // Of a row that some member judged: one that is not finite is off by more than any number.
    private double ResidualOrInfinity(int row, int output) =>
        _members[row] == 0 || double.IsFinite(Residual(row, output)) ? Residual(row, output) : double.PositiveInfinity;

    private int At(int row, int output)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(output);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(output, _data.TargetColumns.Count);
        return row * _data.TargetColumns.Count + output;
    }

    // Member after member, so that the sums have one order.
    private static void ForEach(IReadOnlyList<int[]> rows, int width, Action<int, int, int, int> visit, bool oncePerRow = false)
    {
        for (int k = 0; k < rows.Count; k++)
        {
            for (int i = 0; i < rows[k].Length; i++)
            {
                for (int j = 0; j < (oncePerRow ? 1 : width); j++)
                {
                    visit(k, rows[k][i], j, i * width + j);
                }
            }
        }
    }
}
