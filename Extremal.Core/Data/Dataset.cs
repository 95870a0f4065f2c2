using Extremal.Memory;
using static System.FormattableString;

namespace Extremal.Data;

/// <summary>
/// Measurements in the user's units: inputs (rows × inputs), targets (rows × targets), what was observed of every column,
/// and, if wanted, a weight and a group number for every row. It never changes, so threads may share it; what it is made from is copied.
/// </summary>
/// <remarks>
/// A column whose values are all equal is allowed: its <see cref="Column.IsConstant"/> says so, its deviation is 0, and
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
    private Feature[]? _features;

    private Dataset(
        Column[] inputColumns, Column[] targetColumns, double[] inputs, double[] targets, double[] weights, int[] groups, int groupCount)
    {
        (_inputColumns, _targetColumns, _inputs, _targets) = (inputColumns, targetColumns, inputs, targets);
        (_weights, _groups, GroupCount) = (weights, groups, groupCount);
    }

    /// <summary>Number of rows, at least one.</summary>
    public int Rows => _inputs.Length / _inputColumns.Length;

    /// <summary>The input columns, at least one.</summary>
    public IReadOnlyList<Column> InputColumns => _inputColumns;

    /// <summary>The target columns, at least one.</summary>
    public IReadOnlyList<Column> TargetColumns => _targetColumns;

    /// <summary>The inputs, rows × inputs and dense.</summary>
    public ReadOnlyMatrix<double> Inputs => new(_inputs, new Shape(Rows, _inputColumns.Length));

    /// <summary>The targets, rows × targets and dense.</summary>
    public ReadOnlyMatrix<double> Targets => new(_targets, new Shape(Rows, _targetColumns.Length));

    /// <summary>
    /// How much each row counts in training, one number a row; empty if all count alike. Means and deviations do not heed it.
    /// </summary>
    public ReadOnlySpan<double> Weights => _weights;

    /// <summary>
    /// The number of each row's group, from 0 in the order in which the groups first appear; empty if there are no groups.
    /// </summary>
    public ReadOnlySpan<int> Groups => _groups;

    /// <summary>Number of groups; 0 if there are none.</summary>
    public int GroupCount { get; }

    /// <summary>What later answers need to know of these data.</summary>
    public DataSummary Summary =>
        _summary ??= new DataSummary(Rows, _inputColumns, _targetColumns, Moments.Covariance(Inputs, _inputColumns));

    /// <summary>The same data with these weights: none negative, not all 0. An empty span takes the weights away.</summary>
    /// <param name="weights">One number a row.</param>
    /// <exception cref="ArgumentException">
    /// There are too many or too few; or one is negative, not finite or too large; or all are 0.
    /// </exception>
    public Dataset WithWeights(ReadOnlySpan<double> weights)
    {
        if (!weights.IsEmpty)
        {
            CheckLength("Dataset.WithWeights", "weights", weights.Length);
        }

        bool anyPositive = weights.IsEmpty;
        for (int i = 0; i < weights.Length; i++)
        {
            if (!(weights[i] >= 0 && Column.IsUsable(weights[i])))
            {
                throw Mistake.Of(
                    $"Dataset.WithWeights got {weights[i]} for row {i} (counted from 0); ",
                    $"it wants numbers from 0 to {Column.GreatestMagnitude}.");
            }

            anyPositive |= weights[i] > 0;
        }

        return anyPositive
            ? new(_inputColumns, _targetColumns, _inputs, _targets, weights.ToArray(), _groups, GroupCount)
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
        all[at] = all[at].In(unit);
        return new(all[.._inputColumns.Length], all[_inputColumns.Length..], _inputs, _targets, _weights, _groups, GroupCount);
    }

    /// <summary>
    /// The named rows in the given order, with their weights and groups; a row may be taken more than once. Ranges, means and
    /// deviations are those of the rows taken, and groups are numbered anew.
    /// </summary>
    /// <param name="rows">Row numbers, counted from 0.</param>
    /// <exception cref="ArgumentException">There are none, or one is not there.</exception>
    public Dataset Take(ReadOnlySpan<int> rows)
    {
        if (rows.IsEmpty)
        {
            throw Mistake.Of($"Dataset.Take got no rows and wants at least one.");
        }

        foreach (int row in rows)
        {
            if ((uint)row >= (uint)Rows)
            {
                throw new ArgumentOutOfRangeException(nameof(rows), row, Invariant($"Dataset.Take: the rows are 0 to {Rows - 1}."));
            }
        }

        double[] inputs = TakeRows(_inputs, _inputColumns.Length, rows);
        double[] targets = TakeRows(_targets, _targetColumns.Length, rows);
        double[] weights = _weights.Length == 0 ? [] : TakeRows(_weights, 1, rows);
        int[] groups = _groups.Length == 0 ? [] : TakeRows(_groups, 1, rows);
        int groupCount = NumberInOrder(groups);
        return new(Observe(inputs, _inputColumns), Observe(targets, _targetColumns), inputs, targets, weights, groups, groupCount);
    }

    private static V[] TakeRows<V>(V[] values, int columns, ReadOnlySpan<int> rows)
    {
        var taken = new V[rows.Length * columns];
        for (int i = 0; i < rows.Length; i++)
        {
            values.AsSpan(rows[i] * columns, columns).CopyTo(taken.AsSpan(i * columns));
        }

        return taken;
    }

    private static Column[] Observe(double[] values, Column[] columns)
    {
        var shape = new Shape(values.Length / columns.Length, columns.Length);
        var observed = new Column[columns.Length];
        for (int j = 0; j < columns.Length; j++)
        {
            Column before = columns[j];
            observed[j] = Moments.Observe(before.Name, new ReadOnlyMatrix<double>(values, shape), j, before.Unit, before.Category);
        }

        return observed;
    }

    private void CheckLength(string operation, string what, int length)
    {
        if (length != Rows)
        {
            throw Mistake.Of($"{operation} got {length} {what} for {Rows} rows.");
        }
    }
}
