namespace Extremal.Training.Evidence;

/// <summary>What members miss of the rows that they were trained without: for each row the mean and the variance over those members.</summary>
internal sealed class LeftOutMeans
{
    private readonly double[] _sums, _squares, _posteriors;
    private readonly int[] _counts;

    /// <param name="rows">Number of rows.</param>
    /// <param name="missed">What one member says of a row; any number of each row.</param>
    public LeftOutMeans(int rows, IEnumerable<LeftOutRow> missed)
    {
        (_sums, _squares, _posteriors, _counts) = (new double[rows], new double[rows], new double[rows], new int[rows]);
        foreach ((int row, double miss, double variance) in missed)
        {
            // Deviations from the first keep their digits.
            _counts[row]++;
            double before = _counts[row] == 1 ? miss : Mean(row, _counts[row] - 1);
            _sums[row] += miss;
            _posteriors[row] += variance;
            _squares[row] += (miss - before) * (miss - Mean(row));
        }
    }

    /// <summary>How many members were trained without a row.</summary>
    public int Count(int row) => _counts[row];

    /// <summary>The mean of what they miss; NaN if there are none.</summary>
    public double Mean(int row) => Mean(row, _counts[row]);

    /// <summary>The variance among them, with one less below; NaN if there are fewer than two.</summary>
    public double Variance(int row) => _counts[row] < 2 ? double.NaN : _squares[row] / (_counts[row] - 1);

    /// <summary>The mean of their posteriors' variances of a row.</summary>
    public double Posterior(int row) => _posteriors[row] / _counts[row];

    private double Mean(int row, int count) => _sums[row] / count;
}
