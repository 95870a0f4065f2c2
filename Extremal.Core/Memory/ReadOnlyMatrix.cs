using System.Numerics;
using System.Runtime.InteropServices;

namespace Extremal.Memory;

/// <summary>A matrix that can only be read: a span, a shape and two strides. Transposing exchanges the strides; a stride of zero repeats a row or a column.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public readonly ref struct ReadOnlyMatrix<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ReadOnlySpan<T> _span;

    /// <summary>A dense matrix: element (i, j) at i·columns + j.</summary>
    /// <exception cref="ArgumentException">The span is too short for the shape.</exception>
    public ReadOnlyMatrix(ReadOnlySpan<T> span, Shape shape) : this(span, shape, shape.Columns, 1)
    {
    }

    /// <summary>A strided matrix: element (i, j) at i·<paramref name="rowStride"/> + j·<paramref name="columnStride"/>.</summary>
    /// <exception cref="ArgumentException">A stride is negative, or the span is too short for the last element.</exception>
    public ReadOnlyMatrix(ReadOnlySpan<T> span, Shape shape, int rowStride, int columnStride)
    {
        Layout.Check(span.Length, shape, rowStride, columnStride);
        _span = span;
        (Shape, RowStride, ColumnStride) = (shape, rowStride, columnStride);
    }

    /// <summary>Unchecked: what is made from a matrix by repeating, exchanging or cutting rows and columns fits as the matrix did.</summary>
    internal ReadOnlyMatrix(ReadOnlySpan<T> span, Shape shape, (int Row, int Column) strides)
    {
        _span = span;
        (Shape, RowStride, ColumnStride) = (shape, strides.Row, strides.Column);
    }

    /// <summary>Rows and columns.</summary>
    public Shape Shape { get; }

    /// <summary>Number of rows.</summary>
    public int Rows => Shape.Rows;

    /// <summary>Number of columns.</summary>
    public int Columns => Shape.Columns;

    /// <summary>Elements from one row to the next.</summary>
    public int RowStride { get; }

    /// <summary>Elements from one column to the next.</summary>
    public int ColumnStride { get; }

    /// <summary>Whether the elements lie row after row without gaps.</summary>
    public bool IsDense => Layout.IsDense(Shape, RowStride, ColumnStride);

    /// <summary>The element in row <paramref name="row"/> and column <paramref name="column"/>.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such element.</exception>
    public ref readonly T this[int row, int column]
    {
        get
        {
            Layout.CheckIndex(Shape, row, column);
            return ref _span[row * RowStride + column * ColumnStride];
        }
    }

    /// <summary>The same elements with rows and columns exchanged; nothing is moved.</summary>
    public ReadOnlyMatrix<T> Transposed => new(_span, Shape.Transposed, (ColumnStride, RowStride));

    /// <summary>All elements, row after row.</summary>
    /// <exception cref="InvalidOperationException">The matrix is not dense.</exception>
    public ReadOnlySpan<T> Span => IsDense ? _span[..Shape.Count] : throw Layout.NotDense(Shape);

    /// <summary>The elements of one row.</summary>
    /// <exception cref="InvalidOperationException">They do not lie side by side.</exception>
    public ReadOnlySpan<T> Row(int row)
    {
        Layout.CheckRow(Shape, row, ColumnStride);
        return _span.Slice(row * RowStride, Columns);
    }

    /// <summary>The matrix repeated to a larger shape: a single row and a single column are repeated by a stride of zero; nothing is copied.</summary>
    /// <exception cref="ArgumentException">A dimension is neither one nor the wanted one.</exception>
    public ReadOnlyMatrix<T> Broadcast(Shape shape)
    {
        Layout.CheckBroadcast(Shape, shape);
        return new(_span, shape, (Rows == shape.Rows ? RowStride : 0, Columns == shape.Columns ? ColumnStride : 0));
    }

    /// <summary>Some of the rows; they share this matrix's memory.</summary>
    public ReadOnlyMatrix<T> RowRange(int start, int count)
    {
        Layout.CheckRange(start, count, Rows);
        return new(Layout.From(_span, start * RowStride), new Shape(count, Columns), (RowStride, ColumnStride));
    }

    /// <summary>Some of the columns; they share this matrix's memory.</summary>
    public ReadOnlyMatrix<T> ColumnRange(int start, int count)
    {
        Layout.CheckRange(start, count, Columns);
        return new(Layout.From(_span, start * ColumnStride), new Shape(Rows, count), (RowStride, ColumnStride));
    }

    /// <summary>Element (0, 0), for kernels.</summary>
    internal ref readonly T Reference => ref MemoryMarshal.GetReference(_span);
}
