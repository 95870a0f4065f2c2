using System.Globalization;
using System.Text;

namespace Extremal.Formats;

/// <summary>
/// Text that may be printed whatever it was made of. Names, labels and paths come from outside; on a terminal a control character in one of
/// them moves the cursor, hides or rewrites what stands there, and a bidirectional control turns the order of what is read. Such characters
/// are shown as their numbers, <c>\u001b</c>. What is shown once is not changed again, so parts and the whole may both be made printable.
/// </summary>
internal static class Printable
{
    /// <summary>
    /// The text with every control, format and separator character (Unicode's Cc, Cf, Zl, Zp) and every half of a surrogate pair shown as
    /// an escape, line breaks too: a name is one line. Joiners stay, which scripts and emoji are written with, and so do format characters
    /// with a shape of their own.
    /// </summary>
    public static string Of(string text)
    {
        int first = FirstHidden(text);
        if (first == text.Length)
        {
            return text;
        }

        var shown = new StringBuilder(text, 0, first, text.Length + 16);
        Rune rune;
        int length;
        for (int i = first; i < text.Length; i += length)
        {
            bool isWhole = Rune.DecodeFromUtf16(text.AsSpan(i), out rune, out length) == System.Buffers.OperationStatus.Done;
            if (isWhole && !IsHidden(rune))
            {
                shown.Append(text, i, length);
            }
            else
            {
                Escape(shown, isWhole ? rune.Value : text[i]);
            }
        }

        return shown.ToString();
    }

    /// <summary>An interpolated text, the same in every culture; what is filled in is made printable, the text around it is ours.</summary>
    public static string Invariant(FormattableString text) => text.ToString(Filling.Instance);

    private static int FirstHidden(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] is >= ' ' and <= '~')
            {
                continue;
            }

            if (Rune.DecodeFromUtf16(text.AsSpan(i), out Rune rune, out int length) != System.Buffers.OperationStatus.Done || IsHidden(rune))
            {
                return i;
            }

            i += length - 1;
        }

        return text.Length;
    }

    private static bool IsHidden(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
        UnicodeCategory.Format => rune.Value is not (0x200C or 0x200D) && !HasShape(rune.Value),
        _ => false,
    };

    // Unicode's Prepended_Concatenation_Mark: signs that stand before or below numbers.
    private static bool HasShape(int value) =>
        value is (>= 0x600 and <= 0x605) or 0x6DD or 0x70F or 0x890 or 0x891 or 0x8E2 or 0x110BD or 0x110CD;

    private static void Escape(StringBuilder shown, int value) => shown.Append(value switch
    {
        '\n' => @"\n",
        '\r' => @"\r",
        '\t' => @"\t",
        <= 0xFFFF => string.Create(CultureInfo.InvariantCulture, $"\\u{value:x4}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"\\U{value:x8}"),
    });

    private sealed class Filling : IFormatProvider, ICustomFormatter
    {
        public static readonly Filling Instance = new();

        public object? GetFormat(Type? formatType) =>
            formatType == typeof(ICustomFormatter) ? this : CultureInfo.InvariantCulture.GetFormat(formatType);

        public string Format(string? format, object? arg, IFormatProvider? formatProvider) =>
            Of(arg is IFormattable formattable ? formattable.ToString(format, CultureInfo.InvariantCulture) : arg?.ToString() ?? "");
    }
}
