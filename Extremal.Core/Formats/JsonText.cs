using System.Globalization;
using System.Text;
using Extremal.Memory;

namespace Extremal.Formats;

/// <summary>
/// Strings as JSON text. Only what JSON demands is escaped (the quote, the backslash, characters below U+0020), in one way each: the
/// runtime's encoders escape by tables that change between versions, and then the same content would not always be the same bytes.
/// </summary>
internal static class JsonText
{
    internal static void Append(StringBuilder json, ReadOnlySpan<char> text)
    {
        json.Append('"');
        foreach (char c in text)
        {
            switch (c)
            {
                case '"': json.Append("\\\""); break;
                case '\\': json.Append(@"\\"); break;
                case '\b': json.Append(@"\b"); break;
                case '\f': json.Append(@"\f"); break;
                case '\n': json.Append(@"\n"); break;
                case '\r': json.Append(@"\r"); break;
                case '\t': json.Append(@"\t"); break;
                case < ' ': json.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"); break;
                default: json.Append(c); break;
            }
        }
        json.Append('"');
    }

    /// <summary>The text in quotes for a message: on one line, printable, and an excerpt where it is long, since names in files may be hostile.</summary>
    internal static string Quote(string text)
    {
        var quoted = new StringBuilder();
        Append(quoted, Excerpt.Of(text));
        return Printable.Of(quoted.ToString());
    }

    /// <summary>Refuses half a surrogate pair: UTF-8 has no bytes for it, so it could not be read back.</summary>
    internal static void ThrowIfNotUnicode(string text, string operation, string parameter)
    {
        ArgumentNullException.ThrowIfNull(text, parameter);
        for (int i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
            {
                continue;
            }
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
            {
                throw new ArgumentException($"{operation}: the text has half a surrogate pair at index {i}.", parameter);
            }
            i++;
        }
    }
}
