using System.Numerics;
using System.Runtime.CompilerServices;
using Extremal.Kernels.Lanes;

namespace Extremal.Kernels.Functions;

/// <summary>Huber's loss of a residual, f(r) = ½r² for |r| ≤ delta, else delta · (|r| − ½delta) (Huber, 1964).
/// f′(r) = r, bounded by ±delta.</summary>
/// <param name="delta">Where the parabola becomes a line.</param>
/// <exception cref="ArgumentOutOfRangeException"><paramref name="delta"/> is not positive or not finite.</exception>
internal readonly struct Huber(double delta) : IElementwiseFunction
{
    private readonly double _delta = delta > 0 && double.IsFinite(delta)
        ? delta
        : throw new ArgumentOutOfRangeException(nameof(delta), delta, "Huber wants a finite delta above 0.");

    /// <summary>With the usual delta, 1.0.</summary>
    public Huber() : this(1.0)
    {
    }

    /// <inheritdoc/>
    public static bool DerivativeReadsInput => true;

    /// <inheritdoc/>
    /// <remarks>In float delta is rounded; then the difference, where nothing cancels for |r| ≥ delta, and the product.</remarks>
    public Curve Curve => new(new CurvePiece(double.NegativeInfinity, double.PositiveInfinity, Curvature.Convex))
    {
        Extrema = [0.0],
        ValueError = 4,
        DerivativeError = 1,
    };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Value<V, T>(V x) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V delta = V.Of(_delta);
        V size = V.Abs(x);
        V inside = V.Of(0.5) * x * x;
        V outside = delta * (size - V.Of(0.5) * delta);
        return V.Select(V.LessThanOrEqual(size, delta), inside, outside);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Derivative<V, T>(V x, V y) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        V.Max(-V.Of(_delta), V.Min(V.Of(_delta), x));
}
