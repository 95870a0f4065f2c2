using System.Numerics.Tensors;
using Extremal.Kernels;
using Extremal.Memory;

namespace Extremal.LinearAlgebra;

/// <summary>|aᵢ − bⱼ|² of all pairs of rows, by one product: |aᵢ|² − 2 aᵢbⱼ + |bⱼ|². Rounding may leave some 1e-16 of the squares.</summary>
internal static class SquaredDistances
{
    /// <summary>Writes them; none is negative, and of a matrix with itself the diagonal is 0.</summary>
    /// <param name="a">n × k.</param>
    /// <param name="b">m × k.</param>
    /// <param name="distances">n × m, dense.</param>
    public static void Fill(ReadOnlyMatrix<double> a, ReadOnlyMatrix<double> b, Matrix<double> distances)
    {
        Gemm.Multiply(a, b.Transposed, distances);
        double[] squares = Squares(b);
        bool isSame = a.Rows == b.Rows && System.Runtime.CompilerServices.Unsafe.AreSame(in a[0, 0], in b[0, 0]);
        for (int i = 0; i < a.Rows; i++)
        {
            Span<double> row = distances.Row(i);
            TensorPrimitives.MultiplyAdd(row, -2, squares, row);
            TensorPrimitives.Add(row, Vectors.Dot(a.Row(i), a.Row(i)), row);
            TensorPrimitives.Max(row, 0.0, row);
            if (isSame)
            {
                row[i] = 0;
            }
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
