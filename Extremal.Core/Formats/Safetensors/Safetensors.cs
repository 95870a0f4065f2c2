using System.Numerics;

namespace Extremal.Formats;

/// <summary>
/// The content of a safetensors file: tensors of <see cref="float"/> or <see cref="double"/> by name, and a map from text to text. It knows
/// nothing of networks. Values keep every bit, also those of NaN, −0 and subnormal numbers. Many threads may read one that none changes.
/// </summary>
/// <remarks>
/// The format (github.com/huggingface/safetensors): 8 bytes with the header's length, little-endian; the header, JSON in UTF-8; the
/// tensors' numbers, little-endian, row-major and back to back. What is written is byte for byte a function of the content, whatever the
/// order in which it was added. What is read must be a whole file and nothing else; every breach of the format is refused.
/// </remarks>
internal sealed class Safetensors
{
    private readonly SortedDictionary<string, string> _metadata;
    private readonly OrderedDictionary<string, StoredTensor> _tensors;

    /// <summary>Creates an empty content.</summary>
    public Safetensors()
        : this(new SortedDictionary<string, string>(StringComparer.Ordinal), [])
    {
    }

    private Safetensors(SortedDictionary<string, string> metadata, OrderedDictionary<string, StoredTensor> tensors)
    {
        _metadata = metadata;
        _tensors = tensors;
        Metadata = _metadata.AsReadOnly();
    }

    /// <summary>The map from text to text, ordered by key.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The tensors' names, in the order in which they were added, or in which their data lie in the file read.</summary>
    public IReadOnlyList<string> Names => _tensors.Keys;

    /// <summary>Adds a line to the metadata.</summary>
    /// <param name="key">Its key, any text that is not there yet.</param>
    /// <param name="value">Any text.</param>
    /// <exception cref="ArgumentException">The key is there already, or a text is not valid UTF-16.</exception>
    public void AddMetadata(string key, string value)
    {
        JsonText.ThrowIfNotUnicode(key, "Safetensors.AddMetadata", nameof(key));
        JsonText.ThrowIfNotUnicode(value, "Safetensors.AddMetadata", nameof(value));
        if (!_metadata.TryAdd(key, value))
        {
            throw new ArgumentException($"Safetensors.AddMetadata: the key {JsonText.Quote(key)} is there already.", nameof(key));
        }
    }

    /// <summary>Adds a tensor, copying shape and values.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="name">Its name, any text that is not there yet, except <c>__metadata__</c>.</param>
    /// <param name="shape">Its dimensions, the slowest first; none for a single number. A dimension may be 0.</param>
    /// <param name="values">Its numbers, row-major, as many as the product of the dimensions.</param>
    /// <exception cref="ArgumentException">The name is taken or not valid UTF-16, the number of values does not fit the shape, or
    /// <typeparamref name="T"/> is neither float nor double.</exception>
    public void Add<T>(string name, ReadOnlySpan<int> shape, ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ElementType type = ElementTypes.Of<T>("Safetensors.Add");
        JsonText.ThrowIfNotUnicode(name, "Safetensors.Add", nameof(name));
        if (name == Header.MetadataKey || _tensors.ContainsKey(name))
        {
            string why = name == Header.MetadataKey ? "reserved by the format" : "there already";
            throw new ArgumentException($"Safetensors.Add: the name {JsonText.Quote(name)} is {why}.", nameof(name));
        }
        if (TensorLayout.Count(shape) != values.Length)
        {
            throw new ArgumentException($"Safetensors.Add: {values.Length} values were given for tensor {JsonText.Quote(name)} "
                + $"of shape {TensorLayout.Text(shape)}.", nameof(values));
        }
        _tensors.Add(name, new StoredTensor(type, shape.ToArray(), values.ToArray()));
    }

    /// <summary>The numbers of a tensor that must be there, row-major; a view that stays valid, not a copy.</summary>
    /// <typeparam name="T">float or double; nothing is converted.</typeparam>
    /// <param name="name">The tensor's name.</param>
    /// <param name="shape">The dimensions that it must have.</param>
    /// <exception cref="MalformedFileException">There is no such tensor, or its element type or shape is another one.</exception>
    /// <exception cref="ArgumentException"><typeparamref name="T"/> is neither float nor double.</exception>
    public ReadOnlySpan<T> Get<T>(string name, ReadOnlySpan<int> shape)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ElementType type = ElementTypes.Of<T>("Safetensors.Get");
        StoredTensor tensor = Find(name);
        if (tensor.Type != type)
        {
            throw new MalformedFileException(TensorEntry.Place(name), $"its elements are {tensor.Type.Name()}; {type.Name()} are needed");
        }
        if (!shape.SequenceEqual(tensor.Shape))
        {
            throw new MalformedFileException(TensorEntry.Place(name),
                $"its shape is {TensorLayout.Text(tensor.Shape)}; {TensorLayout.Text(shape)} is needed");
        }
        return (T[])tensor.Values;
    }

    /// <summary>The dimensions of a tensor that must be there, the slowest first.</summary>
    /// <param name="name">The tensor's name.</param>
    /// <exception cref="MalformedFileException">There is no such tensor.</exception>
    public ReadOnlySpan<int> ShapeOf(string name) => Find(name).Shape;

    /// <summary>The element type of a tensor that must be there.</summary>
    /// <param name="name">The tensor's name.</param>
    /// <exception cref="MalformedFileException">There is no such tensor.</exception>
    public ElementType TypeOf(string name) => Find(name).Type;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file's path.</param>
    /// <exception cref="MalformedFileException">The file is not well-formed, or has elements that are neither F32 nor F64.</exception>
    /// <exception cref="IOException">The file is not there, or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Reading it is not allowed, or a folder is at the path.</exception>
    public static Safetensors Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        using FileStream stream = Open(path);
        return Read(stream);
    }

    /// <summary>
    /// Reads a file from where the stream stands to the stream's end, and leaves the stream open. The stream need not be able to seek.
    /// The memory taken is in proportion to the bytes that are there, whatever lengths the file claims.
    /// </summary>
    /// <param name="stream">A stream that can be read.</param>
    /// <exception cref="MalformedFileException">The stream does not hold exactly one well-formed file, or the file has elements that are
    /// neither F32 nor F64.</exception>
    /// <exception cref="ArgumentException">The stream cannot be read.</exception>
    public static Safetensors Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanRead)
        {
            throw new ArgumentException("Safetensors.Read: the stream cannot be read.", nameof(stream));
        }
        (SortedDictionary<string, string> metadata, List<(string Name, StoredTensor Tensor)> tensors) = SafetensorsReader.Read(stream);
        return new Safetensors(metadata, new(tensors.Select(pair => KeyValuePair.Create(pair.Name, pair.Tensor))));
    }

    /// <summary>
    /// Writes a file, replacing one that is there only after the new one is whole and on the disk. After any failure the old file is as it
    /// was, and no other file is left behind; what a killed process leaves, the next save to the path removes. The new file has the mode
    /// of the old one, or what the process gives to new files. A symbolic link at the path stays: the file that it leads to is replaced.
    /// Many threads and processes may save to one path; the last to end is what stands there.
    /// </summary>
    /// <param name="path">The file's path, in a folder that exists and where a temporary file can be created.</param>
    /// <exception cref="IOException">The file cannot be written: no folder, a full disk, a limit on the size of files.</exception>
    /// <exception cref="UnauthorizedAccessException">Writing there is not allowed, or a folder is at the path.</exception>
    /// <exception cref="InvalidOperationException">Names and metadata take more than the 100 MB that a header may have.</exception>
    public void Write(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        AtomicFile.Write(path, Write);
    }

    /// <summary>Writes the file's bytes to a stream and leaves the stream open.</summary>
    /// <param name="stream">A stream that can be written.</param>
    /// <exception cref="ArgumentException">The stream cannot be written.</exception>
    /// <exception cref="InvalidOperationException">Names and metadata take more than the 100 MB that a header may have; nothing has been
    /// written.</exception>
    public void Write(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanWrite)
        {
            throw new ArgumentException("Safetensors.Write: the stream cannot be written.", nameof(stream));
        }
        List<(string Name, StoredTensor Tensor)> tensors = SafetensorsWriter.InCanonicalOrder(_tensors);
        stream.Write(SafetensorsWriter.Prologue(_metadata, tensors));
        foreach ((_, StoredTensor tensor) in tensors)
        {
            SafetensorsWriter.WriteValues(stream, tensor);
        }
    }

    private static FileStream Open(string path)
    {
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception failure) when (FileFailure.IsHidden(failure))
        {
            throw FileFailure.Printed(failure);
        }
    }

    private StoredTensor Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _tensors.TryGetValue(name, out StoredTensor? tensor)
            ? tensor
            : throw new MalformedFileException(TensorEntry.Place(name), $"it is missing among the {_tensors.Count} tensors of the file");
    }
}
