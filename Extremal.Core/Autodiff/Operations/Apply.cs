using System.Numerics;
using Extremal.Kernels;
using Extremal.Kernels.Functions;
using Extremal.Memory;

namespace Extremal.Autodiff;

/// <summary>y = f(x), element by element.</summary>
internal sealed class Apply<T, F>(F function) : Operation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where F : struct, IElementwiseFunction
{
    public static readonly Apply<T, F> Default = new(default);

    public override string Name => typeof(F).Name;

    public override Plan Infer(Operands<T> operands) => new(operands[0].Shape);

    public override void Forward(Operands<T> operands, Matrix<T> y, Matrix<T> saved) =>
        Pointwise.Apply(function, operands[0].Span, y.Span);

    public override void Backward(
        Operands<T> operands, ReadOnlyMatrix<T> y, ReadOnlyMatrix<T> saved, Matrix<T> dy, Adjoints<T> adjoints)
    {
        if (adjoints.Wants(0, out Matrix<T> dx))
        {
            Pointwise.ApplySlope(function, operands[0].Span, y.Span, dy.Span, dx.Span); // dx += dy · f′(x)
        }
    }
}

public readonly partial record struct Variable<T>
{
    /// <summary>A function that has no parameters, without an allocation.</summary>
    internal Variable<T> Apply<F>() where F : struct, IElementwiseFunction => Tape.Record(Apply<T, F>.Default, this);

    /// <summary>A function, element by element; a function of the user's own too.</summary>
    public Variable<T> Apply<F>(F function) where F : struct, IElementwiseFunction => Tape.Record(new Apply<T, F>(function), this);

    /// <summary>−x.</summary>
    public static Variable<T> operator -(Variable<T> x) => x.Apply<Negate>();

    /// <summary>x².</summary>
    public Variable<T> Square() => Apply<Square>();

    /// <summary>√x.</summary>
    public Variable<T> Sqrt() => Apply<Sqrt>();

    /// <summary>|x|; its slope at 0 is 0.</summary>
    public Variable<T> Abs() => Apply<Abs>();

    /// <summary>eˣ.</summary>
    public Variable<T> Exp() => Apply<Exp>();

    /// <summary>The natural logarithm.</summary>
    public Variable<T> Log() => Apply<Log>();

    /// <summary>log(1 + x), accurate near 0.</summary>
    public Variable<T> Log1p() => Apply<Log1p>();

    /// <summary>sin x, in radians.</summary>
    public Variable<T> Sin() => Apply<Sine>();

    /// <summary>tanh x.</summary>
    public Variable<T> Tanh() => Apply<Tanh>();

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    public Variable<T> Sigmoid() => Apply<Sigmoid>();

    /// <summary>max(0, x); its slope at 0 is 0.</summary>
    public Variable<T> ReLU() => Apply<ReLU>();

    /// <summary>log(1 + eˣ).</summary>
    public Variable<T> Softplus() => Apply<Softplus>();
}
