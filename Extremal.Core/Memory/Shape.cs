namespace Extremal.Memory;

/// <summary>The number of rows and columns of a matrix. A row is one point or one sample; a column is one of its features.</summary>
/// <param name="Rows">Number of rows.</param>
/// <param name="Columns">Number of columns.</param>
public readonly record struct Shape(int Rows, int Columns)
{
    /// <summary>The shape 1 × 1, of a number.</summary>
    public static Shape One => new(1, 1);

    /// <summary>Number of elements.</summary>
    /// <exception cref="OverflowException">It does not fit an <see cref="int"/>.</exception>
    public int Count => checked(Rows * Columns);

    /// <summary>Rows and columns exchanged.</summary>
    public Shape Transposed => new(Columns, Rows);

    /// <summary>The shape as text, for example <c>32 × 4</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Rows} × {Columns}");
}
