namespace Extremal.Data;

/// <summary>
/// One input as the user knows it: a quantity, which is one column, or a category, which has one name and a column for each label. It
/// never changes.
/// </summary>
public sealed class Feature
{
    private readonly int[] _columns;
    private readonly string[] _labels;

    private Feature(string name, string? unit, int[] columns, string[] labels) =>
        (Name, Unit, _columns, _labels) = (name, unit, columns, labels);

    /// <summary>The name: a quantity's column, or the category.</summary>
    public string Name { get; }

    /// <summary>The unit, for reports; null for none, and for a category.</summary>
    public string? Unit { get; }

    /// <summary>Where its columns stand among the input columns; for a quantity just one.</summary>
    public IReadOnlyList<int> Columns => _columns;

    /// <summary>The label of each of the columns; empty for a quantity.</summary>
    public IReadOnlyList<string> Labels => _labels;

    /// <summary>Whether it is a category.</summary>
    public bool IsCategory => _labels.Length > 0;

    /// <summary>
    /// Which of <see cref="Labels"/> a point has: the one whose column is greatest, the first of equals; 0 for a quantity.
    /// </summary>
    /// <param name="point">One number an input column.</param>
    public int LabelOf(ReadOnlySpan<double> point)
    {
        int best = 0;
        for (int label = 1; label < _labels.Length; label++)
        {
            if (point[_columns[label]] > point[_columns[best]])
            {
                best = label;
            }
        }

        return best;
    }

    /// <summary>The features of input columns, in the order of their first columns.</summary>
    /// <exception cref="ArgumentException">
    /// A category has one label only, or more than <see cref="Category.MostLabels"/>, or a label twice, or the name of a column.
    /// </exception>
    internal static Feature[] Of(string operation, IReadOnlyList<Column> columns)
    {
        var features = new List<Feature>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < columns.Count; i++)
        {
            Category? category = columns[i].Category;
            if (category is null)
            {
                features.Add(new Feature(columns[i].Name, columns[i].Unit, [i], []));
            }
            else if (seen.Add(category.Name))
            {
                features.Add(OfCategory(operation, category.Name, columns));
            }
        }

        return [.. features];
    }

    /// <exception cref="ArgumentException">A target is a label; the message names it.</exception>
    internal static void RequireQuantities(string operation, IReadOnlyList<Column> targets)
    {
        if (targets.FirstOrDefault(column => column.Category is not null) is { } label)
        {
            throw Mistake.Of($"{operation} got the target '{label.Name}' for a label of a category; only inputs can be categories.");
        }
    }

    private static Feature OfCategory(string operation, string name, IReadOnlyList<Column> columns)
    {
        int[] own = [.. Enumerable.Range(0, columns.Count).Where(i => columns[i].Category?.Name == name)];
        string[] labels = [.. own.Select(i => columns[i].Category!.Label)];
        if (labels.Length < 2 || labels.Length > Category.MostLabels)
        {
            throw Mistake.Of(
                $"{operation} got the category '{name}' with {labels.Length} labels ({string.Join(", ", labels.Take(10))}); ",
                $"it wants 2 to {Category.MostLabels}.");
        }

        if (labels.GroupBy(label => label, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw Mistake.Of($"{operation} got the label '{twice.Key}' of the category '{name}' twice.");
        }

        return columns.Any(column => column.Name == name)
            ? throw Mistake.Of($"{operation} got the name '{name}' for a category and for a column; each wants a name of its own.")
            : new(name, null, own, labels);
    }
}
