using Extremal.Data;
using Extremal.Formats;

namespace Extremal;

/// <summary>The columns of inputs or targets, and their scaling.</summary>
internal static class StoredColumns
{
    public static void Add(Safetensors file, string kind, IReadOnlyList<Column> columns, Standardization scaling)
    {
        for (int i = 0; i < columns.Count; i++)
        {
            file.AddMetadata(FormattableString.Invariant($"{kind}.{i}.name"), columns[i].Name);
            if (columns[i].Unit is { } unit)
            {
                file.AddMetadata(FormattableString.Invariant($"{kind}.{i}.unit"), unit);
            }

            if (columns[i].Category is { } category)
            {
                file.AddMetadata(FormattableString.Invariant($"{kind}.{i}.category"), category.Name);
                file.AddMetadata(FormattableString.Invariant($"{kind}.{i}.label"), category.Label);
            }
        }

        file.Add<double>($"{kind}.observed", [columns.Count, 4], [.. columns.SelectMany(c => (double[])[c.Minimum, c.Maximum, c.Mean, c.StandardDeviation])]);
        file.Add<double>($"{kind}.scaling", [2, columns.Count], [.. scaling.Shifts, .. scaling.Scales]);
        AsinhTransform?[] transforms = [.. Enumerable.Range(0, columns.Count).Select(scaling.Transform)];
        if (scaling.HasTransforms)
        {
            file.Add<double>(
                TransformName(kind), [2, columns.Count], [.. transforms.Select(t => t?.Origin ?? 0), .. transforms.Select(t => t?.Width ?? 0)]);
        }
    }

    public static Column[] Read(Safetensors file, string kind, int count)
    {
        ReadOnlySpan<double> observed = file.Get<double>($"{kind}.observed", [count, 4]);
        var columns = new Column[count];
        for (int i = 0; i < count; i++)
        {
            string key = FormattableString.Invariant($"{kind}.{i}");
            double[] numbers = observed.Slice(4 * i, 4).ToArray();
            Category? category = ReadCategory(file, key);
            columns[i] = StoredPart.Of($"{kind}.observed", () => new Column(
                file.Text(key + ".name"), numbers[0], numbers[1], numbers[2], numbers[3], file.Metadata.GetValueOrDefault(key + ".unit"), category));
        }

        return columns;
    }

    // Files from before there were categories have neither of the two; one without the other says nothing.
    private static Category? ReadCategory(Safetensors file, string key)
    {
        if (!file.Metadata.ContainsKey(key + ".category") && !file.Metadata.ContainsKey(key + ".label"))
        {
            return null;
        }

        return new Category(Named(key + ".category"), Named(key + ".label"));

        string Named(string part) => file.Text(part) is { } text && !string.IsNullOrWhiteSpace(text) ? text : throw Metadata.Malformed(part, "it is blank");
    }

    // Before the summary, which would refuse them too, but not say where.
    public static void RequireWholeCategories(Column[] inputs, Column[] targets)
    {
        try
        {
            Feature.RequireQuantities("the file", targets);
            Feature.Of("the file", inputs);
        }
        catch (ArgumentException contradiction)
        {
            throw Metadata.Malformed("*.category", Metadata.Reason(contradiction), contradiction);
        }
    }

    public static Standardization ReadScaling(Safetensors file, string kind, int count)
    {
        double[] numbers = file.Get<double>($"{kind}.scaling", [2, count]).ToArray();
        if (!file.Names.Contains(TransformName(kind)))
        {
            return StoredPart.Of($"{kind}.scaling", () => new Standardization(numbers.AsSpan(0, count), numbers.AsSpan(count)));
        }

        double[] bent = file.Get<double>(TransformName(kind), [2, count]).ToArray();
        AsinhTransform?[] transforms = [.. Enumerable.Range(0, count).Select(j =>
            bent[j] == 0 && bent[count + j] == 0 ? (AsinhTransform?)null : new AsinhTransform(bent[j], bent[count + j]))];
        return StoredPart.Of(TransformName(kind), () => new Standardization(numbers.AsSpan(0, count), numbers.AsSpan(count), transforms));
    }

    /// <summary>Names of the tensors.</summary>
    public static IEnumerable<string> Names(string kind, Standardization scaling) =>
    [
        $"{kind}.observed", $"{kind}.scaling",
        .. scaling.HasTransforms ? [TransformName(kind)] : Array.Empty<string>(),
    ];

    // Origins, and widths; 0 for a column that has none.
    private static string TransformName(string kind) => $"{kind}.transform";
}
