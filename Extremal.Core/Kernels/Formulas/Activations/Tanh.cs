using System.Numerics;
using System.Runtime.CompilerServices;
using Extremal.Kernels.Formulas.Elementary;
using Extremal.Kernels.Lanes;

namespace Extremal.Kernels.Formulas;

/// <summary>The hyperbolic tangent. f(±∞) = ±1.</summary>
public readonly struct Tanh : IFormula
{
    private static readonly Curve Declared = new(
        new CurvePiece(double.NegativeInfinity, 0.0, Bend.Convex),
        new CurvePiece(0.0, double.PositiveInfinity, Bend.Concave))
    {
        ValueRoundings = 5,
        SlopeRoundings = 12,
    };

    /// <inheritdoc/>
    public static bool SlopeReadsInput => false;

    /// <inheritdoc/>
    /// <remarks>The roundings of the value add up to 3.3 u of it, those of the slope, 2·|y| times the error of y and one more, to 4 to 6 u.</remarks>
    public Curve Curve => Declared;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Value<V, T>(V x) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Hyperbolic.Tanh<V, T>(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Slope<V, T>(V x, V y) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        V.MultiplyAdd(-y, y, V.Of(1.0));
}
