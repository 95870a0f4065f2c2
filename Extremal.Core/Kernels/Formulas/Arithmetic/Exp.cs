using System.Numerics;
using System.Runtime.CompilerServices;
using Extremal.Kernels.Formulas.Elementary;
using Extremal.Kernels.Lanes;

namespace Extremal.Kernels.Formulas;

/// <summary>f(x) = eˣ. f(−∞) = 0, f(∞) = ∞.</summary>
public readonly struct Exp : IFormula
{
    private static readonly Curve Declared = new(new CurvePiece(double.NegativeInfinity, double.PositiveInfinity, Bend.Convex))
    {
        ValueRoundings = 2,
        SlopeRoundings = 2,
    };

    /// <inheritdoc/>
    public static bool SlopeReadsInput => false;

    /// <inheritdoc/>
    public Curve Curve => Declared;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Value<V, T>(V x) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Exponential.Exp<V, T>(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Slope<V, T>(V x, V y) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        y;
}
