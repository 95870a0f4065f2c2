using System.Numerics;

namespace Extremal.Memory;

/// <summary>A dense matrix inside a <see cref="Block{T}"/>, row after row: the form in which a matrix can be kept in a field.</summary>
/// <param name="Block">Where the numbers are.</param>
/// <param name="Offset">Index of the first of them.</param>
/// <param name="Shape">Rows and columns.</param>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public readonly record struct Slice<T>(Block<T> Block, int Offset, Shape Shape) where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>A new zeroed block that holds just this one matrix.</summary>
    public static Slice<T> Zeros(Shape shape) => new(new Block<T>(shape.Count), 0, shape);

    /// <summary>A new block with a copy of <paramref name="values"/>, row after row.</summary>
    /// <exception cref="ArgumentException">There are more or fewer values than the shape holds.</exception>
    public static Slice<T> Copy(ReadOnlySpan<T> values, Shape shape)
    {
        if (values.Length != shape.Count)
        {
            throw new ArgumentException($"Slice.Copy got {values.Length} values for a matrix of {shape}.", nameof(values));
        }

        Slice<T> slice = Zeros(shape);
        values.CopyTo(slice.Span);
        return slice;
    }

    /// <summary>The numbers, row after row.</summary>
    public Span<T> Span => Block.Range(Offset, Shape.Count);

    /// <summary>The numbers as a matrix.</summary>
    public Matrix<T> Matrix => new(Span, Shape, (Shape.Columns, 1));

    /// <summary>The rows from <paramref name="start"/> on; they share this slice's memory.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Some of the rows are not there.</exception>
    public Slice<T> Rows(int start, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Shape.Rows - start);
        return new(Block, Offset + start * Shape.Columns, new Shape(count, Shape.Columns));
    }

    /// <summary>The shape and the first numbers, for example <c>1 × 2: [0.5, 3]</c>.</summary>
    public override string ToString() => Block is null ? $"{Shape}, of no block" : $"{Shape}: {ListText.Of<T>(Span)}";

    /// <summary>Whether some number belongs to both.</summary>
    internal bool Overlaps(Slice<T> other) =>
        Block == other.Block && Offset < other.Offset + other.Shape.Count && other.Offset < Offset + Shape.Count;
}
