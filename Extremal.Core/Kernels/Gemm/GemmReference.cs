using System.Numerics;
using Extremal.Memory;

namespace Extremal.Kernels;

/// <summary>
/// C += A·B in three loops. It says what every element is, to the last bit, and <see cref="Gemm"/> must equal it:
/// acc = C[i, j]; for k ascending: acc = fma(A[i, k], B[k, j], acc). It is never deleted.
/// </summary>
internal static class GemmReference
{
    /// <summary>C += A·B, element after element. The shapes are n × k, k × m and n × m.</summary>
    public static void MultiplyAdd<T>(ReadOnlyMatrix<T> a, ReadOnlyMatrix<T> b, Matrix<T> c)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < c.Rows; i++)
        {
            for (int j = 0; j < c.Columns; j++)
            {
                T sum = c[i, j];
                for (int k = 0; k < a.Columns; k++)
                {
                    sum = T.FusedMultiplyAdd(a[i, k], b[k, j], sum);
                }

                c[i, j] = sum;
            }
        }
    }
}
