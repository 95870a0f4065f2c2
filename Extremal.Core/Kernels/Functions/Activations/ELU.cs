using System.Numerics;
using System.Runtime.CompilerServices;
using Extremal.Kernels.Functions.Elementary;
using Extremal.Kernels.Lanes;

namespace Extremal.Kernels.Functions;

/// <summary>The exponential linear unit, f(x) = x for x &gt; 0, else alpha · (eˣ − 1) (Clevert, Unterthiner and
/// Hochreiter, 2016). f′(0) = alpha.</summary>
/// <param name="alpha">Where f ends on the left: f(−∞) = −alpha.</param>
/// <exception cref="ArgumentOutOfRangeException"><paramref name="alpha"/> is negative or not finite.</exception>
internal readonly struct ELU(double alpha) : IElementwiseFunction
{
    private readonly double _alpha = alpha >= 0 && double.IsFinite(alpha)
        ? alpha
        : throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "ELU wants a finite alpha of at least 0.");

    /// <summary>With the usual alpha, 1.0.</summary>
    public ELU() : this(1.0)
    {
    }

    /// <inheritdoc/>
    public static bool DerivativeReadsInput => false;

    /// <inheritdoc/>
    /// <remarks>
    /// Left of 0 it rises to the slope alpha; up to 1, that is convex as a whole. 2.1 u of eˣ − 1, one for a rounded alpha and one for the
    /// product; the slope adds alpha, which brings one more, all in units of alpha.
    /// </remarks>
    public Curve Curve => _alpha <= 1
        ? new(new CurvePiece(double.NegativeInfinity, double.PositiveInfinity, Curvature.Convex))
        {
            Kinks = [0.0],
            ValueError = 7,
            DerivativeError = 8,
        }
        : new(new(double.NegativeInfinity, 0.0, Curvature.Convex), new(0.0, double.PositiveInfinity, Curvature.Straight))
        {
            Kinks = [0.0],
            ValueError = 7,
            DerivativeError = 8 * _alpha,
        };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Value<V, T>(V x) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        V.Select(V.LessThan(V.Of(0.0), x), x, V.Of(_alpha) * Exponential.Expm1<V, T>(x));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Derivative<V, T>(V x, V y) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        V.Select(V.LessThan(V.Of(0.0), y), V.Of(1.0), y + V.Of(_alpha));
}
