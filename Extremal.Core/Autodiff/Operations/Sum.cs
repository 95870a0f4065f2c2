using System.Numerics;
using Extremal.Kernels;
using Extremal.Kernels.Functions;
using Extremal.Memory;

namespace Extremal.Autodiff;

/// <summary>The sum of all elements, 1 × 1.</summary>
internal sealed class Sum<T> : Operation<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static readonly Sum<T> Instance = new();

    public override string Name => nameof(Sum<>);

    public override Plan Infer(Operands<T> operands) => new(Shape.One);

    public override void Forward(Operands<T> operands, Matrix<T> y, Matrix<T> saved) => y[0, 0] = Reductions.Sum(operands[0].Span);

    public override void Backward(
        Operands<T> operands, ReadOnlyMatrix<T> y, ReadOnlyMatrix<T> saved, Matrix<T> dy, Adjoints<T> adjoints)
    {
        if (adjoints.Wants(0, out Matrix<T> dx))
        {
            Pointwise.Combine(default(Add), dx, dy.Broadcast(dx.Shape), dx); // every element of dx += dy
        }
    }
}

public readonly partial record struct Variable<T>
{
    /// <summary>The sum of all elements, 1 × 1; over 16 lanes and a fixed tree, so the same bits everywhere.</summary>
    public Variable<T> Sum() => Tape.Record(Sum<T>.Instance, this);
}
