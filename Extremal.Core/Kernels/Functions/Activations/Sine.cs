using System.Numerics;
using System.Runtime.CompilerServices;
using Extremal.Kernels.Functions.Elementary;
using Extremal.Kernels.Lanes;

namespace Extremal.Kernels.Functions;

/// <summary>f(x) = sin x. NaN where x is too large to carry a phase: beyond 4·10⁶ in float, 10¹⁴ in double.</summary>
public readonly struct Sine : IElementwiseFunction
{
    private static readonly Curve Declared = new(
        new CurvePiece(0, Math.PI, Curvature.Concave),
        new CurvePiece(Math.PI, 2 * Math.PI, Curvature.Convex))
    {
        Period = 2 * Math.PI,
        Extrema = [0.5 * Math.PI, 1.5 * Math.PI],
        ValueError = 4,
        DerivativeError = 4,
        ReachInSingle = 1e5,
        ReachInDouble = 1e9,
    };

    /// <inheritdoc/>
    public static bool DerivativeReadsInput => true;

    /// <inheritdoc/>
    /// <remarks>The roundings of either add up to 1.9 u of it, as far as the argument carries a phase.</remarks>
    public Curve Curve => Declared;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Value<V, T>(V x) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Trigonometric.Sin<V, T>(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Derivative<V, T>(V x, V y) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Trigonometric.Cos<V, T>(x);
}
