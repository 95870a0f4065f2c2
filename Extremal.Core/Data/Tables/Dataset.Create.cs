using System.Numerics.Tensors;
using Extremal.Memory;
using static System.FormattableString;

namespace Extremal.Data;

public sealed partial class Dataset
{
    private const string Operation = "Dataset.Create";

    /// <summary>Data with one target.</summary>
    /// <param name="inputs">rows × inputs.</param>
    /// <param name="targets">One number a row.</param>
    /// <param name="names">The inputs' names; x0, x1, … unless given.</param>
    /// <param name="target">The target's name.</param>
    /// <exception cref="ArgumentException">
    /// There are no rows or columns; counts do not match; a cell is not finite or beyond <see cref="Column.GreatestMagnitude"/>; a
    /// name is blank or there twice.
    /// </exception>
    public static Dataset Create(double[,] inputs, ReadOnlySpan<double> targets, IReadOnlyList<string>? names = null, string target = "y")
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return Build(Flatten(inputs), inputs.GetLength(0), inputs.GetLength(1), targets.ToArray(), targets.Length, 1, names, [target]);
    }

    /// <summary>Data with any number of targets.</summary>
    /// <param name="inputs">rows × inputs.</param>
    /// <param name="targets">rows × targets.</param>
    /// <param name="names">The inputs' names; x0, x1, … unless given.</param>
    /// <param name="targetNames">The targets' names; y, or y0, y1, …, unless given.</param>
    /// <inheritdoc cref="Create(double[,], ReadOnlySpan{double}, IReadOnlyList{string}, string)" path="/exception"/>
    public static Dataset Create(
        double[,] inputs, double[,] targets, IReadOnlyList<string>? names = null, IReadOnlyList<string>? targetNames = null)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(targets);
        return Build(
            Flatten(inputs), inputs.GetLength(0), inputs.GetLength(1),
            Flatten(targets), targets.GetLength(0), targets.GetLength(1), names, targetNames);
    }

    /// <summary>Data with one target, an array a row.</summary>
    /// <param name="inputs">The rows, each as long as the first.</param>
    /// <param name="targets">One number a row.</param>
    /// <param name="names">The inputs' names; x0, x1, … unless given.</param>
    /// <param name="target">The target's name.</param>
    /// <inheritdoc cref="Create(double[,], ReadOnlySpan{double}, IReadOnlyList{string}, string)" path="/exception"/>
    public static Dataset Create(
        IReadOnlyList<double[]> inputs, ReadOnlySpan<double> targets, IReadOnlyList<string>? names = null, string target = "y")
    {
        double[] flat = Flatten(inputs, "inputs", out int columns);
        return Build(flat, inputs.Count, columns, targets.ToArray(), targets.Length, 1, names, [target]);
    }

    /// <summary>Data with any number of targets, an array a row.</summary>
    /// <param name="inputs">The rows of inputs, each as long as the first.</param>
    /// <param name="targets">The rows of targets, each as long as the first.</param>
    /// <param name="names">The inputs' names; x0, x1, … unless given.</param>
    /// <param name="targetNames">The targets' names; y, or y0, y1, …, unless given.</param>
    /// <inheritdoc cref="Create(double[,], ReadOnlySpan{double}, IReadOnlyList{string}, string)" path="/exception"/>
    public static Dataset Create(
        IReadOnlyList<double[]> inputs, IReadOnlyList<double[]> targets,
        IReadOnlyList<string>? names = null, IReadOnlyList<string>? targetNames = null)
    {
        double[] flatInputs = Flatten(inputs, "inputs", out int inputCount);
        double[] flatTargets = Flatten(targets, "targets", out int targetCount);
        return Build(flatInputs, inputs.Count, inputCount, flatTargets, targets.Count, targetCount, names, targetNames);
    }

    /// <summary>Data from flat spans, row after row.</summary>
    /// <param name="inputs">rows · <paramref name="inputCount"/> numbers.</param>
    /// <param name="inputCount">Numbers of a row of inputs.</param>
    /// <param name="targets">rows · <paramref name="targetCount"/> numbers.</param>
    /// <param name="targetCount">Numbers of a row of targets.</param>
    /// <param name="names">The inputs' names; x0, x1, … unless given.</param>
    /// <param name="targetNames">The targets' names; y, or y0, y1, …, unless given.</param>
    /// <inheritdoc cref="Create(double[,], ReadOnlySpan{double}, IReadOnlyList{string}, string)" path="/exception"/>
    public static Dataset Create(
        ReadOnlySpan<double> inputs, int inputCount, ReadOnlySpan<double> targets, int targetCount = 1,
        IReadOnlyList<string>? names = null, IReadOnlyList<string>? targetNames = null)
    {
        int inputRows = RowsOf("inputs", inputs.Length, inputCount);
        int targetRows = RowsOf("targets", targets.Length, targetCount);
        return Build(inputs.ToArray(), inputRows, inputCount, targets.ToArray(), targetRows, targetCount, names, targetNames);
    }

    /// <summary>Data from tensors.</summary>
    /// <param name="inputs">rows × inputs.</param>
    /// <param name="targets">rows × targets; or of rank 1, one number a row.</param>
    /// <param name="names">The inputs' names; x0, x1, … unless given.</param>
    /// <param name="targetNames">The targets' names; y, or y0, y1, …, unless given.</param>
    /// <inheritdoc cref="Create(double[,], ReadOnlySpan{double}, IReadOnlyList{string}, string)" path="/exception"/>
    public static Dataset Create(
        in ReadOnlyTensorSpan<double> inputs, in ReadOnlyTensorSpan<double> targets,
        IReadOnlyList<string>? names = null, IReadOnlyList<string>? targetNames = null)
    {
        if (inputs.Rank != 2 || targets.Rank is < 1 or > 2)
        {
            throw Mistake.Of(
                $"{Operation} got inputs of rank {inputs.Rank} and targets of rank {targets.Rank}; it wants rank 2, and rank 1 or 2.");
        }

        (double[] flatInputs, double[] flatTargets) = (Flatten(inputs), Flatten(targets));
        int Length(nint length) => ArrayLength.Of($"{Operation} got a tensor with a length of {length}", length);

        return Build(
            flatInputs, Length(inputs.Lengths[0]), Length(inputs.Lengths[1]),
            flatTargets, Length(targets.Lengths[0]), targets.Rank == 1 ? 1 : Length(targets.Lengths[1]), names, targetNames);
    }

    /// <summary>All overloads end here; the arrays are this data set's own.</summary>
    private static Dataset Build(
        double[] inputs, int inputRows, int inputCount, double[] targets, int targetRows, int targetCount,
        IReadOnlyList<string>? names, IReadOnlyList<string>? targetNames)
    {
        if (inputRows == 0 || inputCount == 0 || targetRows == 0 || targetCount == 0 || inputRows != targetRows)
        {
            throw Mistake.Of(
                $"{Operation} got inputs of {new Shape(inputRows, inputCount)} and targets of {new Shape(targetRows, targetCount)}; ",
                $"it wants equally many rows of both, and at least one row and one column of each.");
        }

        string[] inputNames = names is null ? [.. Enumerable.Range(0, inputCount).Select(i => Invariant($"x{i}"))] : [.. names];
        string[] outputNames = targetNames is not null ? [.. targetNames]
            : targetCount == 1 ? ["y"] : [.. Enumerable.Range(0, targetCount).Select(i => Invariant($"y{i}"))];
        ColumnNames.Check(Operation, inputNames, inputCount, outputNames, targetCount);
        CheckCells(inputs, inputNames);
        CheckCells(targets, outputNames);
        return new(Observe(inputs, inputNames), Observe(targets, outputNames), inputs, targets, [], [], 0);
    }

    private static void CheckCells(double[] values, string[] names)
    {
        int bad = Array.FindIndex(values, value => !Column.IsUsable(value));
        if (bad >= 0)
        {
            throw Mistake.Of(
                $"{Operation} got {values[bad]} in row {bad / names.Length} (counted from 0) of column '{names[bad % names.Length]}'; ",
                $"every cell wants a finite number of magnitude up to {Column.GreatestMagnitude}.");
        }
    }

    private static Column[] Observe(double[] values, string[] names)
    {
        var matrix = new ReadOnlyMatrix<double>(values, new Shape(values.Length / names.Length, names.Length));
        var observed = new Column[names.Length];
        for (int j = 0; j < names.Length; j++)
        {
            observed[j] = Moments.Observe(names[j], matrix, j, []);
        }

        return observed;
    }

    private static int RowsOf(string what, int length, int columns)
    {
        if (columns <= 0 || length % columns != 0)
        {
            throw Mistake.Of($"{Operation} got {length} numbers as {what} with {columns} a row; it wants whole rows.");
        }

        return length / columns;
    }
}
