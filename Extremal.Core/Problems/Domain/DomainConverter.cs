using System.Text.Json;
using System.Text.Json.Serialization;

namespace Extremal.Problems;

/// <summary>Writes into JSON what was said of a domain, and says it again when it is read.</summary>
internal sealed class DomainConverter : JsonConverter<Domain>
{
    /// <exception cref="JsonException">The JSON is no domain, or contradicts itself.</exception>
    public override Domain? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            return JsonSerializer.Deserialize(ref reader, DomainJson.Default.DomainData)?.ToDomain();
        }
        catch (ArgumentException e)
        {
            throw new JsonException(e.Message, e);
        }
    }

    public override void Write(Utf8JsonWriter writer, Domain value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value.Data, DomainJson.Default.DomainData);
}
