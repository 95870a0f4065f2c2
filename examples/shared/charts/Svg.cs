using System.Globalization;
using System.Text;

namespace Examples;

/// <summary>Writes SVG: numbers with a point whatever the culture, text escaped, the same input always the same characters.</summary>
internal sealed class Svg
{
    private readonly StringBuilder _text = new();

    /// <summary>A pixel coordinate, to the hundredth.</summary>
    public static string Number(double value) =>
        double.IsFinite(value) ? (Math.Round(value, 2) + 0.0).ToString("0.##", CultureInfo.InvariantCulture) : "0";

    /// <summary>Text as it may stand between tags and in quotes; what XML cannot hold, a zero byte say, becomes a question mark.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            escaped.Append(rune.Value switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                '\'' => "&#39;",
                < ' ' and not ('\t' or '\n' or '\r') or 0xFFFE or 0xFFFF => "?",
                _ => rune.ToString(),
            });
        }

        return escaped.ToString();
    }

    /// <summary>About how wide a line of text is in a common sans-serif font: nobody can know, but layout needs a number.</summary>
    public static double Width(string text, double size)
    {
        var ems = 0.0;
        foreach (var letter in text)
        {
            ems += letter switch
            {
                'i' or 'j' or 'l' or 't' or 'f' or 'r' or 'I' or '.' or ',' or ':' or ';' or '|' or '(' or ')' or ' ' or '\'' => 0.34,
                'm' or 'w' or 'M' or 'W' => 0.86,
                >= 'A' and <= 'Z' => 0.68,
                _ => 0.6,
            };
        }

        return ems * size;
    }

    public Svg Open(string element, string attributes = "") => Raw($"<{element}{(attributes.Length > 0 ? " " : "")}{attributes}>\n");
    public Svg Close(string element) => Raw($"</{element}>\n");

    public Svg Raw(string markup)
    {
        _text.Append(markup);
        return this;
    }

    public Svg Line(double x1, double y1, double x2, double y2, string style) =>
        Raw($"<line class=\"{style}\" x1=\"{Number(x1)}\" y1=\"{Number(y1)}\" x2=\"{Number(x2)}\" y2=\"{Number(y2)}\"/>\n");

    public Svg Circle(double x, double y, double radius, string style = "") =>
        Raw($"<circle{Class(style)} cx=\"{Number(x)}\" cy=\"{Number(y)}\" r=\"{Number(radius)}\"/>\n");

    public Svg Rectangle(double x, double y, double width, double height, string style, double corner = 0) =>
        Raw($"<rect{Class(style)} x=\"{Number(x)}\" y=\"{Number(y)}\" width=\"{Number(Math.Max(0, width))}\" "
            + $"height=\"{Number(Math.Max(0, height))}\"{(corner > 0 ? $" rx=\"{Number(corner)}\"" : "")}/>\n");

    public Svg Path(string data, string style) => Raw($"<path class=\"{style}\" d=\"{data}\"/>\n");

    /// <summary>A line of text on its baseline; the anchor is start, middle or end.</summary>
    public Svg Text(double x, double y, string text, string style, string anchor = "start") =>
        Raw($"<text class=\"{style}\" x=\"{Number(x)}\" y=\"{Number(y)}\""
            + $"{(anchor == "start" ? "" : $" text-anchor=\"{anchor}\"")}>{Escape(text)}</text>\n");

    public override string ToString() => _text.ToString();

    private static string Class(string style) => style.Length == 0 ? "" : $" class=\"{style}\"";
}
