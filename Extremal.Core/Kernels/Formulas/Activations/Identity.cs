using System.Numerics;
using System.Runtime.CompilerServices;
using Extremal.Kernels.Lanes;

namespace Extremal.Kernels.Formulas;

/// <summary>f(x) = x.</summary>
public readonly struct Identity : IFormula
{
    private static readonly Curve Declared = new(new CurvePiece(double.NegativeInfinity, double.PositiveInfinity, Bend.Straight))
    {
        ValueRoundings = 0,
        SlopeRoundings = 0,
    };

    /// <inheritdoc/>
    public static bool SlopeReadsInput => false;

    /// <inheritdoc/>
    public static bool IsLinearByPieces => true;

    /// <inheritdoc/>
    public Curve Curve => Declared;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Value<V, T>(V x) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        x;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Slope<V, T>(V x, V y) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        V.Of(1.0);
}
