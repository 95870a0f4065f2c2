using Extremal.Data;

namespace Examples;

/// <summary>Sums of inputs as they are typed: <c>A+2*B+C=LOW..HIGH</c>, or with commas and a colon.</summary>
internal static class TotalReader
{
    public const string Form = "A+B+C=LOW..HIGH";

    private const string Option = "--sum";

    public static Request.Total Read(string text)
    {
        var (list, value) = CommandLine.Assignment(text, Option);
        var terms = Names.Items(list, Option, Names.Holds(list, ',') ? ',' : '+').Select(Term).ToArray();
        var twice = terms.GroupBy(term => term.Column).FirstOrDefault(same => same.Count() > 1);
        return twice is null ? new Request.Total(terms, Limits(value, text))
            : throw new InputException($"{Option}: '{twice.Key}' is named twice");
    }

    /// <summary>The option that adds a relation of the data as a constraint, as it is typed.</summary>
    public static string OptionFor(Relation relation, IReadOnlyList<Column> inputs)
    {
        var coefficients = relation.Coefficients.ToArray();
        var terms = relation.Columns.Select((column, i) =>
            (coefficients[i] == 1 ? "" : Numbers.InFull(coefficients[i]) + "*") + Quoted(inputs[column].Name));
        var text = $"{string.Join("+", terms)}={Numbers.InFull(relation.Value)}";
        return text.Contains('"') ? $"{Option} '{text}'" : $"{Option} \"{text}\"";
    }

    private static (string Column, double Coefficient) Term(string item)
    {
        var at = item.IndexOf('*');
        if (at <= 0 || !Numbers.TryRead(item[..at], out var coefficient)) { return (Names.Unquoted(item), 1); }

        var name = Names.Unquoted(item[(at + 1)..].Trim());
        return coefficient != 0 && Math.Abs(coefficient) <= Numbers.Greatest && name.Length > 0
            ? (name, coefficient)
            : throw new InputException($"{Option}: '{item}' has to be an input, or a factor other than 0, a star and an input");
    }

    private static (double Low, double High)? Limits(string value, string text) => value == "data" ? null
        : Numbers.TryRead(value, out var total) && Math.Abs(total) <= Numbers.Greatest ? (total, total)
        : CommandLine.Limits(value, text, Option, openEnds: true);

    private static string Quoted(string name) =>
        name.AsSpan().IndexOfAny(",+*=\"") < 0 ? name : $"\"{name.Replace("\"", "\"\"")}\"";
}
