namespace Extremal.Formats;

/// <summary>
/// A file that is written from its beginning to its end. .NET tells a file that grows beyond what the process or the file system allows by
/// an <see cref="ArgumentOutOfRangeException"/>, as if the caller had given a number; here that is what the disk did.
/// </summary>
internal sealed class WrittenStream(FileStream file) : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => file.Length;

    public override long Position
    {
        get => file.Position;
        set => throw new NotSupportedException();
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            file.Write(buffer);
        }
        catch (ArgumentOutOfRangeException tooLong)
        {
            throw new IOException(
                FormattableString.Invariant($"A file of more than {file.Length} bytes is not allowed here, beside '{file.Name}'."), tooLong);
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush() => file.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
