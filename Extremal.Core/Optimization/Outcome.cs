using System.Numerics;
using System.Text.Json.Serialization;

namespace Extremal.Optimization;

/// <summary>How a search from one start went: what numbers do is told here, never by an exception.</summary>
/// <param name="Reason">Why it stopped.</param>
/// <param name="Value">The least value found; NaN if no evaluation was finite.</param>
/// <param name="GradientNorm">The norm of the projected gradient where that value was found, <see
/// cref="Region{T}.ProjectedGradientNorm"/>; NaN if unknown.</param>
/// <param name="Steps">Steps made from the start.</param>
/// <param name="Evaluations">Points evaluated.</param>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
public readonly record struct Outcome<T>(StopReason Reason, T Value, T GradientNorm, int Steps, int Evaluations)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;
