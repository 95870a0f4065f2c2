using System.Globalization;
using System.Numerics;

namespace Extremal.Optimization.Regions;

/// <summary>
/// { x : lower ≤ x ≤ upper }, coordinate by coordinate. Equal bounds fix a coordinate; infinite ones leave it free on that side.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class Box<T> : Region<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] _lower;
    private readonly T[] _upper;

    /// <summary>A box; the bounds are copied.</summary>
    /// <exception cref="ArgumentException">There are more bounds of one kind than of the other, one is NaN, a lower bound is above its
    /// upper bound, or both are the same infinity.</exception>
    public Box(ReadOnlySpan<T> lower, ReadOnlySpan<T> upper)
    {
        if (lower.Length != upper.Length)
        {
            throw new ArgumentException($"Box got {lower.Length} lower and {upper.Length} upper bounds; it wanted as many of each.");
        }

        for (int i = 0; i < lower.Length; i++)
        {
            if (!(lower[i] <= upper[i] && lower[i] < T.PositiveInfinity && upper[i] > T.NegativeInfinity))
            {
                throw new ArgumentException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"Box got the bounds {lower[i]} ≤ x ≤ {upper[i]} for coordinate {i}; no number meets them."));
            }
        }

        (_lower, _upper) = (lower.ToArray(), upper.ToArray());
    }

    /// <summary>A region that is a box, or the box without bounds.</summary>
    internal static Box<T> Of(Region<T> region)
    {
        if (region is Box<T> box)
        {
            return box;
        }

        T[] lower = new T[region.Dimension], upper = new T[region.Dimension];
        Array.Fill(lower, T.NegativeInfinity);
        Array.Fill(upper, T.PositiveInfinity);
        return new(lower, upper);
    }

    /// <inheritdoc/>
    public override int Dimension => _lower.Length;

    /// <summary>The lower bounds; −∞ where there is none.</summary>
    public ReadOnlySpan<T> Lower => _lower;

    /// <summary>The upper bounds; +∞ where there is none.</summary>
    public ReadOnlySpan<T> Upper => _upper;

    /// <inheritdoc/>
    protected override bool Holds(ReadOnlySpan<T> point)
    {
        for (int i = 0; i < point.Length; i++)
        {
            if (!(T.IsFinite(point[i]) && _lower[i] <= point[i] && point[i] <= _upper[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    protected override void Move(Span<T> point)
    {
        for (int i = 0; i < point.Length; i++)
        {
            point[i] = Nearest(i, point[i]);
        }
    }

    /// <summary>The number within the bounds of coordinate i that is nearest to x: x itself, or a bound.</summary>
    internal T Nearest(int i, T x) => x < _lower[i] ? _lower[i] : x > _upper[i] ? _upper[i] : x;

    /// <inheritdoc/>
    protected override T Stationarity(ReadOnlySpan<T> point, ReadOnlySpan<T> gradient)
    {
        T norm = T.Zero;
        for (int i = 0; i < point.Length; i++)
        {
            // The way against the gradient, cut off at the bound that lies there.
            T room = gradient[i] > T.Zero ? point[i] - _lower[i] : _upper[i] - point[i];
            norm = T.Max(norm, T.Min(T.Abs(gradient[i]), room));
        }

        return norm;
    }
}
