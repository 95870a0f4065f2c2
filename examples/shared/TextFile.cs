using System.Text;

namespace Examples;

/// <summary>Pages, drawings and tables as files, in UTF-8.</summary>
internal static class TextFile
{
    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes a file, over an earlier one of that name.</summary>
    /// <exception cref="IOException">It cannot be written; what is there is not the whole text. .NET tells a file that is larger than the
    /// process may write as an argument that is out of range, which no user of a program would understand.</exception>
    public static void Write(string path, string text)
    {
        try
        {
            File.WriteAllText(path, text, Encoding);
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)
        {
            var why = denied is ArgumentOutOfRangeException ? "it is larger than a file may be here" : denied.Message;
            throw new IOException($"'{path}' cannot be written: {why}", denied);
        }
    }
}
