using Extremal.Formats;

namespace Examples;

/// <summary>
/// A stream on which nothing but text is written: whatever of it would act on a terminal, in a file's name, say, is shown as an escape.
/// Lines end where the program ends them.
/// </summary>
internal sealed class PrintableWriter(TextWriter inner) : TextWriter
{
    public override System.Text.Encoding Encoding => inner.Encoding;

    public override void Write(char value) => Write([value]);

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(ReadOnlySpan<char> buffer)
    {
        var ends = buffer.Count('\n');
        foreach (var line in buffer.Split('\n'))
        {
            ReadOnlySpan<char> text = buffer[line], end = ends-- <= 0 ? "" : text is [.., '\r'] ? "\r\n" : "\n";
            inner.Write(Printable.Of((end.Length == 2 ? text[..^1] : text).ToString()));
            inner.Write(end);
        }
    }

    public override void Flush() => inner.Flush();
}
