using Extremal.Formats;

namespace Extremal.Tests.Formats;

/// <summary>A well-formed file like another, but for what was changed in it.</summary>
internal sealed class EditedFile(byte[] original)
{
    private readonly Safetensors _file = Safetensors.Read(new MemoryStream(original));
    private readonly Dictionary<string, string?> _metadata = [];
    private readonly Dictionary<string, (int[] Shape, double[] Values)?> _tensors = [];

    public IEnumerable<string> Keys => _file.Metadata.Keys;

    public IEnumerable<string> Names => _file.Names;

    /// <summary>Sets, adds or (null) takes away a line of the metadata.</summary>
    public EditedFile Metadata(string key, string? value)
    {
        _metadata[key] = value;
        return this;
    }

    public EditedFile Tensor(string name, int[] shape, params double[] values)
    {
        _tensors[name] = (shape, values);
        return this;
    }

    public EditedFile Without(string name)
    {
        _tensors[name] = null;
        return this;
    }

    /// <summary>Changes one number of a tensor.</summary>
    public EditedFile Number(string name, int index, double value)
    {
        int[] shape = _file.ShapeOf(name).ToArray();
        double[] values = _file.Get<double>(name, shape).ToArray();
        values[index] = value;
        return Tensor(name, shape, values);
    }

    public byte[] ToBytes()
    {
        var edited = new Safetensors();
        foreach ((string key, string value) in _file.Metadata)
        {
            if (!_metadata.ContainsKey(key))
            {
                edited.AddMetadata(key, value);
            }
        }

        foreach ((string key, string? value) in _metadata)
        {
            if (value is not null)
            {
                edited.AddMetadata(key, value);
            }
        }

        foreach (string name in _file.Names.Where(name => !_tensors.ContainsKey(name)))
        {
            int[] shape = _file.ShapeOf(name).ToArray();
            edited.Add(name, shape, _file.Get<double>(name, shape));
        }

        foreach ((string name, (int[] Shape, double[] Values)? tensor) in _tensors)
        {
            if (tensor is { } given)
            {
                edited.Add<double>(name, given.Shape, given.Values);
            }
        }

        using var stream = new MemoryStream();
        edited.Write(stream);
        return stream.ToArray();
    }

    public MemoryStream ToStream() => new(ToBytes());
}
