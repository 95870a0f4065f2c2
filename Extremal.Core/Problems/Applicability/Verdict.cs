using System.Text.Json.Serialization;

namespace Extremal.Problems;

/// <summary>Where a point lies beside the data; <see cref="ApplicabilityDomain"/> says by which rule.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Verdict>))]
public enum Verdict
{
    /// <summary>Where the rows themselves lie.</summary>
    Inside,

    /// <summary>About as far out as the outermost rows.</summary>
    AtEdge,

    /// <summary>Where nothing was measured: a network guesses there.</summary>
    Beyond,
}
