using System.Numerics;
using System.Runtime.CompilerServices;
using Extremal.Kernels.Functions.Elementary;
using Extremal.Kernels.Lanes;

namespace Extremal.Kernels.Functions;

/// <summary>f(x) = ln(1 + x), accurate near zero. f(−1) = −∞; NaN below.</summary>
internal readonly struct Log1p : IElementwiseFunction
{
    private static readonly Curve Declared = new(new CurvePiece(-1.0, double.PositiveInfinity, Curvature.Concave))
    {
        ValueError = 3,
        DerivativeError = 2,
    };

    /// <inheritdoc/>
    public static bool DerivativeReadsInput => true;

    /// <inheritdoc/>
    public Curve Curve => Declared;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Value<V, T>(V x) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Logarithm.Log1p<V, T>(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Derivative<V, T>(V x, V y) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        V.Of(1.0) / (V.Of(1.0) + x);
}
