using System.Numerics;
using System.Runtime.CompilerServices;
using Extremal.Kernels.Formulas.Elementary;
using Extremal.Kernels.Lanes;

namespace Extremal.Kernels.Formulas;

/// <summary>f(x) = x · σ(x) with the logistic σ; also called swish. f(−∞) = 0, which is the limit.</summary>
public readonly struct SiLU : IFormula
{
    /// <inheritdoc/>
    public static bool SlopeReadsInput => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Value<V, T>(V x) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Hyperbolic.WeightedSigmoid<V, T>(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Slope<V, T>(V x, V y) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Hyperbolic.WeightedSigmoidSlope<V, T>(x);
}
