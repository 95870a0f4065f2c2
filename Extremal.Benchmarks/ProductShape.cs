namespace Extremal.Benchmarks;

/// <summary>The shapes of a product of matrices, as a parameter of a benchmark.</summary>
/// <param name="Rows">Rows of A and of C.</param>
/// <param name="Columns">Columns of B and of C.</param>
/// <param name="Depth">Columns of A, rows of B.</param>
public sealed record ProductShape(int Rows, int Columns, int Depth)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Rows}×{Columns}×{Depth}";
}
