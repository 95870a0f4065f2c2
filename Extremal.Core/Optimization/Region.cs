using System.Buffers;
using System.Numerics;
using Extremal.Memory;

namespace Extremal.Optimization;

/// <summary>
/// A closed convex set of points that a search may not leave. It is immutable, and may be used by several threads at once.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class Region<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int MostOnStack = 256;

    /// <summary>Number of coordinates of a point.</summary>
    public abstract int Dimension { get; }

    /// <summary>A sentence that says why no point is in the region; null if there are points.</summary>
    public virtual string? EmptyReason => null;

    /// <summary>Whether no point is in the region.</summary>
    public bool IsEmpty => EmptyReason is not null;

    /// <summary>Whether the point is in the region, exactly and without a tolerance. A point with a NaN is in none.</summary>
    /// <exception cref="ArgumentException">The point has another dimension.</exception>
    public bool Contains(ReadOnlySpan<T> point)
    {
        RequireLength(point.Length, nameof(Contains));
        return Holds(point);
    }

    /// <summary>
    /// Replaces the point by the point of the region that is nearest to it (Euclidean). A point of the region stays as it is, to the bit.
    /// </summary>
    /// <remarks>A coordinate that is NaN stays NaN; then the result is not in the region.</remarks>
    /// <exception cref="ArgumentException">The point has another dimension.</exception>
    /// <exception cref="InvalidOperationException">The region is empty.</exception>
    public void Project(Span<T> point)
    {
        RequireLength(point.Length, nameof(Project));
        if (EmptyReason is string reason)
        {
            throw new InvalidOperationException(reason);
        }

        Move(point);
    }

    /// <summary>The same, with the coordinates that are held, if any are, put back to what they were.</summary>
    internal void Project(Span<T> point, ReadOnlySpan<bool> held, ReadOnlySpan<T> before)
    {
        Project(point);
        for (int j = 0; j < held.Length; j++)
        {
            point[j] = held[j] ? before[j] : point[j];
        }
    }

    /// <summary>
    /// Replaces every row of a batch, one point a row, by the point of the region that is nearest to it: each as if it were alone.
    /// </summary>
    /// <exception cref="ArgumentException">The points have another dimension.</exception>
    /// <exception cref="InvalidOperationException">The region is empty, or the numbers of a row do not lie side by side.</exception>
    public void Project(Matrix<T> points)
    {
        RequireLength(points.Columns, nameof(Project));
        for (int i = 0; i < points.Rows; i++)
        {
            Project(points.Row(i));
        }
    }

    /// <summary>
    /// ‖P(x − g) − x‖∞, where P projects onto the region: zero exactly where x, a point of the region, is stationary for a function with
    /// gradient g there. Without bounds it is the greatest |gᵢ|. NaN if g has a NaN.
    /// </summary>
    /// <exception cref="ArgumentException">The point or the gradient has another dimension.</exception>
    /// <exception cref="InvalidOperationException">The region is empty.</exception>
    public T ProjectedGradientNorm(ReadOnlySpan<T> point, ReadOnlySpan<T> gradient)
    {
        RequireLength(point.Length, nameof(ProjectedGradientNorm));
        RequireLength(gradient.Length, nameof(ProjectedGradientNorm));
        return Stationarity(point, gradient);
    }

    /// <summary><see cref="Contains"/> for a point of the right dimension.</summary>
    protected abstract bool Holds(ReadOnlySpan<T> point);

    /// <summary><see cref="Project(Span{T})"/> for a point of the right dimension and a region that is not empty.</summary>
    protected abstract void Move(Span<T> point);

    /// <summary>
    /// <see cref="ProjectedGradientNorm"/> for spans of the right dimension. Where the region has a closed form it should be given: it
    /// does not round x − g.
    /// </summary>
    protected virtual T Stationarity(ReadOnlySpan<T> point, ReadOnlySpan<T> gradient)
    {
        T[]? rented = Dimension > MostOnStack ? ArrayPool<T>.Shared.Rent(Dimension) : null;
        Span<T> moved = rented is null ? stackalloc T[MostOnStack] : rented;
        moved = moved[..Dimension];
        for (int i = 0; i < moved.Length; i++)
        {
            moved[i] = point[i] - gradient[i];
        }

        Project(moved);
        T norm = T.Zero;
        for (int i = 0; i < moved.Length; i++)
        {
            norm = T.Max(norm, T.Abs(moved[i] - point[i]));
        }

        if (rented is not null)
        {
            ArrayPool<T>.Shared.Return(rented);
        }

        return norm;
    }

    private void RequireLength(int length, string operation)
    {
        if (length != Dimension)
        {
            throw new ArgumentException($"{GetType().Name}.{operation} got {length} coordinates and wanted {Dimension}.");
        }
    }
}
