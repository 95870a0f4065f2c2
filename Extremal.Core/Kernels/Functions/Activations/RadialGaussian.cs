using System.Numerics;
using System.Runtime.CompilerServices;
using Extremal.Kernels.Functions.Elementary;
using Extremal.Kernels.Lanes;

namespace Extremal.Kernels.Functions;

/// <summary>
/// f(s) = e^(−s/2): the Gaussian (squared exponential) covariance as a function of the squared distance s (C. E. Rasmussen and C. K. I.
/// Williams, "Gaussian Processes for Machine Learning", 2006, equation 4.9). f(−∞) = ∞, f(∞) = 0.
/// </summary>
internal readonly struct RadialGaussian : IElementwiseFunction
{
    private static readonly Curve Declared = new(new CurvePiece(double.NegativeInfinity, double.PositiveInfinity, Curvature.Convex))
    {
        ValueError = 2,
        DerivativeError = 2,
    };

    /// <inheritdoc/>
    public static bool DerivativeReadsInput => false;

    /// <inheritdoc/>
    /// <remarks>Halving is exact, so that the errors are those of eˣ.</remarks>
    public Curve Curve => Declared;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Value<V, T>(V x) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Exponential.Exp<V, T>(V.Of(-0.5) * x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Derivative<V, T>(V x, V y) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        V.Of(-0.5) * y;
}
