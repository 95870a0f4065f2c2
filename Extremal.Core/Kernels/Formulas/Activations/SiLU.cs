using System.Numerics;
using System.Runtime.CompilerServices;
using Extremal.Kernels.Formulas.Elementary;
using Extremal.Kernels.Lanes;

namespace Extremal.Kernels.Formulas;

/// <summary>f(x) = x · σ(x) with the logistic σ; also called swish. f(−∞) = 0, which is the limit.</summary>
public readonly struct SiLU : IFormula
{
    // Where φ″ = 0: x·tanh(x/2) = 2.
    private const double Inflection = 2.3993572805154675;

    private static readonly Curve Declared = new(
        new CurvePiece(double.NegativeInfinity, -Inflection, Bend.Concave),
        new CurvePiece(-Inflection, Inflection, Bend.Convex),
        new CurvePiece(Inflection, double.PositiveInfinity, Bend.Concave))
    {
        Turns = [-1.2784645427610737],
        ValueRoundings = 8,
        SlopeRoundings = 20,
    };

    /// <inheritdoc/>
    public static bool SlopeReadsInput => true;

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
    public V Slope<V, T>(V x, V y) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Hyperbolic.WeightedSigmoidSlope<V, T>(x);
}
