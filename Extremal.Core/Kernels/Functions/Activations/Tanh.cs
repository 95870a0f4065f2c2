using System.Numerics;
using System.Runtime.CompilerServices;
using Extremal.Kernels.Functions.Elementary;
using Extremal.Kernels.Lanes;

namespace Extremal.Kernels.Functions;

/// <summary>The hyperbolic tangent. f(±∞) = ±1.</summary>
public readonly struct Tanh : IElementwiseFunction
{
    private static readonly Curve Declared = new(
        new CurvePiece(double.NegativeInfinity, 0.0, Curvature.Convex),
        new CurvePiece(0.0, double.PositiveInfinity, Curvature.Concave))
    {
        ValueError = 5,
        DerivativeError = 12,
    };

    /// <inheritdoc/>
    public static bool DerivativeReadsInput => false;

    /// <inheritdoc/>
    /// <remarks>The roundings of the value add up to 3.3 u of it, those of the slope, 2·|y| times the error of y and one more, to 4 to 6 u.</remarks>
    public Curve Curve => Declared;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Value<V, T>(V x) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Hyperbolic.Tanh<V, T>(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Derivative<V, T>(V x, V y) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        V.MultiplyAdd(-y, y, V.Of(1.0));
}
