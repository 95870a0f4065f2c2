using System.Numerics;
using System.Runtime.CompilerServices;
using Extremal.Kernels.Lanes;

namespace Extremal.Kernels.Functions;

/// <summary>f(x, y) is the lesser of the two, NaN if either is. Where they are equal, each has slope ½.</summary>
internal readonly struct Minimum : IBinaryFunction
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Value<V, T>(V x, V y) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        V.Min(x, y);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V DerivativeX<V, T>(V x, V y, V z) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        V.Select(V.AreEqual(x, y), V.Of(0.5), V.Select(V.LessThan(x, y), V.Of(1.0), V.Of(0.0)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V DerivativeY<V, T>(V x, V y, V z) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        V.Select(V.AreEqual(x, y), V.Of(0.5), V.Select(V.LessThan(y, x), V.Of(1.0), V.Of(0.0)));
}
