using System.Numerics;

namespace Extremal.Optimization.Regions;

/// <summary>All finite points.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class Everywhere<T> : Region<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>All points of <paramref name="dimension"/> coordinates.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The dimension is negative.</exception>
    public Everywhere(int dimension)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(dimension);
        Dimension = dimension;
    }

    /// <inheritdoc/>
    public override int Dimension { get; }

    /// <inheritdoc/>
    protected override bool Holds(ReadOnlySpan<T> point)
    {
        foreach (T x in point)
        {
            if (!T.IsFinite(x))
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    protected override void Move(Span<T> point)
    {
    }

    /// <inheritdoc/>
    protected override T Stationarity(ReadOnlySpan<T> point, ReadOnlySpan<T> gradient)
    {
        T norm = T.Zero;
        foreach (T g in gradient)
        {
            norm = T.Max(norm, T.Abs(g));
        }

        return norm;
    }
}
