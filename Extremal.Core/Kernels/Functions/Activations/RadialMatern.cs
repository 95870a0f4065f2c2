using System.Numerics;
using System.Runtime.CompilerServices;
using Extremal.Kernels.Functions.Elementary;
using Extremal.Kernels.Lanes;

namespace Extremal.Kernels.Functions;

/// <summary>
/// f(s) = (1 + r + r²/3) e^(−r), r = √(5s): the Matérn covariance of order 5/2 as a function of the squared distance s (C. E. Rasmussen and
/// C. K. I. Williams, "Gaussian Processes for Machine Learning", 2006, equation 4.17). Below 0, where only rounding leads, it goes on along its
/// tangent, 1 − 5s/6. f(∞) = 0.
/// </summary>
internal readonly struct RadialMatern : IElementwiseFunction
{
    // Of f′(0) = −5/6.
    private const double Slope = 5.0 / 6;

    private static readonly Curve Declared = new(new CurvePiece(double.NegativeInfinity, double.PositiveInfinity, Curvature.Convex))
    {
        // r is rounded twice before e^(−r) is taken, so that the value has r times that error: r is at most 755 where it is not 0.
        ValueError = 1600,
        DerivativeError = 12,
    };

    /// <inheritdoc/>
    public static bool DerivativeReadsInput => true;

    /// <inheritdoc/>
    public Curve Curve => Declared;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Value<V, T>(V x) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V zero = V.Of(0.0), r = Root<V, T>(x);
        V polynomial = V.MultiplyAdd(V.MultiplyAdd(V.Of(1.0 / 3), r, V.Of(1.0)), r, V.Of(1.0));
        return V.MultiplyAdd(V.Of(-Slope), V.Min(x, zero), polynomial * Exponential.Exp<V, T>(-r));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Derivative<V, T>(V x, V y) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V r = Root<V, T>(x);
        return V.Of(-Slope) * (V.Of(1.0) + r) * Exponential.Exp<V, T>(-r);
    }

    // Beyond 800 the exponential is 0, and r stays finite.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Root<V, T>(V x) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        V.Min(V.Sqrt(V.Of(5.0) * V.Max(x, V.Of(0.0))), V.Of(800.0));
}
