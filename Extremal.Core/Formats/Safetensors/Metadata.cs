using System.Globalization;

namespace Extremal.Formats;

/// <summary>Numbers and texts in a file's metadata, written and read the same in every culture.</summary>
internal static class Metadata
{
    public static void AddMetadata(this Safetensors file, string key, long value) =>
        file.AddMetadata(key, value.ToString(CultureInfo.InvariantCulture));

    public static void AddMetadata(this Safetensors file, string key, double value) =>
        file.AddMetadata(key, value.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>The text under a key that must be there.</summary>
    public static string Text(this Safetensors file, string key) =>
        file.Metadata.TryGetValue(key, out string? text) ? text : throw Malformed(key, "it is missing");

    /// <summary>A whole number from <paramref name="least"/> to <paramref name="most"/>.</summary>
    public static int Whole(this Safetensors file, string key, int least, int most) => (int)file.Long(key, least, most);

    /// <inheritdoc cref="Whole"/>
    public static long Long(this Safetensors file, string key, long least, long most)
    {
        string text = file.Text(key);
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) && value >= least && value <= most
            ? value
            : throw Malformed(key, FormattableString.Invariant($"it is {JsonText.Quote(text)} and wants to be a whole number from {least} to {most}"));
    }

    /// <summary>A number; NaN and infinities count.</summary>
    public static double Number(this Safetensors file, string key)
    {
        string text = file.Text(key);
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            ? value
            : throw Malformed(key, $"it is {JsonText.Quote(text)} and wants to be a number");
    }

    /// <summary>What <paramref name="parse"/> makes of a text; its complaint becomes the file's.</summary>
    public static R Parsed<R>(this Safetensors file, string key, Func<string, R> parse)
    {
        string text = file.Text(key);
        try
        {
            return parse(text);
        }
        catch (Exception complaint) when (complaint is FormatException or OverflowException or ArgumentException)
        {
            throw Malformed(key, Reason(complaint), complaint);
        }
    }

    /// <summary>Refuses a file that says it is something else, or of a version that is not known.</summary>
    public static void RequireKind(this Safetensors file, string kind, int version)
    {
        string found = file.Text("extremal.kind");
        if (found != kind)
        {
            throw Malformed("extremal.kind", $"it is {JsonText.Quote(found)} and wants to be '{kind}'");
        }

        file.Whole("extremal.version", version, version);
    }

    /// <summary>An exception's own words as a clause: without its full stop, and without the name of a parameter that no file knows.</summary>
    public static string Reason(Exception complaint)
    {
        string message = complaint.Message;
        int end = message.IndexOf(" (Parameter '", StringComparison.Ordinal);
        return (end < 0 ? message : message[..end]).TrimEnd('.');
    }

    public static MalformedFileException Malformed(string key, string why, Exception? inner = null) => new($"metadata \"{key}\"", why, inner);
}
