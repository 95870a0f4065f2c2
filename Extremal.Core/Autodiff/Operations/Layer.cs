using System.Numerics;
using Extremal.Kernels;
using Extremal.Kernels.Functions;
using Extremal.Memory;

namespace Extremal.Autodiff;

/// <summary>
/// Y = f(X W + b) in one pass: f runs over rows whose sums are complete while they are in the first cache. It has the bits of
/// <see cref="Affine{T}"/> followed by <see cref="Apply{T, F}"/>, which stay as its twin.
/// </summary>
internal sealed class Layer<T, F>(F function) : Operation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where F : struct, IElementwiseFunction
{
    public static readonly Layer<T, F> Default = new(default);

    private readonly ActivationEpilogue<T, F> _finish = new(function);

    public override string Name => $"{nameof(Layer<,>)} of {typeof(F).Name}";

    // Z = X W + b is kept only where the slope reads it; else it never leaves the cache.
    public override Plan Infer(Operands<T> operands)
    {
        Plan affine = Affine<T>.Instance.Infer(operands);
        return affine with { Saved = F.DerivativeReadsInput ? affine.Result : default };
    }

    public override void Forward(Operands<T> operands, Matrix<T> y, Matrix<T> saved) => Gemm.MultiplyAdd(
        operands[0], operands[1], operands[2].Broadcast(y.Shape), F.DerivativeReadsInput ? saved : y, _finish, y, operands.Panels(1));

    public override void Backward(
        Operands<T> operands, ReadOnlyMatrix<T> y, ReadOnlyMatrix<T> saved, Matrix<T> dy, Adjoints<T> adjoints)
    {
        Pointwise.ScaleBySlope(function, saved.Span, y.Span, dy.Span); // dZ = dY · f′(Z), in the place of dY
        Affine<T>.Instance.Backward(operands, y, saved, dy, adjoints);
    }

    public override bool HasJacobian(int index) => Affine<T>.Instance.HasJacobian(index);
}

public readonly partial record struct Variable<T>
{
    /// <summary>f(X W + b), a dense layer, for a function that has no parameters.</summary>
    /// <param name="w">inputs × outputs.</param>
    /// <param name="b">1 × outputs.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public Variable<T> Layer<F>(Variable<T> w, Variable<T> b) where F : struct, IElementwiseFunction => Tape.Record(Layer<T, F>.Default, this, w, b);
}
