using System.Numerics;
using Extremal.Autodiff;
using Extremal.Memory;

namespace Extremal.Tests.Training;

/// <summary>The mean squared error of one output, which calls back whenever it is computed: a loss of the user's own.</summary>
internal sealed class WatchedLoss(Action computed) : Loss
{
    public override Variable<T> Rows<T>(Variable<T> y, Variable<T> target) =>
        y.Tape.Record(new Through<T>(computed), (y - target).Square());

    private sealed class Through<T>(Action computed) : Operation<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public override string Name => nameof(Through<>);

        public override Plan Infer(Operands<T> operands) => new(operands[0].Shape);

        public override void Forward(Operands<T> operands, Matrix<T> y, Matrix<T> saved)
        {
            computed();
            y.Assign(operands[0]);
        }

        public override void Backward(
            Operands<T> operands, ReadOnlyMatrix<T> y, ReadOnlyMatrix<T> saved, Matrix<T> dy, Adjoints<T> adjoints)
        {
            if (adjoints.Wants(0, out Matrix<T> dx))
            {
                for (int i = 0; i < dx.Rows; i++)
                {
                    dx[i, 0] += dy[i, 0];
                }
            }
        }
    }
}
