using System.Numerics;
using Extremal.Autodiff;
using Extremal.Memory;

namespace Extremal.Tests.SameBits;

/// <summary>
/// A loss that calls back in its so-many-th way back, of which a training step has exactly one. Predictions and their adjoints pass
/// unchanged.
/// </summary>
internal sealed class CountedLoss(Loss loss, int count, Action then) : Loss
{
    private int _counted;

    public override bool MeansUnits => loss.MeansUnits;

    public override Variable<T> Rows<T>(Variable<T> y, Variable<T> target) =>
        loss.Rows(y.Tape.Record(new Through<T>(Count), y), target);

    private void Count()
    {
        if (++_counted == count)
        {
            then();
        }
    }

    private sealed class Through<T>(Action counted) : Operation<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public override string Name => nameof(Through<>);

        public override Plan Infer(Operands<T> operands) => new(operands[0].Shape);

        public override void Forward(Operands<T> operands, Matrix<T> y, Matrix<T> saved) => y.Assign(operands[0]);

        public override void Backward(
            Operands<T> operands, ReadOnlyMatrix<T> y, ReadOnlyMatrix<T> saved, Matrix<T> dy, Adjoints<T> adjoints)
        {
            counted();
            if (!adjoints.Wants(0, out Matrix<T> dx))
            {
                return;
            }

            for (int i = 0; i < dx.Rows; i++)
            {
                for (int j = 0; j < dx.Columns; j++)
                {
                    dx[i, j] += dy[i, j];
                }
            }
        }
    }
}
