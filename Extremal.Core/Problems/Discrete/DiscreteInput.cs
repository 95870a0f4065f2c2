using static Extremal.Formats.Printable;

namespace Extremal.Problems;

/// <summary>
/// An input that may take only some values: the numbers of a grid, or the labels of a category. A value is one number either way: the
/// grid's own, or the place of the label among <see cref="Labels"/>. It never changes.
/// </summary>
public abstract class DiscreteInput
{
    private readonly int[] _columns;

    private protected DiscreteInput(string name, int[] columns) => (Name, _columns) = (name, columns);

    /// <summary>The input's name; a category's, not that of a column.</summary>
    public string Name { get; }

    /// <summary>Its columns among the inputs: one for a grid, one a label for a category.</summary>
    public IReadOnlyList<int> Columns => _columns;

    /// <summary>The labels, the allowed and the others, one a column; empty for a grid.</summary>
    public abstract IReadOnlyList<string> Labels { get; }

    /// <summary>Whether it is a category.</summary>
    public bool IsCategory => Labels.Count > 0;

    /// <summary>Number of allowed values; 0 if there are none, <see cref="long.MaxValue"/> if a bound is infinite or they are more.</summary>
    public abstract long Count { get; }

    /// <summary>The allowed values, ascending.</summary>
    /// <exception cref="InvalidOperationException">A bound is infinite.</exception>
    public abstract IEnumerable<double> Values { get; }

    /// <summary>
    /// What a point has: the number of a grid, allowed or not; or the allowed label whose column is greatest, the first of equals.
    /// </summary>
    /// <param name="point">One number an input column, in the user's units.</param>
    public abstract double ValueOf(ReadOnlySpan<double> point);

    /// <summary>The allowed value nearest to a number; of labels, by their places. NaN stays NaN.</summary>
    /// <exception cref="InvalidOperationException">No value is allowed; <see cref="Domain.Validate"/> says so.</exception>
    public abstract double Nearest(double value);

    /// <summary>
    /// The allowed values next to an allowed one: on a grid those below and above, at its ends only one; in a category all other labels.
    /// </summary>
    public abstract IReadOnlyList<double> Neighbours(double value);

    /// <summary>Writes an allowed value into a point: the grid's number, or 1 for the label and 0 for the others.</summary>
    /// <param name="value">An allowed value.</param>
    /// <param name="point">One number an input column, in the user's units.</param>
    public abstract void Put(double value, Span<double> point);

    /// <summary>A value as the user knows it: the number, or the label.</summary>
    public abstract string Show(double value);

    /// <summary>
    /// By how much a point is away from its nearest allowed value, the worst of its columns; 0 up to a billionth of a step, by which grid
    /// numbers may differ from what a user types. +∞ if there is no such value, or a number is NaN.
    /// </summary>
    public abstract double Violation(ReadOnlySpan<double> point);

    /// <summary>What is allowed, in words.</summary>
    public abstract string Description { get; }

    /// <inheritdoc cref="Description"/>
    public sealed override string ToString() => Description;

    private protected InvalidOperationException Nothing() => new(Invariant($"'{Name}' has no allowed value."));
}
