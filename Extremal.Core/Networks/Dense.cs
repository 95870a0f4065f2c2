using System.Numerics;
using Extremal.Autodiff;
using Extremal.Memory;

namespace Extremal.Networks;

/// <summary>One dense layer of a network: activation(X W + b).</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class Dense<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int _part;
    private readonly Operation<T> _operation;

    internal Dense(Weights<T> weights, int index, Activation activation)
    {
        _part = 2 * index;
        Activation = activation;
        Weight = weights.Part(_part);
        Bias = weights.Part(_part + 1);
        _operation = activation.Equals(Activation.Identity) ? Affine<T>.Instance : activation.Layer<T>();
    }

    /// <summary>W, inputs × outputs.</summary>
    public Slice<T> Weight { get; }

    /// <summary>b, 1 × outputs.</summary>
    public Slice<T> Bias { get; }

    /// <summary>The function applied to X W + b.</summary>
    public Activation Activation { get; }

    /// <summary>Number of inputs.</summary>
    public int Inputs => Weight.Shape.Rows;

    /// <summary>Number of outputs.</summary>
    public int Outputs => Weight.Shape.Columns;

    /// <summary>Records the layer. With <paramref name="gradients"/> its weights are watched; without, they are constants.</summary>
    internal Variable<T> Apply(Variable<T> x, Weights<T>? gradients)
    {
        Tape<T> tape = x.Tape;
        return gradients is null
            ? tape.Record(_operation, x, tape.Constant(Weight), tape.Constant(Bias))
            : tape.Record(_operation, x, tape.Watch(Weight, gradients.Part(_part)), tape.Watch(Bias, gradients.Part(_part + 1)));
    }

    /// <summary>Records the layer with the Jacobian by its weights: they and the biases have the columns of their places in θ.</summary>
    internal Variable<T> Apply(Variable<T> x, Slice<T> jacobian)
    {
        Tape<T> tape = x.Tape;
        return tape.Record(
            _operation, x, tape.WatchJacobian(Weight, jacobian, Weight.Offset), tape.WatchJacobian(Bias, jacobian, Bias.Offset));
    }
}
