using System.Numerics;
using System.Runtime.CompilerServices;
using Extremal.Kernels.Functions.Elementary;
using Extremal.Kernels.Lanes;

namespace Extremal.Kernels.Functions;

/// <summary>f(x) = x · σ(x) with the logistic σ; also called swish. f(−∞) = 0, which is the limit.</summary>
internal readonly struct SiLU : IElementwiseFunction
{
    // Where φ″ = 0: x·tanh(x/2) = 2.
    private const double Inflection = 2.3993572805154675;

    private static readonly Curve Declared = new(
        new CurvePiece(double.NegativeInfinity, -Inflection, Curvature.Concave),
        new CurvePiece(-Inflection, Inflection, Curvature.Convex),
        new CurvePiece(Inflection, double.PositiveInfinity, Curvature.Concave))
    {
        Extrema = [-1.2784645427610737],
        ValueError = 8,
        DerivativeError = 20,
    };

    /// <inheritdoc/>
    public static bool DerivativeReadsInput => true;

    /// <inheritdoc/>
    /// <remarks>
    /// The roundings of the value add up to 4.0 u of it. In the slope some ten roundings of terms whose magnitudes add up to 1 or less meet:
    /// 3.1 u.
    /// </remarks>
    public Curve Curve => Declared;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Value<V, T>(V x) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Hyperbolic.WeightedSigmoid<V, T>(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Derivative<V, T>(V x, V y) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Hyperbolic.WeightedSigmoidSlope<V, T>(x);
}
