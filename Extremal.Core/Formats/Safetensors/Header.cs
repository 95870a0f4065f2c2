namespace Extremal.Formats;

/// <summary>What a file's header says: its metadata, and its tensors in the order in which they are named there.</summary>
internal sealed record Header(SortedDictionary<string, string> Metadata, List<TensorEntry> Tensors)
{
    /// <summary>The header's length comes first in the file, as an unsigned number of this many bytes.</summary>
    internal const int PrefixLength = sizeof(ulong);

    /// <summary>The longest header in bytes, in files read and in files written; the limit of the reference implementation.</summary>
    internal const int LongestLength = 100_000_000;

    /// <summary>The data begin at a multiple of this, so that a mapped file has its numbers aligned.</summary>
    internal const int Alignment = 8;

    /// <summary>The key of the metadata, which no tensor may bear.</summary>
    internal const string MetadataKey = "__metadata__";
}

/// <summary>One tensor's line in the header.</summary>
/// <param name="Name">Its name, unique in the file.</param>
/// <param name="Type">The type of its numbers.</param>
/// <param name="Shape">Its dimensions, the slowest first; none for a single number.</param>
/// <param name="Begin">The offset of its first byte, counted from the end of the header.</param>
/// <param name="End">The offset after its last byte.</param>
internal sealed record TensorEntry(string Name, ElementType Type, int[] Shape, long Begin, long End)
{
    internal string Where => Place(Name);

    internal static string Place(string name) => $"tensor {JsonText.Quote(name)}";
}

/// <summary>One tensor's numbers, row-major, in a <c>float[]</c> or <c>double[]</c> of the machine's byte order.</summary>
internal sealed record StoredTensor(ElementType Type, int[] Shape, Array Values);
