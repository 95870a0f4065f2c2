using System.Numerics;
using Extremal.Kernels;
using Extremal.Kernels.Functions;
using Extremal.Memory;

namespace Extremal.Autodiff;

/// <summary>
/// ℓᵢ = −Σⱼ tᵢⱼ log softmax(xᵢ)ⱼ, n × 1, from scores x and target shares t, both n × classes. Each row is shifted by its greatest score, so that
/// nothing overflows. Saved: log softmax(x) and, beside it, softmax(x).
/// </summary>
internal sealed class SoftmaxCrossEntropy<T> : Operation<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static readonly SoftmaxCrossEntropy<T> Instance = new();

    public override string Name => nameof(SoftmaxCrossEntropy<>);

    public override Plan Infer(Operands<T> operands) =>
        operands[0].Shape == operands[1].Shape && operands[0].Columns > 0
            ? new Plan(new Shape(operands[0].Rows, 1), new Shape(operands[0].Rows, 2 * operands[0].Columns))
            : throw Mismatch(operands, "scores and target shares of one shape, rows × classes");

    public override void Forward(Operands<T> operands, Matrix<T> loss, Matrix<T> saved)
    {
        ReadOnlyMatrix<T> x = operands[0];
        for (int i = 0; i < x.Rows; i++)
        {
            Span<T> logs = saved.Row(i)[..x.Columns];
            Softmax(x.Row(i), logs, saved.Row(i)[x.Columns..]);
            loss[i, 0] = -Reductions.Dot<T>(operands[1].Row(i), logs);
        }
    }

    // dx += dℓ (softmax(x) Σⱼ tⱼ − t); dt −= dℓ log softmax(x).
    public override void Backward(
        Operands<T> operands, ReadOnlyMatrix<T> loss, ReadOnlyMatrix<T> saved, Matrix<T> dloss, Adjoints<T> adjoints)
    {
        bool wantsScores = adjoints.Wants(0, out Matrix<T> dx);
        bool wantsShares = adjoints.Wants(1, out Matrix<T> dt);
        for (int i = 0; i < loss.Rows; i++)
        {
            ReadOnlySpan<T> t = operands[1].Row(i);
            ReadOnlySpan<T> logs = saved.Row(i)[..t.Length];
            ReadOnlySpan<T> softmax = saved.Row(i)[t.Length..];
            T total = Reductions.Sum(t);
            for (int j = 0; j < t.Length; j++)
            {
                if (wantsScores)
                {
                    dx[i, j] = T.FusedMultiplyAdd(dloss[i, 0], softmax[j] * total - t[j], dx[i, j]);
                }

                if (wantsShares)
                {
                    dt[i, j] = T.FusedMultiplyAdd(dloss[i, 0], -logs[j], dt[i, j]);
                }
            }
        }
    }

    private static void Softmax(ReadOnlySpan<T> x, Span<T> logs, Span<T> softmax)
    {
        T greatest = x[0];
        foreach (T score in x)
        {
            greatest = T.Max(greatest, score);
        }

        for (int j = 0; j < x.Length; j++)
        {
            logs[j] = x[j] - greatest;
        }

        Pointwise.Apply<T, Exp>(default, logs, softmax);
        T sum = Reductions.Sum<T>(softmax);
        T logOfSum = default;
        Pointwise.Apply<T, Log>(default, new(in sum), new(ref logOfSum));
        for (int j = 0; j < x.Length; j++)
        {
            logs[j] -= logOfSum;
            softmax[j] /= sum;
        }
    }
}

public readonly partial record struct Variable<T>
{
    /// <summary>The cross-entropy of each row between target shares and the softmax of these scores, n × 1.</summary>
    /// <param name="shares">rows × classes, each row adding up to one, for example a one in the class's column.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public Variable<T> SoftmaxCrossEntropy(Variable<T> shares) => Tape.Record(SoftmaxCrossEntropy<T>.Instance, this, shares);
}
