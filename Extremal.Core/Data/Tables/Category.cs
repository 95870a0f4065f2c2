using Extremal.Formats;

namespace Extremal.Data;

/// <summary>
/// Which label of which categorical input a one-hot column stands for. The columns of one input share the name; in each row exactly one
/// of them is 1 and the others are 0.
/// </summary>
/// <param name="Name">The categorical input's name, for example <c>type</c>.</param>
/// <param name="Label">The label for which the column is 1, for example <c>A</c>.</param>
public sealed record Category(string Name, string Label)
{
    /// <summary>The most labels of one input: each is a column of the network's input.</summary>
    public const int MostLabels = 64;

    /// <summary>The name of the column that stands for the label.</summary>
    internal string ColumnName => $"{Name}={Label}";

    /// <summary>Name and label: <c>type=A</c>.</summary>
    public override string ToString() => Printable.Of(ColumnName);
}
