using System.Numerics;
using System.Runtime.CompilerServices;
using Extremal.Kernels.Formulas.Elementary;
using Extremal.Kernels.Lanes;

namespace Extremal.Kernels.Formulas;

/// <summary>f(x) = ln(1 + eˣ), computed as max(x, 0) + ln(1 + e^−|x|). f′ is the logistic function, here 1 − e⁻ʸ.</summary>
public readonly struct Softplus : IFormula
{
    /// <inheritdoc/>
    public static bool SlopeReadsInput => false;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Value<V, T>(V x) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        V.Max(x, V.Of(0.0)) + Logarithm.Log1p<V, T>(Exponential.Exp<V, T>(-V.Abs(x)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Slope<V, T>(V x, V y) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        -Exponential.Expm1<V, T>(-y);
}
