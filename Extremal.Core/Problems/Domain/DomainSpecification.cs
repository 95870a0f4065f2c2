using Extremal.Data;
using Extremal.Problems.Constraints;

namespace Extremal.Problems;

/// <summary>What has been said of a domain, as it was said: each verb replaces one part. Arrays are never written once they are here.</summary>
internal sealed record DomainSpecification(Column[] Inputs, Column[] Targets)
{
    /// <summary>Inputs without a range of their own keep to mean ± this many deviations; to what was observed if null.</summary>
    public double? Deviations { get; init; }

    /// <summary>A range of its own, for each input.</summary>
    public (double Low, double High)?[] Ranges { get; init; } = new (double, double)?[Inputs.Length];

    /// <summary>What an input may not go below or above, whatever its range; infinite where nothing was said.</summary>
    public (double Low, double High)[] Limits { get; init; } =
        [.. Enumerable.Repeat((double.NegativeInfinity, double.PositiveInfinity), Inputs.Length)];

    /// <summary>A fixed value, for each input.</summary>
    public double?[] Fixed { get; init; } = new double?[Inputs.Length];

    /// <summary>The numbers that an input may take: origin + k·step.</summary>
    public (double Step, double Origin)?[] Grids { get; init; } = new (double, double)?[Inputs.Length];

    /// <summary>Linear constraints.</summary>
    public LinearConstraint[] LinearConstraints { get; init; } = [];

    /// <summary>Smooth ones.</summary>
    public Constraint[] Constraints { get; init; } = [];

    /// <summary>How much of the data the answer is to be among; null if nothing was said.</summary>
    public double? Inside { get; init; }

    /// <summary>The bounds of an input before its grid or category narrows them. They cross where what was said contradicts the data's box.</summary>
    public (double Low, double High) Bounds(int input)
    {
        if (Fixed[input] is double value)
        {
            return (value, value);
        }

        (double low, double high) = Ranges[input] ?? Base(Inputs[input], Deviations);
        return (Math.Max(low, Limits[input].Low), Math.Min(high, Limits[input].High));
    }

    /// <summary>
    /// Where an input of which nothing was said may lie. A label's column is 0 or 1 in any box, and a constant one has its mean in any: numbers
    /// that differ by rounding alone are no choice.
    /// </summary>
    public static (double Low, double High) Base(Column column, double? deviations) => column.Category is not null
        ? (column.Minimum, column.Maximum)
        : deviations is { } all && double.IsPositiveInfinity(all)
        ? (double.NegativeInfinity, double.PositiveInfinity)
        : column.IsConstant ? (column.Mean, column.Mean)
        : deviations is { } count ? (column.Mean - count * column.StandardDeviation, column.Mean + count * column.StandardDeviation)
        : (column.Minimum, column.Maximum);

    /// <summary>A copy of an array with one other entry.</summary>
    public static V[] With<V>(V[] array, int index, V value)
    {
        V[] copy = [.. array];
        copy[index] = value;
        return copy;
    }
}
