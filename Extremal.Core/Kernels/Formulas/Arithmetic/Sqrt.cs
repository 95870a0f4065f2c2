using System.Numerics;
using System.Runtime.CompilerServices;
using Extremal.Kernels.Lanes;

namespace Extremal.Kernels.Formulas;

/// <summary>f(x) = √x. NaN below zero; f′(0) = ∞.</summary>
public readonly struct Sqrt : IFormula
{
    private static readonly Curve Declared = new(new CurvePiece(0.0, double.PositiveInfinity, Bend.Concave))
    {
        ValueRoundings = 1,
        SlopeRoundings = 2,
    };

    /// <inheritdoc/>
    public static bool SlopeReadsInput => false;

    /// <inheritdoc/>
    public Curve Curve => Declared;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Value<V, T>(V x) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        V.Sqrt(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Slope<V, T>(V x, V y) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        V.Of(0.5) / y;
}
