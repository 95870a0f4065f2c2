namespace Extremal.Formats;

/// <summary>
/// Reads a file: 8 bytes with the header's length, the header, then the tensors' data. Each length is checked against the limits and the
/// file before anything is allocated for it.
/// </summary>
internal static class SafetensorsReader
{
    /// <exception cref="MalformedFileException">The stream does not hold exactly one well-formed file.</exception>
    internal static (SortedDictionary<string, string> Metadata, List<(string Name, StoredTensor Tensor)> Tensors) Read(Stream stream)
    {
        var source = new ByteSource(stream);
        int headerLength = ReadHeaderLength(source);
        byte[] headerBytes = source.Read<byte>(headerLength, HeaderOf(headerLength));
        Header header = HeaderReader.Read(headerBytes);
        List<TensorEntry> entries = TensorLayout.InDataOrder(header.Tensors);
        CheckDataLength(source, entries);

        var tensors = new List<(string, StoredTensor)>(entries.Count);
        foreach (TensorEntry entry in entries)
        {
            tensors.Add((entry.Name, new StoredTensor(entry.Type, entry.Shape, ReadValues(source, entry))));
        }
        source.ExpectEnd();
        return (header.Metadata, tensors);
    }

    private static int ReadHeaderLength(ByteSource source)
    {
        const string Part = "the header's length, which takes 8 bytes";
        if (source.Length < Header.PrefixLength)
        {
            throw new MalformedFileException($"byte {source.Length}", $"the file ends within {Part}");
        }
        ulong length = source.Read<ulong>(1, Part)[0];
        if (length > Header.LongestLength)
        {
            throw new MalformedFileException("byte 0", $"the header's length is {length}, above the limit of {Header.LongestLength} bytes");
        }
        if ((long)length > source.Length - Header.PrefixLength)
        {
            throw new MalformedFileException($"byte {source.Length}", $"the file ends within {HeaderOf((int)length)}");
        }
        return (int)length;
    }

    private static void CheckDataLength(ByteSource source, List<TensorEntry> entries)
    {
        long end = source.Position + (entries.Count == 0 ? 0 : entries[^1].End);
        if (source.Length < end)
        {
            TensorEntry cut = entries.First(entry => source.Position + entry.End > source.Length);
            throw new MalformedFileException($"byte {source.Length}", $"the file ends within {DataOf(cut)}; it should have {end} bytes");
        }
        if (source.Length > end)
        {
            throw new MalformedFileException($"byte {end}", $"there are {source.Length - end} more bytes after the last tensor's data");
        }
    }

    private static Array ReadValues(ByteSource source, TensorEntry entry)
    {
        int count = (int)((entry.End - entry.Begin) / entry.Type.Size());
        return entry.Type == ElementType.F32 ? source.Read<float>(count, DataOf(entry)) : source.Read<double>(count, DataOf(entry));
    }

    private static string HeaderOf(int length) => $"the header, whose length is given as {length} bytes";

    private static string DataOf(TensorEntry entry) => $"the data of {entry.Where}";
}
