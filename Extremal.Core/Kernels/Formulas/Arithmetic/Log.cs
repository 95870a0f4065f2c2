using System.Numerics;
using System.Runtime.CompilerServices;
using Extremal.Kernels.Formulas.Elementary;
using Extremal.Kernels.Lanes;

namespace Extremal.Kernels.Formulas;

/// <summary>f(x) = ln x. f(0) = −∞; NaN below.</summary>
public readonly struct Log : IFormula
{
    private static readonly Curve Declared = new(new CurvePiece(0.0, double.PositiveInfinity, Bend.Concave))
    {
        ValueRoundings = 3,
        SlopeRoundings = 1,
    };

    /// <inheritdoc/>
    public static bool SlopeReadsInput => true;

    /// <inheritdoc/>
    public Curve Curve => Declared;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Value<V, T>(V x) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Logarithm.Log<V, T>(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Slope<V, T>(V x, V y) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        V.Of(1.0) / x;
}
