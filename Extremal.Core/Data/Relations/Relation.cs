using System.Globalization;
using System.Text;
using Extremal.Formats;
using Extremal.Memory;

namespace Extremal.Data;

/// <summary>
/// A linear relation that every row keeps: Σ aᵢxᵢ = value over some inputs, in the user's units. It never changes.
/// </summary>
public sealed record Relation
{
    /// <summary>The inputs that take part, ascending, counted from 0.</summary>
    public required IReadOnlyList<int> Columns { get; init => field = ValueList<int>.Of(value); }

    /// <summary>The coefficients aᵢ, one for each of <see cref="Columns"/>, none 0; that of the last is positive.</summary>
    public required IReadOnlyList<double> Coefficients { get; init => field = ValueList<double>.Of(value); }

    /// <summary>What the sum is in every row.</summary>
    public required double Value { get; init; }

    /// <summary>The relation in words, such as <c>cement + water + sand = 1</c> or <c>length = 2·width + 5</c>.</summary>
    public required string Description { get; init; }

    /// <param name="columns">The inputs that take part, ascending.</param>
    /// <param name="coefficients">One for each of them.</param>
    /// <param name="value">What the sum is.</param>
    /// <param name="inputs">All inputs, for the words.</param>
    internal static Relation Of(int[] columns, double[] coefficients, double value, IReadOnlyList<Column> inputs) => new()
    {
        Columns = columns,
        Coefficients = coefficients,
        Value = value,
        Description = Describe(coefficients, value, [.. columns.Select(column => inputs[column].Name)]),
    };

    /// <summary>The sum Σ aᵢxᵢ at a point.</summary>
    /// <param name="point">One number for every input of the data.</param>
    /// <exception cref="ArgumentException">The point is too short.</exception>
    public double Sum(ReadOnlySpan<double> point)
    {
        if (point.Length <= Columns[^1])
        {
            throw Mistake.Of($"Relation.Sum got a point of {point.Length} numbers; '{Description}' wants {Columns[^1] + 1} at least.");
        }

        double sum = 0;
        for (int i = 0; i < Columns.Count; i++)
        {
            sum += Coefficients[i] * point[Columns[i]];
        }

        return sum;
    }

    /// <inheritdoc/>
    public override string ToString() => Description;

    // A sum if all coefficients are positive; else the last input on the left side and all others on the right one, what is added first.
    private static string Describe(double[] coefficients, double value, string[] names)
    {
        var text = new StringBuilder();
        bool isSum = Array.TrueForAll(coefficients, a => a > 0);
        int last = coefficients.Length - 1;
        if (!isSum)
        {
            AppendTerm(text, coefficients[last], names[last]);
            text.Append(" = ");
        }

        int before = text.Length;
        foreach (int i in Enumerable.Range(0, isSum ? last + 1 : last).OrderBy(i => !isSum && coefficients[i] > 0))
        {
            double a = isSum ? coefficients[i] : -coefficients[i];
            text.Append(text.Length > before ? a < 0 ? " − " : " + " : a < 0 ? "−" : "");
            AppendTerm(text, Math.Abs(a), names[i]);
        }

        if (isSum)
        {
            text.Append(" = ").Append(Short(value));
        }
        else if (value != 0)
        {
            text.Append(value < 0 ? " − " : " + ").Append(Short(Math.Abs(value)));
        }

        return text.ToString();
    }

    private static void AppendTerm(StringBuilder text, double coefficient, string name)
    {
        if (coefficient != 1)
        {
            text.Append(Short(coefficient)).Append('·');
        }

        text.Append(Printable.Of(name));
    }

    private static string Short(double number) => number.ToString("G10", CultureInfo.InvariantCulture);
}
