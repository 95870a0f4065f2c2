using System.Text.Json.Serialization;

namespace Extremal.Results;

/// <summary>Why a proof ended. Its bound holds whatever the reason.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CertificateEnd>))]
public enum CertificateEnd
{
    /// <summary>The gap is as small as was asked for.</summary>
    GapClosed,

    /// <summary>The time was over.</summary>
    TimeLimit,

    /// <summary>As many boxes were bounded as were allowed.</summary>
    BoxLimit,

    /// <summary>
    /// What is left of the gap is that of boxes that were given up, as the memory allowed did not suffice to keep them.
    /// </summary>
    MemoryLimit,

    /// <summary>The caller cancelled it.</summary>
    Cancelled,

    /// <summary>Cutting more boxes would not help: what is left of the gap is rounding.</summary>
    Exhausted,

    /// <summary>No point keeps all limits: every box was discarded.</summary>
    Infeasible,
}
