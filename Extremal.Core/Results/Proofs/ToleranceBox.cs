using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;
using Extremal.Data;
using Extremal.Memory;
using static Extremal.Formats.Printable;

namespace Extremal.Results;

/// <summary>How exactly an answer has to be kept: a box around it in which the output is proven to stay near its value.</summary>
[JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
public sealed record ToleranceBox
{
    /// <summary>The input columns.</summary>
    public required IReadOnlyList<Column> Inputs { get; init => field = ValueList<Column>.Of(value); }

    /// <summary>The output's column.</summary>
    public required Column Target { get; init; }

    /// <summary>The output at the answer, in its unit.</summary>
    public double Value { get; init; }

    /// <summary>The least value of each input, in the user's units.</summary>
    public required IReadOnlyList<double> Lower { get; init => field = ValueList<double>.Of(value); }

    /// <summary>The greatest value of each input.</summary>
    public required IReadOnlyList<double> Upper { get; init => field = ValueList<double>.Of(value); }

    /// <summary>How large it is: this many of the given proportions to each side, as far as the domain goes.</summary>
    public double Size { get; init; }

    /// <summary>Whether it reaches the domain's ends in every input: then no larger one could be asked for.</summary>
    public bool FillsDomain { get; init; }

    /// <summary>How far the output stays from its value at the answer, in per cent of it.</summary>
    public double Percent { get; init; }

    /// <summary>No point of the box and the domain gives less, in the output's unit; proven.</summary>
    public double Low { get; init; }

    /// <summary>No point of the box and the domain gives more; proven.</summary>
    public double High { get; init; }

    /// <summary>Boxes that were bounded to prove it, those of larger boxes that could not be proven among them.</summary>
    public long Boxes { get; init; }

    /// <summary>Time that it took.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>What is proven, and the ranges, one input a line, rounded inward: what is printed lies in the box.</summary>
    public override string ToString()
    {
        string unit = Target.Unit is { } name ? " " + name : "", all = FillsDomain ? " all over the domain" : "";
        var text = new StringBuilder(Invariant($"{Target.Name} stays within {Percent} % of {Value:G6}{unit}{all}, proven, while"));
        foreach (Feature feature in Feature.Of("ToleranceBox", Inputs))
        {
            text.Append(Invariant($"\n  {feature.Name}"));
            text.Append(feature.IsCategory ? Invariant($" = {feature.Labels[feature.LabelOf([.. Lower])]}") : Range(feature.Columns[0]));
        }

        return text.ToString();
    }

    private string Range(int input)
    {
        (double low, double high) = (Lower[input], Upper[input]);
        string unit = Inputs[input].Unit is { } name ? " " + name : "";
        if (low == high)
        {
            return Invariant($" = {low}{unit}");
        }

        int digits = 0;
        for (double width = high - low; digits < 12 && width < 100; width *= 10)
        {
            digits++;
        }

        (string from, string to) = (Outward.Text(low, digits, 1), Outward.Text(high, digits, -1));
        return double.Parse(from, CultureInfo.InvariantCulture) <= double.Parse(to, CultureInfo.InvariantCulture)
            ? Invariant($" from {from} to {to}{unit}")
            : Invariant($" from {low:R} to {high:R}{unit}");
    }
}
