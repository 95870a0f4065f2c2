using System.Text.Json.Serialization;

namespace Extremal.Optimization;

/// <summary>Why a search stopped.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<StopReason>))]
public enum StopReason
{
    /// <summary>It has not stopped.</summary>
    None,

    /// <summary>The projected gradient's norm came down to the tolerance: the point is stationary within its region.</summary>
    Converged,

    /// <summary>The greatest number of steps was made.</summary>
    StepLimit,

    /// <summary>The time was over.</summary>
    TimeLimit,

    /// <summary>The caller cancelled.</summary>
    Cancelled,

    /// <summary>A point, its value or its gradient was NaN or infinite.</summary>
    NonFinite,

    /// <summary>No step along the direction lowered the value.</summary>
    NoDescent,

    /// <summary>No point that meets the constraints was found: near the best one no step lessens what it violates.</summary>
    Infeasible,
}
