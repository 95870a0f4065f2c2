using System.Numerics;
using System.Numerics.Tensors;
using Extremal.Kernels;
using Extremal.Kernels.Functions;
using Extremal.Memory;

namespace Extremal.Autodiff;

/// <summary>
/// yᵢ = log Σⱼ exp(xᵢⱼ), n × 1. Each row is shifted by its greatest number, so that nothing overflows. Saved: exp(xᵢⱼ − shiftᵢ).
/// </summary>
internal sealed class LogSumExp<T> : Operation<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static readonly LogSumExp<T> Instance = new();

    public override string Name => nameof(LogSumExp<>);

    public override Plan Infer(Operands<T> operands) => operands[0].Columns > 0
        ? new Plan(new Shape(operands[0].Rows, 1), operands[0].Shape)
        : throw Mismatch(operands, "at least one column");

    public override void Forward(Operands<T> operands, Matrix<T> y, Matrix<T> saved)
    {
        ReadOnlyMatrix<T> x = operands[0];
        for (int i = 0; i < x.Rows; i++)
        {
            TensorPrimitives.Subtract(x.Row(i), Shift(x.Row(i)), saved.Row(i));
        }

        Pointwise.Apply<T, Exp>(default, saved.Span, saved.Span);
        Reductions.RowSums(saved, y.Span);
        Pointwise.Apply<T, Log>(default, y.Span, y.Span);
        for (int i = 0; i < x.Rows; i++)
        {
            y[i, 0] += Shift(x.Row(i));
        }
    }

    // dxᵢⱼ += dyᵢ softmax(xᵢ)ⱼ.
    public override void Backward(
        Operands<T> operands, ReadOnlyMatrix<T> y, ReadOnlyMatrix<T> saved, Matrix<T> dy, Adjoints<T> adjoints)
    {
        if (!adjoints.Wants(0, out Matrix<T> dx))
        {
            return;
        }

        for (int i = 0; i < dx.Rows; i++)
        {
            ReadOnlySpan<T> powers = saved.Row(i);
            T share = dy[i, 0] / Reductions.Sum(powers);
            TensorPrimitives.FusedMultiplyAdd(powers, share, dx.Row(i), dx.Row(i));
        }
    }

    // An infinite shift would turn every power into NaN; without one, the sum is infinite or zero as it should be.
    private static T Shift(ReadOnlySpan<T> row)
    {
        T greatest = TensorPrimitives.Max(row);
        return T.IsFinite(greatest) ? greatest : T.Zero;
    }
}

public readonly partial record struct Variable<T>
{
    /// <summary>log Σⱼ exp(xᵢⱼ) of each row, n × 1: a smooth maximum, above the true one by at most the logarithm of their number.</summary>
    /// <exception cref="ArgumentException">There is no column.</exception>
    public Variable<T> LogSumExp() => Tape.Record(LogSumExp<T>.Instance, this);
}
