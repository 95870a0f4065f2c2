namespace Extremal.Data;

/// <summary>
/// What is kept of the data when the rows are gone, so that later answers can say what supports them: the columns with their ranges, means
/// and deviations, and the inputs' covariance. It is saved with a model, and never changes.
/// </summary>
public sealed class DataSummary
{
    private readonly Column[] _inputColumns;
    private readonly Column[] _targetColumns;
    private readonly double[] _covariance;

    /// <summary>A summary from its numbers, as they are read from a file; <see cref="Dataset.Summary"/> makes one from data.</summary>
    /// <param name="rows">Number of rows that were seen and count.</param>
    /// <param name="inputColumns">The inputs.</param>
    /// <param name="targetColumns">The targets.</param>
    /// <param name="covariance">The inputs' covariance, inputs × inputs, row after row.</param>
    /// <exception cref="ArgumentException">
    /// There is no row or column; a name is there twice; a category is not whole, or a target; the covariance has another size, or is not finite, or not symmetric, or has a
    /// negative diagonal.
    /// </exception>
    public DataSummary(int rows, IReadOnlyList<Column> inputColumns, IReadOnlyList<Column> targetColumns, ReadOnlySpan<double> covariance)
    {
        ArgumentNullException.ThrowIfNull(inputColumns);
        ArgumentNullException.ThrowIfNull(targetColumns);
        if (rows < 1 || inputColumns.Count == 0 || targetColumns.Count == 0)
        {
            throw Mistake.Of(
                $"DataSummary got {rows} rows, {inputColumns.Count} inputs and {targetColumns.Count} targets; it wants one at least.");
        }

        (RowCount, _inputColumns, _targetColumns, _covariance) = (rows, [.. inputColumns], [.. targetColumns], covariance.ToArray());
        string[] inputs = [.. _inputColumns.Select(column => column.Name)], targets = [.. _targetColumns.Select(column => column.Name)];
        ColumnNames.Check("DataSummary", inputs, inputs.Length, targets, targets.Length);
        Feature.RequireQuantities("DataSummary", _targetColumns);
        Features = Feature.Of("DataSummary", _inputColumns);
        CheckCovariance();
    }

    /// <summary>Number of rows that were seen and count: those of a weight above 0.</summary>
    public int RowCount { get; }

    /// <summary>
    /// How many rows of the least weight weigh as much as all rows do: 1/p with p the least share, or the number of rows if all weigh alike.
    /// No row is farther from the mean than σ·√(1/p − 1), since σ² ≥ pd² + (pd)²/(1 − p) if it is d away and the others balance it.
    /// </summary>
    internal double LightestRows
    {
        get => field > 0 ? field : RowCount;
        init;
    }

    /// <summary>The inputs: name, unit, range, mean, deviation.</summary>
    public IReadOnlyList<Column> InputColumns => _inputColumns;

    /// <summary>The targets: name, unit, range, mean, deviation.</summary>
    public IReadOnlyList<Column> TargetColumns => _targetColumns;

    /// <summary>The inputs as the user knows them: a category is one, however many columns it has.</summary>
    public IReadOnlyList<Feature> Features { get; }

    /// <summary>
    /// The population's covariance of every two inputs, Σ w(xᵢ − μᵢ)(xⱼ − μⱼ) / Σ w; inputs × inputs, row after row, symmetric.
    /// </summary>
    public ReadOnlySpan<double> Covariance => _covariance;

    /// <summary>
    /// How far the rows lie from their centre (Mahalanobis), or <see langword="null"/> if nobody has computed it:
    /// a summary that was read from a model's file has it, one that comes from rows leaves it to them.
    /// </summary>
    public Percentiles? CentreDistances { get; init; }

    /// <summary>
    /// How far each row lies from the nearest other one, in standard deviations, or <see langword="null"/> if it is not known.
    /// </summary>
    public Percentiles? NeighbourDistances { get; init; }

    private void CheckCovariance()
    {
        int n = _inputColumns.Length;
        if (_covariance.Length != (long)n * n)
        {
            throw Mistake.Of($"DataSummary got {_covariance.Length} covariances for {n} inputs and wants {(long)n * n}.");
        }

        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double below = _covariance[i * n + j], above = _covariance[j * n + i];
                if (!double.IsFinite(below) || below != above || (i == j && below < 0))
                {
                    throw Mistake.Of(
                        $"DataSummary got the covariances {below} and {above} of '{_inputColumns[i].Name}' ",
                        $"and '{_inputColumns[j].Name}'; it wants finite, symmetric ones, and none negative of a column with itself.");
                }
            }
        }
    }
}
