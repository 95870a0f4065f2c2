using System.Numerics;
using Extremal.Kernels;
using Extremal.Kernels.Functions;
using Extremal.Memory;

namespace Extremal.Autodiff;

/// <summary>
/// y = Σₖ xₖ · wₖ, element by element and in the order of the terms: w is terms × columns, a row for each term, and every term is n × columns.
/// It has the bits of the products and sums one by one, which would be two lines a term.
/// </summary>
internal sealed class WeightedSum<T> : Operation<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static readonly WeightedSum<T> Instance = new();

    public override string Name => nameof(WeightedSum<>);

    // Operand 0 has the weights, the others are the terms.
    public override Plan Infer(Operands<T> operands)
    {
        bool fits = operands.Count > 1 && operands[0].Shape == new Shape(operands.Count - 1, operands[1].Columns);
        for (int k = 2; k < operands.Count; k++)
        {
            fits &= operands[k].Shape == operands[1].Shape;
        }

        return fits ? new Plan(operands[1].Shape) : throw Mismatch(operands, "a row of weights for each of the terms, which have one shape");
    }

    public override void Forward(Operands<T> operands, Matrix<T> y, Matrix<T> saved)
    {
        for (int k = 1; k < operands.Count; k++)
        {
            Add(operands[k].Span, operands[0].Row(k - 1), y.Span, isFirst: k == 1);
        }
    }

    public override void Backward(
        Operands<T> operands, ReadOnlyMatrix<T> y, ReadOnlyMatrix<T> saved, Matrix<T> dy, Adjoints<T> adjoints)
    {
        for (int k = 1; k < operands.Count; k++)
        {
            if (adjoints.Wants(k, out Matrix<T> dx, out bool isBlank))
            {
                Add(dy.Span, operands[0].Row(k - 1), dx.Span, isBlank); // dxₖ += dy · wₖ
            }
        }

        if (adjoints.Wants(0, out Matrix<T> dw))
        {
            for (int k = 1; k < operands.Count; k++)
            {
                ReadOnlyMatrix<T> weights = operands[0].RowRange(k - 1, 1).Broadcast(dy.Shape);
                Matrix<T> sums = dw.RowRange(k - 1, 1).Broadcast(dy.Shape);
                Pointwise.CombineSlopeY(default(Multiply), operands[k], weights, y, dy, sums); // dwₖ += Σ dy · xₖ
            }
        }
    }

    // Rows times a row of weights; the first of several does not read the sums.
    private static void Add(ReadOnlySpan<T> x, ReadOnlySpan<T> weights, Span<T> sums, bool isFirst)
    {
        for (int j = 0; j < weights.Length; j++)
        {
            T weight = weights[j];
            for (int i = j; i < sums.Length; i += weights.Length)
            {
                T product = x[i] * weight;
                sums[i] = isFirst ? product : sums[i] + product;
            }
        }
    }
}

public readonly partial record struct Variable<T>
{
    /// <summary>Σₖ xₖ · wₖ of terms xₖ of one shape, each with a row of weights: this is terms × columns.</summary>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    internal Variable<T> WeightedSum(params ReadOnlySpan<Variable<T>> terms) => Tape.Record(WeightedSum<T>.Instance, [this, .. terms]);
}
