using System.Numerics;
using Extremal.Kernels.Lanes;
using Extremal.Memory;

namespace Extremal.Kernels;

/// <summary>
/// Products of matrices. Each element is the chain that <see cref="GemmReference"/> computes, bit for bit, whatever the strides, the width
/// of a vector and the blocks. A transposed operand is a matrix with its strides exchanged.
/// </summary>
internal static class Gemm
{
    // A column of C as long as this is computed as a row: a tile for one column would leave most of its vectors idle.
    private const int LeastTurned = 8;

    /// <summary>C += A·B.</summary>
    /// <exception cref="ArgumentException">The shapes are not n × k, k × m, n × m; or C has several elements in one place.</exception>
    public static void MultiplyAdd<T>(in ReadOnlyMatrix<T> a, in ReadOnlyMatrix<T> b, in Matrix<T> c)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        MultiplyAdd(in a, in b, c, in c);
    }

    /// <summary>
    /// C = <paramref name="start"/> + A·B. The start is C itself or shares no memory with it; a bias is a row repeated with stride 0.
    /// </summary>
    /// <param name="a">n × k.</param>
    /// <param name="b">k × m.</param>
    /// <param name="start">n × m.</param>
    /// <param name="c">n × m.</param>
    /// <param name="kept">B packed before, or null.</param>
    /// <inheritdoc cref="MultiplyAdd{T}(in ReadOnlyMatrix{T}, in ReadOnlyMatrix{T}, in Matrix{T})" path="/exception"/>
    public static void MultiplyAdd<T>(
        in ReadOnlyMatrix<T> a, in ReadOnlyMatrix<T> b, in ReadOnlyMatrix<T> start, in Matrix<T> c, GemmPanels<T>? kept = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(a.Shape, b.Shape, start.Shape, in c);
        GemmNest<T> nest = new() { A = a, B = b, Kept = kept, Start = start, C = c, Blocks = GemmBlocks.For<T>() };
        Run(ref nest, VectorWidth.Bits);
    }

    /// <summary>Z = <paramref name="start"/> + A·B, and what follows for rows of Z while they are in the cache.</summary>
    /// <param name="a">n × k.</param>
    /// <param name="b">k × m.</param>
    /// <param name="start">n × m.</param>
    /// <param name="z">n × m, dense.</param>
    /// <param name="finish">What follows.</param>
    /// <param name="y">n × m, dense: where its result goes; it may be Z.</param>
    /// <param name="kept">B packed before, or null.</param>
    /// <inheritdoc cref="MultiplyAdd{T}(in ReadOnlyMatrix{T}, in ReadOnlyMatrix{T}, in Matrix{T})" path="/exception"/>
    public static void MultiplyAdd<T>(
        in ReadOnlyMatrix<T> a, in ReadOnlyMatrix<T> b, in ReadOnlyMatrix<T> start, in Matrix<T> z, GemmEpilogue<T> finish, in Matrix<T> y,
        GemmPanels<T>? kept = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(a.Shape, b.Shape, start.Shape, in z);
        GemmNest<T> nest = new()
        {
            A = a,
            B = b,
            Kept = kept,
            Start = start,
            C = z,
            Finish = finish,
            Finished = y,
            Blocks = GemmBlocks.For<T>(),
        };
        Run(ref nest, VectorWidth.Bits);
    }

    /// <summary>C = A·B: chains that begin with zero. What C held is not read.</summary>
    /// <inheritdoc cref="MultiplyAdd{T}(in ReadOnlyMatrix{T}, in ReadOnlyMatrix{T}, in Matrix{T})" path="/exception"/>
    public static void Multiply<T>(in ReadOnlyMatrix<T> a, in ReadOnlyMatrix<T> b, in Matrix<T> c, GemmPanels<T>? kept = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlyMatrix<T> zeros = new(GemmBuffers<T>.Own.Zeros(c.Columns), new Shape(1, c.Columns));
        MultiplyAdd(in a, in b, zeros.Broadcast(c.Shape), in c, kept);
    }

    /// <summary>Runs the nest after it has been turned so that the rows of C lie side by side.</summary>
    internal static void Run<T>(scoped ref GemmNest<T> nest, int bits) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Matrix<T> c = nest.C;
        if (c.Rows == 0 || c.Columns == 0)
        {
            return;
        }

        if (c.Columns == 1 && c.RowStride == 1 && c.Rows >= LeastTurned)
        {
            GemmNest<T> turned = nest.Transposed;
            Run(ref turned, bits);
            nest.Finish?.Run(c, nest.Finished);
        }
        else if (c.ColumnStride == 1 || c.Columns == 1)
        {
            if (nest.Start.ColumnStride != 1)
            {
                c.Assign(nest.Start);
                nest.Start = c;
            }

            GemmParts<T>.Run(ref nest, bits);
        }
        else if (nest.Kept is null && (c.RowStride == 1 || c.Rows == 1))
        {
            GemmNest<T> turned = nest.Transposed;
            Run(ref turned, bits);
        }
        else
        {
            Matrix<T> dense = new(GemmBuffers<T>.Own.Whole(c.Shape.Count), c.Shape);
            dense.Assign(nest.Start);
            nest.Start = dense;
            nest.C = dense;
            GemmParts<T>.Run(ref nest, bits);
            c.Assign(dense);
        }
    }

    private static void Check<T>(Shape a, Shape b, Shape start, scoped in Matrix<T> c)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (a.Columns != b.Rows || c.Shape != new Shape(a.Rows, b.Columns) || start != c.Shape)
        {
            string also = start == c.Shape ? "" : $", start {start}";
            throw new ArgumentException(
                $"Gemm.MultiplyAdd got A {a}, B {b}, C {c.Shape}{also}; it wants A n × k, B k × m, C and start n × m.");
        }

        if (c.Shape.Count > 0 && ((c.RowStride == 0 && c.Rows > 1) || (c.ColumnStride == 0 && c.Columns > 1)))
        {
            throw new ArgumentException(
                $"Gemm.MultiplyAdd got C {c.Shape} with strides {c.RowStride}, {c.ColumnStride}; it wants a place for each element.");
        }
    }
}
