using System.Numerics;
using System.Runtime.CompilerServices;
using Extremal.Kernels.Formulas.Elementary;
using Extremal.Kernels.Lanes;

namespace Extremal.Kernels.Formulas;

/// <summary>f(x) = ln(1 + eˣ), computed as max(x, 0) + ln(1 + e^−|x|). f′ is the logistic function, here 1 − e⁻ʸ.</summary>
public readonly struct Softplus : IFormula
{
    private static readonly Curve Declared = new(new CurvePiece(double.NegativeInfinity, double.PositiveInfinity, Bend.Convex))
    {
        ValueRoundings = 6,
        SlopeRoundings = 8,
    };

    /// <inheritdoc/>
    public static bool SlopeReadsInput => false;

    /// <inheritdoc/>
    /// <remarks>
    /// e^−|x| is within 2 u, which ln(1 + e) passes on by a factor of at most 1, and ln(1 + e) adds 2.8 u (1.4 ulp); the sum with max(x,
    /// 0), both positive, adds 1: 5.8 u. The slope passes the error of y on by y·e⁻ʸ ≤ 0.37 and adds the 4 u of e⁻ʸ − 1: 6.2 u.
    /// </remarks>
    public Curve Curve => Declared;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Value<V, T>(V x) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        V.Max(x, V.Of(0.0)) + Logarithm.Log1p<V, T>(Exponential.Exp<V, T>(-V.Abs(x)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Slope<V, T>(V x, V y) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        -Exponential.Expm1<V, T>(-y);
}
