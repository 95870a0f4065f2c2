using System.Numerics.Tensors;
using Extremal.Kernels;
using Extremal.Kernels.Functions.Elementary;
using Extremal.Memory;

namespace Extremal.LinearAlgebra;

/// <summary>
/// The Cholesky factor of a positive definite matrix, A = L Lᵀ, and what is solved with it. It works in blocks of columns, left-looking, so that
/// most of the time goes into products (G. H. Golub and C. F. Van Loan, "Matrix Computations", 4.2.6); the inverses of the blocks on the
/// diagonal are kept, and stand for substitution. Memory is taken once.
/// </summary>
internal sealed class CholeskyFactor
{
    private const int Block = 32;

    private readonly double[] _l, _inverses, _negative, _panel;
    private double[] _room = [];

    /// <summary>Room for an n × n matrix.</summary>
    public CholeskyFactor(int n)
    {
        Size = n;
        _l = new double[ArrayLength.Of($"Cholesky's factor of {n} × {n}", (Int128)n * n)];
        _inverses = new double[n * Block];
        _negative = new double[n * Block];
        _panel = new double[n * Block];
    }

    /// <summary>n.</summary>
    public int Size { get; }

    /// <summary>n × n: A is written here, its lower triangle, and becomes L. What stands right of the diagonal is of no use.</summary>
    public Matrix<double> Matrix => new(_l, new Shape(Size, Size));

    /// <summary>log |A| of the matrix that was factored.</summary>
    public double LogDeterminant()
    {
        double sum = 0;
        for (int i = 0; i < Size; i++)
        {
            sum += Scalar.Log(_l[i * Size + i]);
        }

        return 2 * sum;
    }

    /// <summary>Factors what <see cref="Matrix"/> holds.</summary>
    /// <returns>Whether it is positive definite in these numbers; if not, the factor means nothing.</returns>
    public bool TryFactor()
    {
        for (int start = 0; start < Size; start += Block)
        {
            Deadline.Look();
            int count = Math.Min(Block, Size - start), below = Size - start - count;
            Subtract(start, count);
            if (!TryFactorDiagonal(start, count))
            {
                return false;
            }

            // L₂₁ = A₂₁ L₁₁⁻ᵀ
            Matrix<double> under = Matrix.RowRange(start + count, below).ColumnRange(start, count);
            var panel = new Matrix<double>(_panel.AsSpan(0, below * count), new Shape(below, count));
            Gemm.Multiply(under, Inverse(start, count).Transposed, panel);
            under.Assign(panel);
        }

        return true;
    }

    /// <summary>B becomes L⁻¹ B.</summary>
    /// <param name="b">n × m.</param>
    public void SolveLower(Matrix<double> b)
    {
        double[] rows = RoomFor(Block * b.Columns);
        for (int start = 0; start < Size; start += Block)
        {
            Deadline.Look();
            int count = Math.Min(Block, Size - start);
            Matrix<double> own = b.RowRange(start, count);
            Gemm.MultiplyAdd(Negative(Matrix.RowRange(start, count).ColumnRange(0, start)), b.RowRange(0, start), own);
            Apply(Inverse(start, count), own, rows);
        }
    }

    /// <summary>B becomes L⁻ᵀ B.</summary>
    /// <param name="b">n × m.</param>
    public void SolveUpper(Matrix<double> b)
    {
        double[] rows = RoomFor(Block * b.Columns);
        for (int start = (Size - 1) / Block * Block; start >= 0; start -= Block)
        {
            Deadline.Look();
            int count = Math.Min(Block, Size - start), below = Size - start - count;
            Matrix<double> own = b.RowRange(start, count);
            Gemm.MultiplyAdd(
                Negative(Matrix.RowRange(start + count, below).ColumnRange(start, count)).Transposed, b.RowRange(start + count, below), own);
            Apply(Inverse(start, count).Transposed, own, rows);
        }
    }

    /// <summary>b becomes A⁻¹ b.</summary>
    public void Solve(Span<double> b)
    {
        var column = new Matrix<double>(b, new Shape(Size, 1));
        SolveLower(column);
        SolveUpper(column);
    }

    /// <summary>Writes L⁻¹, of which the sums of squares by columns are the diagonal of A⁻¹.</summary>
    /// <param name="inverse">n × n; zero right of the diagonal.</param>
    public void InvertFactor(Matrix<double> inverse)
    {
        for (int start = 0; start < Size; start += Block)
        {
            Deadline.Look();
            int count = Math.Min(Block, Size - start);
            Matrix<double> rows = inverse.RowRange(start, count);
            for (int i = 0; i < count; i++)
            {
                rows.Row(i).Clear();
            }

            // row block k of L⁻¹ = −L_kk⁻¹ (L_k· L⁻¹)
            var product = new Matrix<double>(_panel.AsSpan(0, count * start), new Shape(count, start));
            ReadOnlyMatrix<double> before = Negative(Matrix.RowRange(start, count).ColumnRange(0, start));
            Gemm.Multiply(before, inverse.RowRange(0, start).ColumnRange(0, start), product);
            Gemm.Multiply(Inverse(start, count), product, rows.ColumnRange(0, start));
            rows.ColumnRange(start, count).Assign(Inverse(start, count));
        }
    }

    // What the columns before take off this block's columns: A −= L_·k L_kkᵀ.
    private void Subtract(int start, int count)
    {
        ReadOnlyMatrix<double> before = Matrix.RowRange(start, Size - start).ColumnRange(0, start);
        Gemm.MultiplyAdd(
            before, Negative(before.RowRange(0, count)).Transposed, Matrix.RowRange(start, Size - start).ColumnRange(start, count));
    }

    private bool TryFactorDiagonal(int start, int count)
    {
        Matrix<double> a = Matrix.RowRange(start, count).ColumnRange(start, count);
        for (int i = 0; i < count; i++)
        {
            Span<double> row = a.Row(i);
            for (int j = 0; j <= i; j++)
            {
                double left = row[j] - Vectors.Dot<double>(row[..j], a.Row(j)[..j]);
                if (i == j && !(left > 0 && double.IsFinite(left)))
                {
                    return false;
                }

                row[j] = i == j ? Math.Sqrt(left) : left / a[j, j];
            }
        }

        InvertDiagonal(a, Inverse(start, count));
        return true;
    }

    private static void InvertDiagonal(ReadOnlyMatrix<double> l, Matrix<double> inverse)
    {
        for (int j = 0; j < l.Rows; j++)
        {
            for (int i = 0; i < l.Rows; i++)
            {
                double left = i == j ? 1 : 0;
                for (int k = j; k < i; k++)
                {
                    left -= l[i, k] * inverse[k, j];
                }

                inverse[i, j] = i < j ? 0 : left / l[i, i];
            }
        }
    }

    private Matrix<double> Inverse(int start, int count) => new(_inverses.AsSpan(start * Block, count * count), new Shape(count, count));

    private ReadOnlyMatrix<double> Negative(ReadOnlyMatrix<double> a)
    {
        var negative = new Matrix<double>(_negative.AsSpan(0, a.Shape.Count), a.Shape);
        for (int i = 0; i < a.Rows; i++)
        {
            TensorPrimitives.Negate(a.Row(i), negative.Row(i));
        }

        return negative;
    }

    private double[] RoomFor(int count)
    {
        _room = _room.Length < count ? new double[count] : _room;
        return _room;
    }

    private static void Apply(ReadOnlyMatrix<double> triangle, Matrix<double> rows, double[] room)
    {
        var product = new Matrix<double>(room.AsSpan(0, rows.Shape.Count), rows.Shape);
        Gemm.Multiply(triangle, rows, product);
        rows.Assign(product);
    }
}
