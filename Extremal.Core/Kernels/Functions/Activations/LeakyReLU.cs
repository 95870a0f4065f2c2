using System.Numerics;
using System.Runtime.CompilerServices;
using Extremal.Kernels.Lanes;

namespace Extremal.Kernels.Functions;

/// <summary>The leaky rectifier, f(x) = x for x &gt; 0, else slope · x. f′(0) = slope.</summary>
/// <param name="slope">The slope left of zero.</param>
/// <exception cref="ArgumentOutOfRangeException"><paramref name="slope"/> is negative or not finite.</exception>
internal readonly struct LeakyReLU(double slope) : IElementwiseFunction
{
    private readonly double _slope = slope >= 0 && double.IsFinite(slope)
        ? slope
        : throw new ArgumentOutOfRangeException(nameof(slope), slope, "LeakyReLU wants a finite slope of at least 0.");

    /// <summary>With the usual slope, 0.01.</summary>
    public LeakyReLU() : this(0.01)
    {
    }

    /// <inheritdoc/>
    public static bool DerivativeReadsInput => false;

    /// <inheritdoc/>
    public static bool IsPiecewiseLinear => true;

    /// <inheritdoc/>
    /// <remarks>In float the slope is rounded, and then the product.</remarks>
    public Curve Curve => new(new CurvePiece(double.NegativeInfinity, double.PositiveInfinity, _slope <= 1 ? Curvature.Convex : Curvature.Concave))
    {
        Kinks = [0.0],
        ValueError = 3,
        DerivativeError = 0,
    };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Value<V, T>(V x) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        V.Select(V.LessThan(V.Of(0.0), x), x, x * V.Of(_slope));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Derivative<V, T>(V x, V y) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        V.Select(V.LessThan(V.Of(0.0), y), V.Of(1.0), V.Of(_slope));
}
