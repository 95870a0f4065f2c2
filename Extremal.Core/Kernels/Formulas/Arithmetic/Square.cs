using System.Numerics;
using System.Runtime.CompilerServices;
using Extremal.Kernels.Lanes;

namespace Extremal.Kernels.Formulas;

/// <summary>f(x) = x².</summary>
public readonly struct Square : IFormula
{
    private static readonly Curve Declared = new(new CurvePiece(double.NegativeInfinity, double.PositiveInfinity, Bend.Convex))
    {
        Turns = [0.0],
        ValueRoundings = 1,
        SlopeRoundings = 0,
    };

    /// <inheritdoc/>
    public static bool SlopeReadsInput => true;

    /// <inheritdoc/>
    public Curve Curve => Declared;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Value<V, T>(V x) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        x * x;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Slope<V, T>(V x, V y) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        x + x;
}
