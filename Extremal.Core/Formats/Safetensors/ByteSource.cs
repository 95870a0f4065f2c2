using System.Runtime.InteropServices;

namespace Extremal.Formats;

/// <summary>
/// A file's bytes, from where its stream stands to the stream's end. What is allocated grows with the bytes that have come, whatever the
/// file says about its own length, unless the stream knows its length.
/// </summary>
internal sealed class ByteSource
{
    /// <summary>This many elements are read at once, and first allocated where the length is not known.</summary>
    internal const int Chunk = 1 << 14;

    private readonly Stream _stream;

    internal ByteSource(Stream stream)
    {
        _stream = stream;
        Length = stream.CanSeek ? Math.Max(0, stream.Length - stream.Position) : null;
    }

    /// <summary>The file's length in bytes; null if the stream cannot tell.</summary>
    internal long? Length { get; }

    /// <summary>The number of bytes read so far.</summary>
    internal long Position { get; private set; }

    /// <summary>Reads this many values.</summary>
    /// <param name="count">How many. Where <see cref="Length"/> is known, the caller has checked that they fit.</param>
    /// <param name="part">The part of the file that they are, for a message.</param>
    /// <exception cref="MalformedFileException">The file ends before the last of them.</exception>
    internal T[] Read<T>(int count, string part)
        where T : unmanaged
    {
        var values = new T[Length is null ? Math.Min(count, Chunk) : count];
        for (int done = 0; done < count;)
        {
            if (done == values.Length)
            {
                Array.Resize(ref values, (int)Math.Min(count, 2L * values.Length));
            }
            Span<T> next = values.AsSpan(done, Math.Min(Chunk, values.Length - done));
            Fill(MemoryMarshal.AsBytes(next), part);
            done += next.Length;
        }
        LittleEndian.Exchange<T>(values);
        return values;
    }

    /// <summary>Refuses bytes after what has been read.</summary>
    internal void ExpectEnd()
    {
        if (_stream.ReadByte() >= 0)
        {
            throw new MalformedFileException($"byte {Position}", "there are more bytes after the last tensor's data");
        }
    }

    private void Fill(Span<byte> bytes, string part)
    {
        while (!bytes.IsEmpty)
        {
            int got = _stream.Read(bytes);
            if (got == 0)
            {
                throw new MalformedFileException($"byte {Position}", $"the file ends within {part}");
            }
            Position += got;
            bytes = bytes[got..];
        }
    }
}
