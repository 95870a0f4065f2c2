using Extremal.Kernels;
using Extremal.Memory;

namespace Extremal.LinearAlgebra;

/// <summary>
/// Products of a matrix with its own transpose. They are symmetric, so that only the lower triangle is computed, in blocks of columns; what
/// stands right of the diagonal is of no use. Each element is the chain of <see cref="Gemm"/>, so that the bits are the same everywhere.
/// </summary>
internal static class GramMatrix
{
    private const int Block = 96;

    /// <summary>C += Aᵀ A, lower triangle.</summary>
    /// <param name="a">k × n.</param>
    /// <param name="c">n × n.</param>
    public static void AddColumns(ReadOnlyMatrix<double> a, Matrix<double> c)
    {
        for (int start = 0; start < a.Columns; start += Block)
        {
            int count = Math.Min(Block, a.Columns - start), rest = a.Columns - start;
            Gemm.MultiplyAdd(
                a.ColumnRange(start, rest).Transposed, a.ColumnRange(start, count), c.RowRange(start, rest).ColumnRange(start, count));
        }
    }

    /// <summary>C += A Aᵀ, lower triangle.</summary>
    /// <param name="a">n × k.</param>
    /// <param name="c">n × n.</param>
    public static void AddRows(ReadOnlyMatrix<double> a, Matrix<double> c) => AddColumns(a.Transposed, c);
}
