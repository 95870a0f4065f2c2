using System.Numerics.Tensors;
using Extremal.Kernels;
using Extremal.Memory;

namespace Extremal.LinearAlgebra;

/// <summary>|aᵢ − bⱼ|² of all pairs of rows, by one product: |aᵢ|² − 2 aᵢbⱼ + |bⱼ|². Rounding may leave some 1e-16 of the squares.</summary>
internal static class SquaredDistances
{
    /// <summary>Writes those between the rows of two matrices; none is negative.</summary>
    /// <param name="a">n × k.</param>
    /// <param name="b">m × k.</param>
    /// <param name="distances">n × m, dense.</param>
    public static void Fill(ReadOnlyMatrix<double> a, ReadOnlyMatrix<double> b, Matrix<double> distances)
    {
        Gemm.Multiply(a, b.Transposed, distances);
        double[] squares = Squares(b);
        for (int i = 0; i < a.Rows; i++)
        {
            Span<double> row = distances.Row(i);
            TensorPrimitives.MultiplyAdd(row, -2, squares, row);
            TensorPrimitives.Add(row, Vectors.Dot(a.Row(i), a.Row(i)), row);
            TensorPrimitives.Max(row, 0.0, row);
        }
    }

    /// <summary>Writes those between the rows of one matrix; the diagonal is 0.</summary>
    /// <param name="a">n × k.</param>
    /// <param name="distances">n × n, dense.</param>
    public static void Fill(ReadOnlyMatrix<double> a, Matrix<double> distances)
    {
        Fill(a, a, distances);
        for (int i = 0; i < a.Rows; i++)
        {
            distances[i, i] = 0;
        }
    }

    private static double[] Squares(ReadOnlyMatrix<double> a)
    {
        double[] squares = new double[a.Rows];
        for (int i = 0; i < squares.Length; i++)
        {
            squares[i] = Vectors.Dot(a.Row(i), a.Row(i));
        }

        return squares;
    }
}
