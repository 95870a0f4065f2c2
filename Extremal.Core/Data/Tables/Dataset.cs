using Extremal.Memory;
using static System.FormattableString;

namespace Extremal.Data;

/// <summary>
/// Measurements in the user's units: inputs (rows × inputs), targets (rows × targets), what was observed of every column,
/// and, if wanted, a weight and a group number for every row. It never changes, so threads may share it; what it is made from is copied.
/// </summary>
/// <remarks>
/// A column whose values are all equal, or differ by rounding alone, is allowed: its <see cref="Column.IsConstant"/> says so, and
/// <see cref="Standardization"/> leaves its scale at 1. Part of a data set may well have one. Whether to refuse it is for the
/// application to decide.
/// </remarks>
public sealed partial class Dataset
{
    private readonly Column[] _inputColumns;
    private readonly Column[] _targetColumns;
    private readonly double[] _inputs;
    private readonly double[] _targets;
    private readonly double[] _weights;
    private readonly int[] _groups;
    private DataSummary? _summary;
    private Dataset? _counted;
    private int[]? _countedRows;
    private Feature[]? _features;

    private Dataset(
        Column[] inputColumns, Column[] targetColumns, double[] inputs, double[] targets, double[] weights, int[] groups, int groupCount)
    {
        (_inputColumns, _targetColumns, _inputs, _targets) = (inputColumns, targetColumns, inputs, targets);
        (_weights, _groups, GroupCount) = (weights, groups, groupCount);
    }

    /// <summary>Number of rows, at least one.</summary>
    public int RowCount => _inputs.Length / _inputColumns.Length;

    /// <summary>The input columns, at least one.</summary>
    public IReadOnlyList<Column> InputColumns => _inputColumns;

    /// <summary>The target columns, at least one.</summary>
    public IReadOnlyList<Column> TargetColumns => _targetColumns;

    /// <summary>The inputs, rows × inputs and dense.</summary>
    public ReadOnlyMatrix<double> Inputs => new(_inputs, new Shape(RowCount, _inputColumns.Length));

    /// <summary>The targets, rows × targets and dense.</summary>
    public ReadOnlyMatrix<double> Targets => new(_targets, new Shape(RowCount, _targetColumns.Length));

    /// <summary>
    /// How much each row counts, one number a row; empty if all count alike. A row of weight 2 counts like two rows in every loss, mean,
    /// deviation, covariance and percentile; one of weight 0 is absent: no range, split, distance or neighbour knows of it.
    /// </summary>
    public ReadOnlySpan<double> Weights => _weights;

    /// <summary>
    /// The number of each row's group, from 0 in the order in which the groups first appear; empty if there are no groups.
    /// </summary>
    public ReadOnlySpan<int> Groups => _groups;

    /// <summary>Number of groups; 0 if there are none.</summary>
    public int GroupCount { get; }

    /// <summary>What later answers need to know of these data: of the rows that count, those of a weight above 0.</summary>
    public DataSummary Summary => _summary ??= Counted.Summarize();

    /// <summary>The rows that count, those of a weight above 0: these very data if all do.</summary>
    internal Dataset Counted => _counted ??= CountedRows.Length == RowCount ? this : Take(CountedRows);

    /// <summary>For each row of <see cref="Counted"/> its number in these data, ascending.</summary>
    internal int[] CountedRows => _countedRows ??=
        [.. Enumerable.Range(0, RowCount).Where(row => _weights.Length == 0 || _weights[row] > 0)];

    /// <summary>
    /// The same data with these weights: none negative, not all 0. Ranges, means and deviations are weighted. An empty span takes the weights
    /// away.
    /// </summary>
    /// <param name="weights">One number a row.</param>
    /// <exception cref="ArgumentException">
    /// There are too many or too few; or one is negative, not finite or too large; or all are 0.
    /// </exception>
    public Dataset WithWeights(ReadOnlySpan<double> weights)
    {
        Mistake.RequireWeights("Dataset.WithWeights", weights, RowCount);
        return weights.IsEmpty || weights.IndexOfAnyExcept(0) >= 0
            ? Observed(_inputColumns, _targetColumns, _inputs, _targets, weights.ToArray(), _groups, GroupCount)
            : throw Mistake.Of($"Dataset.WithWeights got only zeros and wants at least one positive weight.");
    }

    /// <summary>The same data with this unit of one column, for reports.</summary>
    /// <param name="name">An input's or a target's name.</param>
    /// <param name="unit">The unit, or <see langword="null"/> for none.</param>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public Dataset WithUnit(string name, string? unit)
    {
        Column[] all = [.. _inputColumns, .. _targetColumns];
        int at = ColumnNames.Find("Dataset.WithUnit", "column", all, name);
        all[at] = all[at].WithUnit(unit);
        return new(all[.._inputColumns.Length], all[_inputColumns.Length..], _inputs, _targets, _weights, _groups, GroupCount);
    }

    /// <summary>
    /// The named rows in the given order, with their weights and groups; a row may be taken more than once. Ranges, means and
    /// deviations are those of the rows taken, and groups are numbered anew.
    /// </summary>
    /// <param name="rows">Row numbers, counted from 0.</param>
    /// <exception cref="ArgumentException">There are none, or one is not there, or all of them have weight 0.</exception>
    public Dataset Take(ReadOnlySpan<int> rows)
    {
        if (rows.IsEmpty)
        {
            throw Mistake.Of($"Dataset.Take got no rows and wants at least one.");
        }

        foreach (int row in rows)
        {
            if ((uint)row >= (uint)RowCount)
            {
                throw new ArgumentOutOfRangeException(nameof(rows), row, Invariant($"Dataset.Take: the rows are 0 to {RowCount - 1}."));
            }
        }

        double[] inputs = TakeRows(_inputs, _inputColumns.Length, rows);
        double[] targets = TakeRows(_targets, _targetColumns.Length, rows);
        double[] weights = _weights.Length == 0 ? [] : TakeRows(_weights, 1, rows);
        int[] groups = _groups.Length == 0 ? [] : TakeRows(_groups, 1, rows);
        int groupCount = NumberInOrder(groups);
        if (weights.Length > 0 && !Array.Exists(weights, weight => weight > 0))
        {
            throw Mistake.Of($"Dataset.Take got {rows.Length} rows that all have weight 0, and wants one at least that counts.");
        }

        return Observed(_inputColumns, _targetColumns, inputs, targets, weights, groups, groupCount);
    }

    private DataSummary Summarize()
    {
        double[] weights = Moments.Relative(_weights);
        return new DataSummary(RowCount, _inputColumns, _targetColumns, Moments.Covariance(Inputs, _inputColumns, weights))
        {
            LightestRows = weights.Length == 0 ? RowCount : Math.Min(weights.Sum() / weights.Min(), 1e300), // finite whatever they are
        };
    }

    private static V[] TakeRows<V>(V[] values, int columns, ReadOnlySpan<int> rows)
    {
        var taken = new V[ArrayLength.Of($"Dataset.Take got {rows.Length} rows of {columns} columns", (Int128)rows.Length * columns)];
        for (int i = 0; i < rows.Length; i++)
        {
            values.AsSpan(rows[i] * columns, columns).CopyTo(taken.AsSpan(i * columns));
        }

        return taken;
    }

    /// <summary>Data whose columns have the names of these, and the ranges and moments of the rows that are given.</summary>
    private static Dataset Observed(
        Column[] inputColumns, Column[] targetColumns, double[] inputs, double[] targets, double[] weights, int[] groups, int groupCount)
    {
        double[] relative = Moments.Relative(weights);
        return new(
            Observe(inputs, inputColumns, relative), Observe(targets, targetColumns, relative), inputs, targets, weights, groups, groupCount);
    }

    private static Column[] Observe(double[] values, Column[] columns, double[] weights)
    {
        var matrix = new ReadOnlyMatrix<double>(values, new Shape(values.Length / columns.Length, columns.Length));
        var observed = new Column[columns.Length];
        for (int j = 0; j < columns.Length; j++)
        {
            Column before = columns[j];
            observed[j] = Moments.Observe(before.Name, matrix, j, weights, before.Unit, before.Category);
        }

        return observed;
    }

    private void CheckLength(string operation, string what, int length)
    {
        if (length != RowCount)
        {
            throw Mistake.Of($"{operation} got {length} {what} for {RowCount} rows.");
        }
    }
}
