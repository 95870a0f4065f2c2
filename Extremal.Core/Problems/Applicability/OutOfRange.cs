using System.Text.Json.Serialization;
using Extremal.Data;
using static Extremal.Formats.Printable;

namespace Extremal.Problems;

/// <summary>An input of a point that lies outside of everything that was observed of it.</summary>
/// <param name="Input">Its number, counted from 0.</param>
/// <param name="Column">The input with its range.</param>
/// <param name="Value">The point's value.</param>
[JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
public sealed record OutOfRange(int Input, Column Column, double Value)
{
    /// <summary>How far the value is above the greatest, or below the least, in the user's units; positive.</summary>
    public double Amount => IsAbove ? Value - Column.Maximum : Column.Minimum - Value;

    /// <summary>Whether it is above the greatest observed value, not below the least.</summary>
    public bool IsAbove => Value > Column.Maximum;

    /// <summary>
    /// For example <c>age is 35 above its greatest value in the data, 365</c>; of a label's column <c>no row of the data has brand B</c>.
    /// </summary>
    public override string ToString() => Column.Category is { } category
        ? Invariant($"{(IsAbove ? "no" : "every")} row of the data has {category.Name} {category.Label}")
        : Invariant($"{Column.Name} is {SupportWords.Amount(Amount)}{(Column.Unit is null ? "" : " " + Column.Unit)} ")
        + (IsAbove ? $"above its greatest value in the data, {SupportWords.Amount(Column.Maximum)}"
            : $"below its least value in the data, {SupportWords.Amount(Column.Minimum)}");
}
