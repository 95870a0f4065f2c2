namespace Examples;

/// <summary>
/// A stream of a program's that may be closed, full, or be gone in the middle: what cannot be written is lost, and the work goes on, whose
/// results may be elsewhere. <see cref="Failure"/> says so in the end.
/// </summary>
internal sealed class LastingWriter : TextWriter
{
    private readonly TextWriter _inner = Null;

    public LastingWriter(Func<TextWriter> open)
    {
        try { _inner = open(); }
        catch (Exception failure) when (IsOfTheStream(failure)) { Failure = failure; }
    }

    /// <summary>Why nothing is written any more; null as long as all was.</summary>
    public Exception? Failure { get; private set; }

    public override System.Text.Encoding Encoding => _inner.Encoding;

    public override void Write(char value) => Write([value]);

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(ReadOnlySpan<char> buffer)
    {
        if (Failure is not null) { return; }

        try { _inner.Write(buffer); }
        catch (Exception failure) when (IsOfTheStream(failure)) { Failure = failure; }
    }

    public override void Flush()
    {
        if (Failure is not null) { return; }

        try { _inner.Flush(); }
        catch (Exception failure) when (IsOfTheStream(failure)) { Failure = failure; }
    }

    // A descriptor that is closed, or not for writing, is "access denied" to .NET.
    private static bool IsOfTheStream(Exception failure) => failure is IOException or UnauthorizedAccessException or ObjectDisposedException;
}
