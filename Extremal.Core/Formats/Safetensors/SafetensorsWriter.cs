using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Extremal.Formats;

/// <summary>
/// Writes a file in one canonical form: metadata first, by key; then the tensors, wider element types first, so that each is aligned to
/// its own, and by name among equals (the reference implementation's order); no white space but the padding; data back to back.
/// </summary>
internal static class SafetensorsWriter
{
    /// <summary>The tensors in the order in which they are written.</summary>
    internal static List<(string Name, StoredTensor Tensor)> InCanonicalOrder(IEnumerable<KeyValuePair<string, StoredTensor>> tensors) =>
        [.. tensors.OrderByDescending(pair => pair.Value.Type.Size())
            .ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => (pair.Key, pair.Value))];

    /// <summary>The header with its length before it and its padding behind.</summary>
    /// <exception cref="InvalidOperationException">The header is longer than a file's header may be.</exception>
    internal static byte[] Prologue(SortedDictionary<string, string> metadata, List<(string Name, StoredTensor Tensor)> tensors)
    {
        string json = HeaderJson(metadata, tensors);
        int length = Encoding.UTF8.GetByteCount(json);
        int padded = (length + Header.Alignment - 1) / Header.Alignment * Header.Alignment;
        if (padded > Header.LongestLength)
        {
            throw new InvalidOperationException($"Safetensors.Write: the names, shapes and metadata take a header of {padded} bytes; "
                + $"the format's limit is {Header.LongestLength}.");
        }
        var prologue = new byte[Header.PrefixLength + padded];
        BinaryPrimitives.WriteUInt64LittleEndian(prologue, (ulong)padded);
        Span<byte> header = prologue.AsSpan(Header.PrefixLength);
        header.Fill((byte)' ');
        Encoding.UTF8.GetBytes(json, header);
        return prologue;
    }

    internal static void WriteValues(Stream stream, StoredTensor tensor)
    {
        if (tensor.Values is float[] singles)
        {
            WriteValues(stream, singles);
        }
        else
        {
            WriteValues(stream, (double[])tensor.Values);
        }
    }

    private static void WriteValues<T>(Stream stream, T[] values)
        where T : unmanaged
    {
        T[]? exchanged = BitConverter.IsLittleEndian ? null : new T[Math.Min(values.Length, ByteSource.Chunk)];
        for (int done = 0; done < values.Length; done += ByteSource.Chunk)
        {
            Span<T> next = values.AsSpan(done, Math.Min(ByteSource.Chunk, values.Length - done));
            if (exchanged is not null)
            {
                next.CopyTo(exchanged);
                next = exchanged.AsSpan(0, next.Length);
                LittleEndian.Exchange(next);
            }
            stream.Write(MemoryMarshal.AsBytes(next));
        }
    }

    private static string HeaderJson(SortedDictionary<string, string> metadata, List<(string Name, StoredTensor Tensor)> tensors)
    {
        var json = new StringBuilder("{");
        if (metadata.Count > 0)
        {
            AppendMetadata(json, metadata);
        }
        long offset = 0;
        foreach ((string name, StoredTensor tensor) in tensors)
        {
            long end = offset + ((long)tensor.Values.Length * tensor.Type.Size());
            json.Append(json.Length > 1 ? "," : "");
            JsonText.Append(json, name);
            json.Append(CultureInfo.InvariantCulture, $":{{\"dtype\":\"{tensor.Type.Name()}\",\"shape\":[");
            json.AppendJoin(',', tensor.Shape);
            json.Append(CultureInfo.InvariantCulture, $"],\"data_offsets\":[{offset},{end}]}}");
            offset = end;
        }
        return json.Append('}').ToString();
    }

    private static void AppendMetadata(StringBuilder json, SortedDictionary<string, string> metadata)
    {
        JsonText.Append(json, Header.MetadataKey);
        string before = ":{";
        foreach ((string key, string value) in metadata)
        {
            json.Append(before);
            JsonText.Append(json, key);
            json.Append(':');
            JsonText.Append(json, value);
            before = ",";
        }
        json.Append('}');
    }
}
