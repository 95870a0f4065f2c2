using System.Numerics;
using Extremal.Kernels.Lanes;

namespace Extremal.Kernels;

/// <summary>
/// One step of an optimiser's rule at one coordinate. A new rule is one such function; <see cref="UpdateLoop{T, U}"/> carries it over a
/// vector.
/// </summary>
internal interface IUpdate<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>How many moments the rule keeps at each coordinate: none, one or two.</summary>
    static abstract int Moments { get; }

    /// <summary>The next x, from x, its derivative and the moments, which it advances.</summary>
    V Next<V>(V x, V dx, ref V first, ref V second) where V : struct, ILanes<V, T>;
}
