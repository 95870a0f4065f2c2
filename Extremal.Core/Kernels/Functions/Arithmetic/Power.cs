using System.Numerics;
using System.Runtime.CompilerServices;
using Extremal.Kernels.Functions.Elementary;
using Extremal.Kernels.Lanes;

namespace Extremal.Kernels.Functions;

/// <summary>
/// f(x, y) = xʸ, with the special values of IEEE 754: x⁰ = 1, NaN for negative x and fractional y, and the sign of x for whole odd y. Both
/// slopes are 0 where f does not change: in x at y = 0, in y at x = 0 and y ≥ 0.
/// </summary>
internal readonly struct Power : IBinaryFunction
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Value<V, T>(V x, V y) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Powers.Power<V, T>(x, y);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V DerivativeX<V, T>(V x, V y, V z) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V slope = y * Powers.Power<V, T>(x, y - V.Of(1.0));
        return V.Select(V.AreEqual(y, V.Of(0.0)), V.Of(0.0), slope);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V DerivativeY<V, T>(V x, V y, V z) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V zero = V.Of(0.0);
        V isFlat = V.Select(V.AreEqual(x, zero), V.LessThanOrEqual(zero, y), zero);
        return V.Select(isFlat, zero, z * Logarithm.Log<V, T>(x));
    }
}
