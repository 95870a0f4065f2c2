using System.Text;

namespace Examples;

/// <summary>A file's bytes as text, or what they are instead.</summary>
internal static class TableText
{
    /// <summary>The whole text. UTF-8 with or without a byte-order mark, or UTF-16 with one.</summary>
    public static string Read(string path)
    {
        if (path.Length == 0) { throw new InputException("no file is named"); }
        if (Directory.Exists(path)) { throw new InputException($"'{path}' is a folder; a file with measurements is wanted"); }
        if (!File.Exists(path)) { throw new InputException($"there is no file '{path}'{Hint(path)}"); }

        byte[] bytes;
        try { bytes = File.ReadAllBytes(path); }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"'{path}' cannot be read: {denied.Message}");
        }

        var name = Names.Shown(Path.GetFileName(path));
        var wide = bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..];
        if (!wide && bytes.AsSpan().IndexOfAnyInRange((byte)0, (byte)8) is var at and >= 0) { throw NoText(name, at); }

        var text = Decode(bytes, name);
        return text.AsSpan().IndexOfAnyInRange('\0', '\b') is var strange and >= 0 ? throw NoText(name, strange) : text;
    }

    private static InputException NoText(string name, int at) =>
        new($"'{name}' is not text but binary (character {at + 1} is a control character); a table saved as CSV is wanted");

    private static string Decode(byte[] bytes, string name)
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
            throw new InputException($"'{name}' is not UTF-8 text (byte {bad.Index + 1}); an editor or a spreadsheet can save it as UTF-8");
        }
    }

    private static string Strict(Encoding encoding, ReadOnlySpan<byte> bytes) => encoding.GetString(bytes);

    private static string Hint(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path));
        if (!Directory.Exists(folder)) { return "; its folder is not there either"; }

        var near = Names.Nearest(Path.GetFileName(path),
            Directory.EnumerateFiles(folder).Take(1000).Select(file => Path.GetFileName(file)));
        return near is null ? "" : $"; did you mean '{near}'?";
    }
}
