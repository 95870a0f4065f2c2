using Extremal.Memory;

namespace Extremal.Data;

public sealed partial class Dataset
{
    /// <summary>Data from named columns, some of which may be categories; with one target.</summary>
    /// <param name="inputs">The inputs, each with equally many rows.</param>
    /// <param name="targets">One number a row.</param>
    /// <param name="target">The target's name.</param>
    /// <exception cref="ArgumentException">
    /// There are no rows or inputs; counts do not match; a cell is not finite or beyond <see cref="Column.GreatestMagnitude"/>; a name is
    /// blank or there twice.
    /// </exception>
    public static Dataset Create(IReadOnlyList<Input> inputs, ReadOnlySpan<double> targets, string target = "y") =>
        Build(inputs, targets.ToArray(), targets.Length, 1, [target]);

    /// <summary>Data from named columns, some of which may be categories; with any number of targets.</summary>
    /// <param name="inputs">The inputs, each with equally many rows.</param>
    /// <param name="targets">rows × targets.</param>
    /// <param name="targetNames">The targets' names; y, or y0, y1, …, unless given.</param>
    /// <inheritdoc cref="Create(IReadOnlyList{Input}, ReadOnlySpan{double}, string)" path="/exception"/>
    public static Dataset Create(IReadOnlyList<Input> inputs, double[,] targets, IReadOnlyList<string>? targetNames = null)
    {
        ArgumentNullException.ThrowIfNull(targets);
        return Build(inputs, Flatten(targets), targets.GetLength(0), targets.GetLength(1), targetNames);
    }

    /// <summary>The inputs as the user knows them: a category is one, however many columns it has.</summary>
    public IReadOnlyList<Feature> Features => _features ??= Feature.Of(Operation, _inputColumns);

    /// <summary>The same rows with what columns of an earlier data set say beside their numbers: names, units, categories.</summary>
    /// <exception cref="ArgumentException">The rows do not have exactly one label of each category.</exception>
    internal Dataset Described(IReadOnlyList<Column> inputs, IReadOnlyList<Column> targets)
    {
        Dataset described = Observed([.. inputs], [.. targets], _inputs, _targets, _weights, _groups, GroupCount);
        foreach (Feature feature in described.Features.Where(feature => feature.IsCategory))
        {
            for (int row = 0; row < RowCount; row++)
            {
                double[] cells = [.. feature.Columns.Select(column => _inputs[row * _inputColumns.Length + column])];
                if (cells.Count(cell => cell == 1) != 1 || cells.Count(cell => cell == 0) != cells.Length - 1)
                {
                    throw Mistake.Of($"Dataset wants exactly one label of '{feature.Name}' in row {row} (counted from 0).");
                }
            }
        }

        return described;
    }

    private static Dataset Build(
        IReadOnlyList<Input> inputs, double[] targets, int targetRows, int targetCount, IReadOnlyList<string>? targetNames)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (inputs.FirstOrDefault(input => input.RowCount != targetRows) is { } other)
        {
            throw Mistake.Of($"{Operation} got {other.RowCount} rows of the input '{other.Name}' and {targetRows} of the targets.");
        }

        int width = ArrayLength.Of($"{Operation} got {inputs.Count} inputs", inputs.Sum(input => (long)input.Width)), first = 0;
        double[] table = new double[ArrayLength.Of($"{Operation} got {targetRows} rows of {width} columns", (Int128)targetRows * width)];
        foreach (Input input in inputs)
        {
            input.Fill(table, width, first);
            first += input.Width;
        }

        (string Name, string? Unit, Category? Category)[] columns = [.. inputs.SelectMany(input => input.Columns)];
        Dataset plain = Build(
            table, targetRows, width, targets, targetRows, targetCount, [.. columns.Select(column => column.Name)], targetNames);
        Column[] described =
        [
            .. plain._inputColumns.Zip(columns, (seen, said) =>
                new Column(seen.Name, seen.Minimum, seen.Maximum, seen.Mean, seen.StandardDeviation, said.Unit, said.Category)),
        ];
        string[] names = [.. inputs.Select(input => input.Name)], outputs = [.. plain._targetColumns.Select(column => column.Name)];
        ColumnNames.Check(Operation, names, names.Length, outputs, outputs.Length);
        return new(described, plain._targetColumns, plain._inputs, plain._targets, [], [], 0);
    }
}
