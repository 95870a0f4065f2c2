using System.Text.Json;
using System.Text.Json.Serialization;

namespace Extremal.Problems;

/// <summary>
/// Writes a goal into JSON by its description and its output. What extremises an output, or wants a value of it, is read back as it was; an
/// expression is not written, so that of any other goal the two are all that is known.
/// </summary>
internal sealed class GoalConverter : JsonConverter<Goal>
{
    /// <exception cref="JsonException">The JSON is no goal.</exception>
    public override Goal? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using JsonDocument json = JsonDocument.ParseValue(ref reader);
        return json.RootElement.ValueKind == JsonValueKind.Object
            && Find(json.RootElement, nameof(Goal.Description)) is { } description && Find(json.RootElement, nameof(Goal.Output)) is { } number
            && description.ValueKind == JsonValueKind.String && number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out int output) && output >= 0
            ? Goal.Read(description.GetString()!, output)
            : throw new JsonException($"A goal wants a Description and the number of an Output, and there is {json.RootElement}.");
    }

    public override void Write(Utf8JsonWriter writer, Goal value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString(Named(nameof(Goal.Description), options), value.Description);
        writer.WriteNumber(Named(nameof(Goal.Output), options), value.Output);
        writer.WriteEndObject();
    }

    private static string Named(string name, JsonSerializerOptions options) => options.PropertyNamingPolicy?.ConvertName(name) ?? name;

    // In capitals or not: who writes for the web writes none.
    private static JsonElement? Find(JsonElement json, string name) =>
        json.EnumerateObject().Where(one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(one => (JsonElement?)one.Value).FirstOrDefault();
}
