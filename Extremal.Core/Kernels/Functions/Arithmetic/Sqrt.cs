using System.Numerics;
using System.Runtime.CompilerServices;
using Extremal.Kernels.Lanes;

namespace Extremal.Kernels.Functions;

/// <summary>f(x) = √x. NaN below zero; f′(0) = ∞.</summary>
internal readonly struct Sqrt : IElementwiseFunction
{
    private static readonly Curve Declared = new(new CurvePiece(0.0, double.PositiveInfinity, Curvature.Concave))
    {
        ValueError = 1,
        DerivativeError = 2,
    };

    /// <inheritdoc/>
    public static bool DerivativeReadsInput => false;

    /// <inheritdoc/>
    public Curve Curve => Declared;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Value<V, T>(V x) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        V.Sqrt(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Derivative<V, T>(V x, V y) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        V.Of(0.5) / y;
}
