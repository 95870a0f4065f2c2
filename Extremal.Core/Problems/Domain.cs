using Extremal.Data;

namespace Extremal.Problems;

/// <summary>
/// Where an answer may lie, in the user's units and names: a range for every input, fixed inputs, and one linear band. All of it is hard.
/// A domain never changes: every verb returns a new one. What was said of single inputs holds whatever comes before or after it.
/// </summary>
/// <remarks>
/// A verb throws at once for what is wrong by itself or contradicts an earlier verb. Whether a point is left at all depends on the whole:
/// <see cref="Validate"/> says so, and a search calls it.
/// </remarks>
public sealed partial class Domain
{
    private readonly Column[] _columns;
    private readonly double? _deviations;
    private readonly (double Low, double High)?[] _ranges;
    private readonly double?[] _fixed;
    private readonly double[] _lower;
    private readonly double[] _upper;

    private Domain(Column[] columns, double? deviations, (double Low, double High)?[] ranges, double?[] fixedValues, LinearBand? band)
    {
        (_columns, _deviations, _ranges, _fixed, LinearBand) = (columns, deviations, ranges, fixedValues, band);
        (_lower, _upper) = (new double[columns.Length], new double[columns.Length]);
        for (int i = 0; i < columns.Length; i++)
        {
            (_lower[i], _upper[i]) = _fixed[i] is double value ? (value, value) : _ranges[i] ?? BaseRange(columns[i], deviations);
        }
    }

    /// <summary>The box in which the data lie: for every input, from the least to the greatest value that was observed.</summary>
    public static Domain Of(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return Of(data.InputColumns);
    }

    /// <inheritdoc cref="Of(Dataset)"/>
    public static Domain Of(DataSummary data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return Of(data.InputColumns);
    }

    /// <inheritdoc cref="Of(Dataset)"/>
    /// <exception cref="ArgumentException">There is no input.</exception>
    public static Domain Of(IReadOnlyList<Column> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return inputs.Count > 0
            ? new([.. inputs], null, new (double, double)?[inputs.Count], new double?[inputs.Count], null)
            : throw Mistake.Of($"Domain.Of got no inputs and wants at least one.");
    }

    /// <summary>The inputs.</summary>
    public IReadOnlyList<Column> Inputs => _columns;

    /// <summary>The least value of each input, in the user's own numbers; that of a fixed one is its value.</summary>
    public ReadOnlySpan<double> Lower => _lower;

    /// <summary>The greatest value of each input, in the user's own numbers; that of a fixed one is its value.</summary>
    public ReadOnlySpan<double> Upper => _upper;

    /// <summary>The linear band, or <see langword="null"/> if there is none.</summary>
    public LinearBand? LinearBand { get; }

    /// <summary>
    /// Takes the observed range for every input that has neither a range nor a value of its own.
    /// It replaces <see cref="WithinDeviations"/>, and is what a domain begins with.
    /// </summary>
    public Domain WithinData() => new(_columns, null, _ranges, _fixed, LinearBand);

    /// <summary>
    /// Takes mean ± <paramref name="count"/> standard deviations for every input that has neither a range nor a value of its own:
    /// the paper's box.
    /// It replaces <see cref="WithinData"/> and may reach outside what was observed.
    /// </summary>
    /// <exception cref="ArgumentException">The count is not positive, or the box would be too large.</exception>
    public Domain WithinDeviations(double count)
    {
        foreach (Column column in _columns)
        {
            (double low, double high) = BaseRange(column, count);
            if (!(count > 0 && Column.IsUsable(low) && Column.IsUsable(high)))
            {
                throw Mistake.Of(
                    $"Domain.WithinDeviations got {count} and wants a positive number that keeps '{column.Name}' ",
                    $"(mean {column.Mean}, deviation {column.Deviation}) within ±{Column.GreatestMagnitude}.");
            }
        }

        return new(_columns, count, _ranges, _fixed, LinearBand);
    }

    /// <summary>Gives one input a range of its own, inside or outside of the data. Equal ends fix it.</summary>
    /// <param name="name">The input's name.</param>
    /// <param name="low">Its least value.</param>
    /// <param name="high">Its greatest value.</param>
    /// <exception cref="ArgumentException">
    /// There is no such input; an end is not finite or too large; low is above high; the input has another range or a fixed value
    /// outside.
    /// </exception>
    public Domain Range(string name, double low, double high)
    {
        int input = ColumnNames.Find("Domain.Range", "input", _columns, name);
        CheckRange(input, low, high);
        var ranges = ((double, double)?[])_ranges.Clone();
        ranges[input] = (low, high);
        return new(_columns, _deviations, ranges, _fixed, LinearBand);
    }

    /// <summary>Fixes one input. The value may lie outside of the data, but not outside of a range that was given to the input.</summary>
    /// <param name="name">The input's name.</param>
    /// <param name="value">Its value, which an answer returns bit for bit.</param>
    /// <exception cref="ArgumentException">
    /// There is no such input; the value is not finite or too large; it contradicts a range or value given before.
    /// </exception>
    public Domain Fix(string name, double value)
    {
        int input = ColumnNames.Find("Domain.Fix", "input", _columns, name);
        CheckFixed(input, value);
        var values = (double?[])_fixed.Clone();
        values[input] = value;
        return new(_columns, _deviations, _ranges, values, LinearBand);
    }

    /// <summary>Whether an input has no choice: it was fixed, or its bounds are equal.</summary>
    public bool IsFixed(int input) => _lower[input] == _upper[input];

    private static (double Low, double High) BaseRange(Column column, double? deviations) => deviations is double.PositiveInfinity
        ? (double.NegativeInfinity, double.PositiveInfinity)
        : deviations is double count
        ? (column.Mean - count * column.Deviation, column.Mean + count * column.Deviation)
        : (column.Minimum, column.Maximum);
}
