namespace Extremal.Memory;

/// <summary>The number of rows and columns of a matrix. A row is one point or one sample; a column is one of its features.</summary>
/// <param name="Rows">Number of rows.</param>
/// <param name="Columns">Number of columns.</param>
public readonly record struct Shape(int Rows, int Columns)
{
    /// <summary>The shape 1 × 1, of a number.</summary>
    public static Shape One => new(1, 1);

    /// <summary>Number of elements.</summary>
    /// <exception cref="ArgumentException">No array holds as many.</exception>
    public int Count => (long)Rows * Columns is var count && (ulong)count <= (ulong)ArrayLength.Limit
        ? (int)count
        : TooMany();

    /// <summary>Rows and columns exchanged.</summary>
    public Shape Transposed => new(Columns, Rows);

    private int TooMany() => ArrayLength.Of($"A matrix is {this}", (Int128)Rows * Columns);

    /// <summary>The shape as text, for example <c>32 × 4</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Rows} × {Columns}");
}
