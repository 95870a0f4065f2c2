namespace Extremal.Data;

/// <summary>
/// One input of a table, given by column: numbers, or the labels of a category. <see cref="Dataset.Create(IReadOnlyList{Input},
/// ReadOnlySpan{double}, string)"/> makes data of them. It never changes; what it is made from is copied.
/// </summary>
public sealed class Input
{
    private readonly double[] _values;
    private readonly int[] _labelOfRow;
    private readonly string[] _labels;

    private Input(string name, string? unit, double[] values, int[] labelOfRow, string[] labels) =>
        (Name, Unit, _values, _labelOfRow, _labels) = (name, unit, values, labelOfRow, labels);

    /// <summary>A quantity.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="values">One number a row.</param>
    /// <param name="unit">The unit, for reports.</param>
    public static Input Number(string name, ReadOnlySpan<double> values, string? unit = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        return new(name, unit, values.ToArray(), [], []);
    }

    /// <summary>
    /// A category: it becomes one column a label, named <c>type=A</c>, with 1 in the rows that have the label and 0 in the others.
    /// </summary>
    /// <param name="name">Its name.</param>
    /// <param name="labels">
    /// The label of each row, upper and lower case being different. The columns stand in ordinal order of their labels.
    /// </param>
    /// <exception cref="ArgumentException">
    /// The name or a label is blank, or the number of different labels is below 2 or above <see cref="Data.Category.MostLabels"/>.
    /// </exception>
    public static Input Category(string name, IReadOnlyList<string> labels)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(labels);
        for (int row = 0; row < labels.Count; row++)
        {
            if (string.IsNullOrWhiteSpace(labels[row]))
            {
                throw Mistake.Of($"Input.Category got a blank label for '{name}' in row {row} (counted from 0).");
            }
        }

        string[] different = [.. labels.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (different.Length < 2 || different.Length > Data.Category.MostLabels)
        {
            throw Mistake.Of(
                $"Input.Category got {different.Length} different labels for '{name}' ({string.Join(", ", different.Take(5))}",
                $"{(different.Length > 5 ? ", …" : "")}); it wants 2 to {Data.Category.MostLabels}.");
        }

        return new(name, null, [], [.. labels.Select(label => Array.BinarySearch(different, label, StringComparer.Ordinal))], different);
    }

    /// <summary>The name of the quantity or of the category.</summary>
    public string Name { get; }

    /// <summary>The unit, for reports; null for none.</summary>
    public string? Unit { get; }

    /// <summary>The different labels of a category, in ordinal order; empty for a quantity.</summary>
    public IReadOnlyList<string> Labels => _labels;

    /// <summary>Number of rows.</summary>
    public int RowCount => _labels.Length > 0 ? _labelOfRow.Length : _values.Length;

    /// <summary>Number of columns it becomes.</summary>
    internal int Width => Math.Max(1, _labels.Length);

    /// <summary>What its columns are, in order: name, unit, category.</summary>
    internal IEnumerable<(string Name, string? Unit, Category? Category)> Columns => _labels.Length == 0
        ? [(Name, Unit, null)]
        : _labels.Select(label => new Category(Name, label)).Select(category => (category.ColumnName, (string?)null, (Category?)category));

    /// <summary>Writes its columns into a table of rows × <paramref name="width"/>, from column <paramref name="first"/> on.</summary>
    internal void Fill(double[] table, int width, int first)
    {
        for (int row = 0; row < RowCount; row++)
        {
            if (_labels.Length == 0)
            {
                table[row * width + first] = _values[row];
            }
            else
            {
                table[row * width + first + _labelOfRow[row]] = 1;
            }
        }
    }
}
