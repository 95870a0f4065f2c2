using System.Text;

namespace Examples;

/// <summary>A file's bytes as text, or what they are instead.</summary>
internal static class TableText
{
    /// <summary>The whole text. UTF-8 with or without a byte-order mark, or UTF-16 with one.</summary>
    public static string Read(string path)
    {
        if (Directory.Exists(path)) { throw new InputException($"'{path}' is a folder; a file with measurements is wanted"); }
        if (!File.Exists(path)) { throw new InputException($"there is no file '{path}'{Hint(path)}"); }

        byte[] bytes;
        try { bytes = File.ReadAllBytes(path); }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"'{path}' cannot be read: {denied.Message}");
        }

        var text = Decode(bytes, path);
        var strange = text.AsSpan().IndexOfAnyInRange('\0', '\b');
        return strange < 0 ? text : throw new InputException($"'{path}' is not text: there is a zero or control character in line {Line(text, strange)}");
    }

    private static string Decode(byte[] bytes, string path)
    {
        try
        {
            return bytes switch
            {
                [0xEF, 0xBB, 0xBF, ..] => Strict(new UTF8Encoding(false, true), bytes.AsSpan(3)),
                [0xFF, 0xFE, ..] => Strict(new UnicodeEncoding(false, false, true), bytes.AsSpan(2)),
                [0xFE, 0xFF, ..] => Strict(new UnicodeEncoding(true, false, true), bytes.AsSpan(2)),
                _ => Strict(new UTF8Encoding(false, true), bytes),
            };
        }
        catch (DecoderFallbackException bad)
        {
            throw new InputException($"'{path}' is not UTF-8 text: byte {bad.Index} is no part of a letter; a spreadsheet can save it as \"CSV UTF-8\"");
        }
    }

    private static string Strict(Encoding encoding, ReadOnlySpan<byte> bytes) => encoding.GetString(bytes);

    private static int Line(string text, int at) => 1 + text.AsSpan(0, at).Count('\n');

    private static string Hint(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path));
        if (!Directory.Exists(folder)) { return "; its folder is not there either"; }

        var near = Names.Nearest(Path.GetFileName(path), Directory.EnumerateFiles(folder).Take(1000).Select(file => Path.GetFileName(file)));
        return near is null ? "" : $"; did you mean '{near}'?";
    }
}
