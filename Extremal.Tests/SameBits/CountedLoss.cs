using System.Numerics;
using Extremal.Autodiff;
using Extremal.Memory;

namespace Extremal.Tests.SameBits;

/// <summary>
/// A loss that calls back once it has been computed a number of times. It adds no arithmetic: the targets pass through it.
/// </summary>
internal sealed class CountedLoss(Loss loss, int count, Action then) : Loss
{
    private int _computed;

    public override bool MeansUnits => loss.MeansUnits;

    public override Variable<T> Rows<T>(Variable<T> y, Variable<T> target) =>
        loss.Rows(y, y.Tape.Record(new Through<T>(Computed), target));

    private void Computed()
    {
        if (++_computed == count)
        {
            then();
        }
    }

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
            Operands<T> operands, ReadOnlyMatrix<T> y, ReadOnlyMatrix<T> saved, ReadOnlyMatrix<T> dy, Adjoints<T> adjoints) =>
            throw new NotSupportedException("Targets have no adjoint.");
    }
}
