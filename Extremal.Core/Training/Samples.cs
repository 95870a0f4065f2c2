using System.Numerics;
using Extremal.Memory;

namespace Extremal.Training;

/// <summary>Rows to train on or to validate with, already in the scale of the network.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class Samples<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Keeps the slices; nothing is copied.</summary>
    /// <param name="inputs">n × inputs.</param>
    /// <param name="targets">n × outputs.</param>
    /// <param name="weights">n × 1, of mean one, or null if all rows count alike.</param>
    /// <exception cref="ArgumentException">There are no rows, or the numbers of rows differ.</exception>
    public Samples(Slice<T> inputs, Slice<T> targets, Slice<T>? weights = null)
    {
        int rows = inputs.Shape.Rows;
        if (rows == 0 || targets.Shape.Rows != rows || (weights is { } w && w.Shape != new Shape(rows, 1)))
        {
            throw new ArgumentException(
                $"Samples got inputs of {inputs.Shape}, targets of {targets.Shape} and weights of {weights?.Shape}; "
                + "it wants one row of each a sample, at least one sample.");
        }

        (Inputs, Targets, Weights) = (inputs, targets, weights);
        Units = [.. Enumerable.Range(0, rows)];
    }

    /// <summary>n × inputs.</summary>
    public Slice<T> Inputs { get; }

    /// <summary>n × outputs.</summary>
    public Slice<T> Targets { get; }

    /// <summary>n × 1, of mean one, or null if all rows count alike.</summary>
    public Slice<T>? Weights { get; }

    /// <summary>For each row the number of what it is left out with: of its group, all from 0 on, or its own if there are no groups.</summary>
    internal IReadOnlyList<int> Units { get; init; }

    /// <summary>Number of rows.</summary>
    public int Count => Inputs.Shape.Rows;

    /// <summary>Some of the rows, in that order, as copies.</summary>
    internal Samples<T> Take(IReadOnlyList<int> rows) =>
        new(Gather(Inputs, rows), Gather(Targets, rows), Weights is { } weights ? Gather(weights, rows) : null)
        {
            Units = [.. rows.Select(row => Units[row])],
        };

    /// <summary>The same rows with one of the targets.</summary>
    internal Samples<T> Of(int output)
    {
        Slice<T> targets = Slice<T>.Zeros(new Shape(Count, 1));
        targets.Matrix.Assign(Targets.Matrix.ColumnRange(output, 1));
        return new(Inputs, targets, Weights) { Units = Units };
    }

    private static Slice<T> Gather(Slice<T> from, IReadOnlyList<int> rows)
    {
        Slice<T> to = Slice<T>.Zeros(new Shape(rows.Count, from.Shape.Columns));
        for (int i = 0; i < rows.Count; i++)
        {
            from.Matrix.Row(rows[i]).CopyTo(to.Matrix.Row(i));
        }

        return to;
    }
}
