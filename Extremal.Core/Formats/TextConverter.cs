using System.Text.Json;
using System.Text.Json.Serialization;

namespace Extremal.Formats;

/// <summary>Writes a value into JSON as the text that its type reads back, such as <c>"adam(rate=0.005, beta1=0.9)"</c>.</summary>
/// <typeparam name="S">The value's type.</typeparam>
internal sealed class TextConverter<S> : JsonConverter<S> where S : class, IReadFromText<S>
{
    /// <exception cref="JsonException">There is something else than a text, or a text that the type does not know.</exception>
    public override S? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            throw new JsonException($"{typeof(S).Name} is written as a text, and there is a JSON {reader.TokenType}.");
        }

        try
        {
            return S.Parse(reader.GetString()!);
        }
        catch (Exception e) when (e is FormatException or ArgumentOutOfRangeException)
        {
            throw new JsonException(e.Message, e);
        }
    }

    public override void Write(Utf8JsonWriter writer, S value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
