using System.Numerics;
using Extremal.Kernels;
using Extremal.Kernels.Functions;
using Extremal.Memory;

namespace Extremal.Autodiff;

/// <summary>Two matrices side by side: n × p and n × q become n × (p + q).</summary>
internal sealed class Concatenate<T> : Operation<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static readonly Concatenate<T> Instance = new();

    public override string Name => nameof(Concatenate<>);

    public override Plan Infer(Operands<T> operands) =>
        operands[0].Rows == operands[1].Rows
            ? new Plan(new Shape(operands[0].Rows, operands[0].Columns + operands[1].Columns))
            : throw Mismatch(operands, "equal numbers of rows");

    public override void Forward(Operands<T> operands, Matrix<T> y, Matrix<T> saved)
    {
        ReadOnlyMatrix<T> left = operands[0];
        ReadOnlyMatrix<T> right = operands[1];
        for (int i = 0; i < y.Rows; i++)
        {
            left.Row(i).CopyTo(y.Row(i));
            right.Row(i).CopyTo(y.Row(i)[left.Columns..]);
        }
    }

    public override void Backward(
        Operands<T> operands, ReadOnlyMatrix<T> y, ReadOnlyMatrix<T> saved, Matrix<T> dy, Adjoints<T> adjoints)
    {
        int split = operands[0].Columns;
        if (adjoints.Wants(0, out Matrix<T> left))
        {
            Pointwise.Combine(default(Add), left, dy.ColumnRange(0, split), left); // each operand's adjoint += its columns of dy
        }

        if (adjoints.Wants(1, out Matrix<T> right))
        {
            Pointwise.Combine(default(Add), right, dy.ColumnRange(split, dy.Columns - split), right);
        }
    }
}

public readonly partial record struct Variable<T>
{
    /// <summary>This matrix with <paramref name="right"/> beside it: n × p and n × q give n × (p + q).</summary>
    /// <exception cref="ArgumentException">The numbers of rows differ.</exception>
    public Variable<T> Concatenate(Variable<T> right) => Tape.Record(Concatenate<T>.Instance, this, right);
}
