using System.Numerics;
using Extremal.Kernels;
using Extremal.Kernels.Functions;
using Extremal.Memory;

namespace Extremal.Autodiff;

/// <summary>The sum of each row, n × 1.</summary>
internal sealed class RowSums<T> : Operation<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static readonly RowSums<T> Instance = new();

    public override string Name => nameof(RowSums<>);

    public override Plan Infer(Operands<T> operands) => new(new Shape(operands[0].Rows, 1));

    public override void Forward(Operands<T> operands, Matrix<T> y, Matrix<T> saved) => Reductions.RowSums(operands[0], y.Span);

    public override void Backward(
        Operands<T> operands, ReadOnlyMatrix<T> y, ReadOnlyMatrix<T> saved, Matrix<T> dy, Adjoints<T> adjoints)
    {
        if (!adjoints.Wants(0, out Matrix<T> dx, out bool isBlank))
        {
            return;
        }

        // Every element of row i of dx += dyᵢ.
        if (!isBlank)
        {
            Pointwise.Combine(default(Add), dx, dy.Broadcast(dx.Shape), dx);
            return;
        }

        Span<T> rows = dx.Span;
        for (int i = 0; i < dx.Rows; i++)
        {
            rows.Slice(i * dx.Columns, dx.Columns).Fill(dy[i, 0] + T.Zero);
        }
    }
}

public readonly partial record struct Variable<T>
{
    /// <summary>The sum of each row, n × 1. No row depends on another.</summary>
    public Variable<T> RowSums() => Tape.Record(RowSums<T>.Instance, this);

    /// <summary>The mean of each row, n × 1.</summary>
    public Variable<T> RowMeans() => Shape.Columns == 1 ? this : RowSums() / T.CreateTruncating(Shape.Columns);
}
