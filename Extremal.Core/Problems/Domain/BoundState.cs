using System.Text.Json.Serialization;

namespace Extremal.Problems;

/// <summary>
/// Where a coordinate of an answer stands. At a bound, and if fixed, it is given back as the user's own number, bit for bit,
/// because scaling there and back would not return it.
/// </summary>
[JsonConverter(typeof(JsonStringEnumConverter<BoundState>))]
public enum BoundState
{
    /// <summary>Strictly between its bounds.</summary>
    Free = 0,

    /// <summary>At its lower bound.</summary>
    AtLower,

    /// <summary>At its upper bound.</summary>
    AtUpper,

    /// <summary>It had no choice: its bounds are equal.</summary>
    Fixed,
}
