using System.Text.Json.Serialization;

namespace Extremal.Results;

/// <summary>What a loss of the paper's does that its user may not want, on the values that an output really takes.</summary>
/// <param name="Fault">Which of its faults.</param>
/// <param name="Low">The least output, in its unit, at which it has the fault; within the range of the output.</param>
/// <param name="High">The greatest.</param>
/// <param name="IsCertain">
/// Whether points with such outputs were found, so that a search may meet them; if not, the range's bounds alone leave room for them.
/// </param>
/// <param name="Sentence">The fault in words.</param>
[JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
public sealed record LossFinding(LossFault Fault, double Low, double High, bool IsCertain, string Sentence)
{
    /// <inheritdoc cref="Sentence"/>
    public override string ToString() => Sentence;
}

/// <summary>What may be wrong with a loss.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LossFault>))]
public enum LossFault
{
    /// <summary>For such outputs it asks for the opposite: less where the greatest is wanted, more where the least is.</summary>
    Opposite,

    /// <summary>For such outputs no derivative by any input is as large as the optimiser's epsilon: nothing moves.</summary>
    Flat,
}
