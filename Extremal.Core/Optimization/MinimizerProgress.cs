using System.Numerics;

namespace Extremal.Optimization;

/// <summary>How far a search has come.</summary>
/// <param name="Rounds">Batches evaluated.</param>
/// <param name="Evaluations">Points evaluated.</param>
/// <param name="Running">Starts that have not ended.</param>
/// <param name="Value">The best value so far; NaN if none was finite. It may rise where constraints are met better, or a relaxed
/// question gives way to the one asked.</param>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public readonly record struct MinimizerProgress<T>(long Rounds, long Evaluations, int Running, T Value)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;
