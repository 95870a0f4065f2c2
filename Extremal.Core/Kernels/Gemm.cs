using System.Numerics;
using Extremal.Memory;

namespace Extremal.Kernels;

/// <summary>The product of two matrices, added to a third.</summary>
internal static class Gemm
{
    /// <summary>
    /// C += A·B. Each element is the chain that <see cref="GemmReference"/> computes, bit for bit, whatever the strides:
    /// a transposed operand is a matrix with its strides exchanged.
    /// </summary>
    /// <exception cref="ArgumentException">The shapes are not n × k, k × m and n × m.</exception>
    public static void MultiplyAdd<T>(ReadOnlyMatrix<T> a, ReadOnlyMatrix<T> b, Matrix<T> c)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(a.Shape, b.Shape, c.Shape);
        GemmReference.MultiplyAdd(a, b, c);
    }

    private static void Check(Shape a, Shape b, Shape c)
    {
        if (a.Columns != b.Rows || c != new Shape(a.Rows, b.Columns))
        {
            throw new ArgumentException(
                $"Gemm.MultiplyAdd got A {a}, B {b}, C {c}; it wants A n × k, B k × m, C n × m.");
        }
    }
}
