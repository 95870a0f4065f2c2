using System.Globalization;
using Extremal.Memory;

namespace Extremal.Formats;

/// <summary>
/// A name and its named numbers, as text: <c>adam(rate=0.001, beta1=0.9)</c>, or the name alone. Written and read back it is the same
/// bits.
/// </summary>
internal sealed record TextForm(string Name, string[] Keys, double[] Values)
{
    /// <summary>The values in the order of <paramref name="keys"/>; a missing one is its default.</summary>
    /// <exception cref="FormatException">There is a key that is not among them.</exception>
    public double[] Arrange(ReadOnlySpan<string> keys, ReadOnlySpan<double> defaults)
    {
        double[] arranged = defaults.ToArray();
        for (int i = 0; i < Keys.Length; i++)
        {
            int at = keys.IndexOf(Keys[i]);
            if (at < 0)
            {
                throw new FormatException(Printable.Invariant(
                    $"'{Excerpt.Of(Name)}' has no parameter '{Excerpt.Of(Keys[i])}'; it has [{string.Join(", ", keys.ToArray())}]."));
            }

            arranged[at] = Values[i];
        }

        return arranged;
    }

    public override string ToString()
    {
        IEnumerable<string> pairs = Keys.Zip(Values, (key, value) => string.Create(CultureInfo.InvariantCulture, $"{key}={value:R}"));
        return Keys.Length == 0 ? Name : $"{Name}({string.Join(", ", pairs)})";
    }

    /// <exception cref="FormatException">The text has another form, or names a key twice.</exception>
    public static TextForm Parse(string text)
    {
        string trimmed = text.Trim();
        int open = trimmed.IndexOf('(', StringComparison.Ordinal);
        if (open < 0)
        {
            return new(trimmed, [], []);
        }

        if (trimmed[^1] != ')')
        {
            throw new FormatException(Printable.Invariant($"'{Excerpt.Of(text)}' lacks a closing parenthesis at its end."));
        }

        string inside = trimmed[(open + 1)..^1];
        string[] parts = string.IsNullOrWhiteSpace(inside) ? [] : inside.Split(',');
        (string Key, double Value)[] pairs = [.. parts.Select(part => Pair(part, text))];
        string? twice = pairs.GroupBy(pair => pair.Key).FirstOrDefault(group => group.Count() > 1)?.Key;
        return twice is null
            ? new(trimmed[..open].Trim(), [.. pairs.Select(pair => pair.Key)], [.. pairs.Select(pair => pair.Value)])
            : throw new FormatException(Printable.Invariant($"'{Excerpt.Of(text)}' gives '{Excerpt.Of(twice)}' twice."));
    }

    private static (string Key, double Value) Pair(string part, string text)
    {
        string[] sides = part.Split('=');
        return sides.Length == 2 && double.TryParse(sides[1], NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            ? (sides[0].Trim(), value)
            : throw new FormatException(
                Printable.Invariant($"'{Excerpt.Of(part.Trim())}' in '{Excerpt.Of(text)}' is not of the form name=number."));
    }
}
