namespace Extremal.Memory;

/// <summary>What <see cref="Matrix{T}"/> and <see cref="ReadOnlyMatrix{T}"/> check alike.</summary>
internal static class Layout
{
    public static void Check(int length, Shape shape, int rowStride, int columnStride)
    {
        if (shape.Rows < 0 || shape.Columns < 0 || rowStride < 0 || columnStride < 0)
        {
            throw new ArgumentException($"A matrix got shape {shape} and strides {rowStride}, {columnStride}; none may be negative.");
        }

        if (shape.Rows == 0 || shape.Columns == 0)
        {
            return;
        }

        long last = (long)(shape.Rows - 1) * rowStride + (long)(shape.Columns - 1) * columnStride;
        if (last >= length)
        {
            throw new ArgumentException(
                $"A matrix of {shape} with strides {rowStride}, {columnStride} wants {last + 1} elements and got {length}.");
        }
    }

    public static bool IsDense(Shape shape, int rowStride, int columnStride) =>
        (columnStride == 1 || shape.Columns <= 1) && (rowStride == shape.Columns || shape.Rows <= 1);

    public static void CheckIndex(Shape shape, int row, int column)
    {
        if ((uint)row >= (uint)shape.Rows || (uint)column >= (uint)shape.Columns)
        {
            throw new IndexOutOfRangeException($"There is no element ({row}, {column}) in a matrix of {shape}.");
        }
    }

    public static void CheckRow(Shape shape, int row, int columnStride)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, shape.Rows);
        if (columnStride != 1 && shape.Columns > 1)
        {
            throw new InvalidOperationException($"The rows of this matrix of {shape} do not lie side by side.");
        }
    }

    public static void CheckRange(int start, int count, int available)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, available - start);
    }

    public static void CheckBroadcast(Shape from, Shape to)
    {
        if ((from.Rows != to.Rows && from.Rows != 1) || (from.Columns != to.Columns && from.Columns != 1))
        {
            throw new ArgumentException($"A matrix of {from} cannot be repeated to {to}: a dimension is kept, or it is one.");
        }
    }

    /// <summary>The span from <paramref name="offset"/> on, which for an empty range may lie behind its end.</summary>
    public static Span<T> From<T>(Span<T> span, int offset) => span[Math.Min(offset, span.Length)..];

    /// <inheritdoc cref="From{T}(Span{T}, int)"/>
    public static ReadOnlySpan<T> From<T>(ReadOnlySpan<T> span, int offset) => span[Math.Min(offset, span.Length)..];

    public static InvalidOperationException NotDense(Shape shape) =>
        new($"This matrix of {shape} is not dense; copy it, or take its rows one by one.");
}
