namespace Extremal.Tests.Formats;

/// <summary>A stream over bytes that gives or takes as little at once, knows as little, and fails as early as a test wants.</summary>
internal sealed class OddStream(byte[] bytes, bool canSeek, int atOnce = int.MaxValue, int failsAfter = int.MaxValue) : Stream
{
    private readonly MemoryStream _inner = new(bytes);
    private int _moved;

    public override bool CanRead => true;

    public override bool CanSeek => canSeek;

    public override bool CanWrite => true;

    public override long Length => canSeek ? _inner.Length : throw new NotSupportedException();

    public override long Position
    {
        get => canSeek ? _inner.Position : throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        Move(0);
        int got = _inner.Read(buffer[..Math.Min(buffer.Length, atOnce)]);
        Move(got);
        return got;
    }

    public override void Write(byte[] buffer, int offset, int count) => Move(count);

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private void Move(int count)
    {
        _moved += count;
        if (_moved > failsAfter)
        {
            throw new IOException("The pipe broke.");
        }
    }
}
