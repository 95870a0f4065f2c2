using System.Globalization;
using System.Text;
using Extremal.Formats;

namespace Extremal.Data;

/// <summary>
/// A linear relation that every row keeps: Σ aᵢxᵢ = value over some inputs, in the user's units. It never changes.
/// </summary>
public sealed class Relation
{
    private readonly double[] _coefficients;

    internal Relation(int[] columns, double[] coefficients, double value, IReadOnlyList<Column> inputs)
    {
        (Columns, _coefficients, Value) = (columns, coefficients, value);
        Description = Describe(inputs);
    }

    /// <summary>The inputs that take part, ascending, counted from 0.</summary>
    public IReadOnlyList<int> Columns { get; }

    /// <summary>The coefficients aᵢ, one for each of <see cref="Columns"/>, none 0; that of the last is positive.</summary>
    public ReadOnlySpan<double> Coefficients => _coefficients;

    /// <summary>What the sum is in every row.</summary>
    public double Value { get; }

    /// <summary>The relation in words, such as <c>cement + water + sand = 1</c> or <c>length = 2·width + 5</c>.</summary>
    public string Description { get; }

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
        for (int i = 0; i < _coefficients.Length; i++)
        {
            sum += _coefficients[i] * point[Columns[i]];
        }

        return sum;
    }

    /// <inheritdoc/>
    public override string ToString() => Description;

    // A sum if all coefficients are positive; else the last input on the left side and all others on the right one, what is added first.
    private string Describe(IReadOnlyList<Column> inputs)
    {
        var text = new StringBuilder();
        bool isSum = Array.TrueForAll(_coefficients, a => a > 0);
        int last = _coefficients.Length - 1;
        if (!isSum)
        {
            AppendTerm(text, _coefficients[last], inputs[Columns[last]].Name);
            text.Append(" = ");
        }

        int before = text.Length;
        foreach (int i in Enumerable.Range(0, isSum ? last + 1 : last).OrderBy(i => !isSum && _coefficients[i] > 0))
        {
            double a = isSum ? _coefficients[i] : -_coefficients[i];
            text.Append(text.Length > before ? a < 0 ? " − " : " + " : a < 0 ? "−" : "");
            AppendTerm(text, Math.Abs(a), inputs[Columns[i]].Name);
        }

        if (isSum)
        {
            text.Append(" = ").Append(Short(Value));
        }
        else if (Value != 0)
        {
            text.Append(Value < 0 ? " − " : " + ").Append(Short(Math.Abs(Value)));
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
