using System.Numerics;
using Extremal.Kernels;
using Extremal.Kernels.Functions;
using Extremal.Memory;

namespace Extremal.Autodiff;

/// <summary>The mean of all elements, 1 × 1.</summary>
internal sealed class Mean<T> : Operation<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static readonly Mean<T> Instance = new();

    public override string Name => nameof(Mean<>);

    public override Plan Infer(Operands<T> operands) => new(Shape.One);

    public override void Forward(Operands<T> operands, Matrix<T> y, Matrix<T> saved) =>
        y[0, 0] = Reductions.Sum(operands[0].Span) / T.CreateTruncating(operands[0].Shape.Count);

    public override void Backward(
        Operands<T> operands, ReadOnlyMatrix<T> y, ReadOnlyMatrix<T> saved, Matrix<T> dy, Adjoints<T> adjoints)
    {
        if (adjoints.Wants(0, out Matrix<T> dx))
        {
            T share = dy[0, 0] / T.CreateTruncating(dx.Shape.Count);
            Pointwise.Combine(default(Add), dx, new ReadOnlyMatrix<T>(new(in share), Shape.One).Broadcast(dx.Shape), dx);
        }
    }
}

public readonly partial record struct Variable<T>
{
    /// <summary>The mean of all elements, 1 × 1; NaN if there are none.</summary>
    public Variable<T> Mean() => Tape.Record(Mean<T>.Instance, this);
}
