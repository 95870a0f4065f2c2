using System.Numerics;
using Extremal.Kernels;
using Extremal.Memory;

namespace Extremal.Autodiff;

/// <summary>Y = X W + b: X is n × inputs, W inputs × outputs, b 1 × outputs.</summary>
internal sealed class Affine<T> : Operation<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static readonly Affine<T> Instance = new();

    public override string Name => nameof(Affine<>);

    public override Plan Infer(Operands<T> operands)
    {
        (Shape x, Shape w, Shape b) = (operands[0].Shape, operands[1].Shape, operands[2].Shape);
        return x.Columns == w.Rows && b == new Shape(1, w.Columns)
            ? new Plan(new Shape(x.Rows, w.Columns))
            : throw Mismatch(operands, "rows × inputs, inputs × outputs and 1 × outputs");
    }

    // The bias, repeated in every row, is where each chain of sums begins.
    public override void Forward(Operands<T> operands, Matrix<T> y, Matrix<T> saved) =>
        Gemm.MultiplyAdd(operands[0], operands[1], operands[2].Broadcast(y.Shape), y, operands.Panels(1));

    public override void Backward(
        Operands<T> operands, ReadOnlyMatrix<T> y, ReadOnlyMatrix<T> saved, Matrix<T> dy, Adjoints<T> adjoints)
    {
        if (adjoints.Wants(0, out Matrix<T> dx, out bool isBlank))
        {
            Add(isBlank, dy, operands[1].Transposed, dx, operands.PanelsTransposed(1)); // dX += dY Wᵀ
        }

        if (adjoints.WantsJacobian(1, out Matrix<T> j, out isBlank))
        {
            RowProducts.Add(operands[0], dy, j, isBlank); // row i of the Jacobian += xᵢ ⊗ dyᵢ
        }
        else if (adjoints.Wants(1, out Matrix<T> dw, out isBlank))
        {
            Add(isBlank, operands[0].Transposed, dy, dw); // dW += Xᵀ dY
        }

        if (adjoints.WantsJacobian(2, out j, out isBlank))
        {
            RowProducts.Add(new ReadOnlyMatrix<T>([T.One], Shape.One).Broadcast(new Shape(dy.Rows, 1)), dy, j, isBlank); // row i += dyᵢ
        }
        else if (adjoints.Wants(2, out Matrix<T> db))
        {
            Reductions.AddRows(dy, db.Span); // db += Σ rows of dY
        }
    }

    // The sum Xᵀ dY runs over the rows: what is summed is what each row gives.
    public override bool HasJacobian(int index) => index > 0;

    // The first contribution to an adjoint does not read it.
    private static void Add(
        bool isBlank, in ReadOnlyMatrix<T> a, in ReadOnlyMatrix<T> b, in Matrix<T> sum, GemmPanels<T>? panels = null)
    {
        if (isBlank)
        {
            Gemm.Multiply(in a, in b, in sum, panels);
        }
        else
        {
            Gemm.MultiplyAdd(in a, in b, sum, in sum, panels);
        }
    }
}

public readonly partial record struct Variable<T>
{
    /// <summary>This matrix of rows times <paramref name="w"/> plus the row <paramref name="b"/>: X W + b, the heart of a dense layer.</summary>
    /// <param name="w">inputs × outputs.</param>
    /// <param name="b">1 × outputs.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public Variable<T> Affine(Variable<T> w, Variable<T> b) => Tape.Record(Affine<T>.Instance, this, w, b);
}
