using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Extremal.Formats;

/// <summary>
/// Parses a header: one JSON object with a member for each tensor, and one for the metadata. Whatever is not awaited is refused where it
/// begins, so nothing is ever skipped and hostile nesting goes nowhere. Rules that tie tensors together are <see cref="TensorLayout"/>'s.
/// </summary>
internal ref struct HeaderReader
{
    private Utf8JsonReader _json;

    private HeaderReader(ReadOnlySpan<byte> header) => _json = new Utf8JsonReader(header);

    /// <param name="header">The header's bytes, padding included.</param>
    /// <exception cref="MalformedFileException">It is not a header.</exception>
    internal static Header Read(ReadOnlySpan<byte> header)
    {
        if (header.IsEmpty || header[0] != (byte)'{')
        {
            throw new MalformedFileException($"byte {Header.PrefixLength}", "the header must begin with '{'");
        }
        if (!Utf8.IsValid(header))
        {
            throw new MalformedFileException($"byte {Header.PrefixLength + FirstInvalid(header)}", "the header is not UTF-8");
        }
        return new HeaderReader(header).ReadHeader();
    }

    private Header ReadHeader()
    {
        SortedDictionary<string, string>? metadata = null;
        var tensors = new List<TensorEntry>();
        var names = new HashSet<string>();
        ReadStart(JsonTokenType.StartObject, "header");
        while (ReadMember("header") is string name)
        {
            string where = name == Header.MetadataKey ? name : TensorEntry.Place(name);
            if (!names.Add(name))
            {
                throw new MalformedFileException(where, "it is there twice");
            }
            if (name == Header.MetadataKey)
            {
                metadata = ReadMetadata();
            }
            else
            {
                tensors.Add(ReadTensor(name, where));
            }
        }
        // The reader itself refuses anything but white space after the outermost object.
        Advance();
        return new Header(metadata ?? new SortedDictionary<string, string>(StringComparer.Ordinal), tensors);
    }

    private SortedDictionary<string, string> ReadMetadata()
    {
        var metadata = new SortedDictionary<string, string>(StringComparer.Ordinal);
        ReadStart(JsonTokenType.StartObject, Header.MetadataKey);
        while (ReadMember(Header.MetadataKey) is string key)
        {
            string where = $"{Header.MetadataKey}, {JsonText.Quote(key)}";
            if (!metadata.TryAdd(key, ReadString(where)))
            {
                throw new MalformedFileException(where, "it is there twice");
            }
        }
        return metadata;
    }

    private TensorEntry ReadTensor(string name, string where)
    {
        ElementType? type = null;
        List<long>? shape = null;
        List<long>? offsets = null;
        ReadStart(JsonTokenType.StartObject, where);
        while (ReadMember(where) is string field)
        {
            string fieldWhere = $"{where}, {(field is "dtype" or "shape" or "data_offsets" ? field : JsonText.Quote(field))}";
            if ((field, type, shape, offsets) is ("dtype", not null, _, _) or ("shape", _, not null, _) or ("data_offsets", _, _, not null))
            {
                throw new MalformedFileException(fieldWhere, "it is there twice");
            }
            switch (field)
            {
                case "dtype": type = ReadType(fieldWhere); break;
                case "shape": shape = ReadNumbers(fieldWhere, int.MaxValue); break;
                case "data_offsets": offsets = ReadNumbers(fieldWhere, long.MaxValue); break;
                default: throw new MalformedFileException(fieldWhere, "a tensor has no such field");
            }
        }
        if (offsets is not null && offsets.Count != 2)
        {
            throw new MalformedFileException($"{where}, data_offsets", $"it must be two numbers, begin and end, not {offsets.Count}");
        }
        return new TensorEntry(name, type ?? throw Missing(where, "dtype"),
            [.. (shape ?? throw Missing(where, "shape")).Select(dimension => (int)dimension)],
            (offsets ?? throw Missing(where, "data_offsets"))[0], offsets[1]);
    }

    private ElementType ReadType(string where)
    {
        string name = ReadString(where);
        return ElementTypes.Parse(name)
            ?? throw new MalformedFileException(where, $"the element type {JsonText.Quote(name)} is not one that is read here: F32, F64");
    }

    private List<long> ReadNumbers(string where, long greatest)
    {
        var numbers = new List<long>();
        ReadStart(JsonTokenType.StartArray, where);
        for (Advance(); _json.TokenType != JsonTokenType.EndArray; Advance())
        {
            bool whole = _json.TokenType == JsonTokenType.Number && !_json.ValueSpan.ContainsAnyExceptInRange((byte)'0', (byte)'9');
            if (!whole || !_json.TryGetInt64(out long number) || number > greatest)
            {
                throw new MalformedFileException($"{where}[{numbers.Count}]",
                    $"it must be a whole number from 0 to {greatest}, written in digits, not {Token()}");
            }
            numbers.Add(number);
        }
        return numbers;
    }

    /// <summary>The next member's name in the object being read; null at its end.</summary>
    private string? ReadMember(string where)
    {
        Advance();
        return _json.TokenType == JsonTokenType.EndObject ? null : Text(where);
    }

    private string ReadString(string where)
    {
        Advance();
        return _json.TokenType == JsonTokenType.String
            ? Text(where)
            : throw new MalformedFileException(where, $"it must be a string, not {Token()}");
    }

    private void ReadStart(JsonTokenType start, string where)
    {
        Advance();
        if (_json.TokenType != start)
        {
            string wanted = start == JsonTokenType.StartObject ? "an object" : "an array of numbers";
            throw new MalformedFileException(where, $"it must be {wanted}, not {Token()}");
        }
    }

    private void Advance()
    {
        try
        {
            _json.Read();
        }
        catch (JsonException e)
        {
            throw new MalformedFileException($"byte {Header.PrefixLength + _json.BytesConsumed}", "the header is not JSON from here on", e);
        }
    }

    private readonly string Text(string where)
    {
        try
        {
            return _json.GetString()!;
        }
        catch (InvalidOperationException e)
        {
            // What is left to go wrong after the check for UTF-8: an escape such as \ud800 that is half a surrogate pair.
            throw new MalformedFileException(where, $"the text at byte {Header.PrefixLength + _json.TokenStartIndex} is not Unicode", e);
        }
    }

    private readonly string Token() => _json.TokenType switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "a string",
        _ => JsonText.Quote(Encoding.UTF8.GetString(_json.ValueSpan)),
    };

    private static MalformedFileException Missing(string where, string field) => new(where, $"it has no {field}");

    private static int FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        int at = 0;
        while (Rune.DecodeFromUtf8(bytes[at..], out _, out int length) == System.Buffers.OperationStatus.Done)
        {
            at += length;
        }
        return at;
    }
}
