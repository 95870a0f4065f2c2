using System.Numerics;
using Extremal.Kernels;
using Extremal.Memory;

namespace Extremal.Networks;

/// <summary>How the weights of a layer are drawn before training. Biases begin at zero.</summary>
public enum Initialization
{
    /// <summary>He for layers whose activation is ReLU or a relative of it, Glorot for the others.</summary>
    Automatic,

    /// <summary>Uniform in ±√(6 / (inputs + outputs)): keeps the variance of signals and gradients through sigmoid-like layers (Glorot and Bengio 2010).</summary>
    Glorot,

    /// <summary>Uniform in ±√(6 / inputs): makes up for the half of the signal that ReLU cuts off (He et al. 2015).</summary>
    He,
}

/// <summary>Draws the weights of one layer.</summary>
internal static class Initializer
{
    public static void Fill<T>(this Initialization initialization, Slice<T> weight, Activation activation, RandomSource random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (int inputs, int outputs) = (weight.Shape.Rows, weight.Shape.Columns);
        bool he = initialization == Initialization.He || (initialization == Initialization.Automatic && IsRectifier(activation));
        double bound = Math.Sqrt(6.0 / (he ? inputs : inputs + outputs));
        Span<T> numbers = weight.Span;
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = T.CreateTruncating(bound * (2 * random.Uniform((ulong)i) - 1));
        }
    }

    private static bool IsRectifier(Activation activation) =>
        activation.Name is "relu" or "silu" or "gelu" or "softplus"
        || activation.Name.StartsWith("leakyRelu(", StringComparison.Ordinal)
        || activation.Name.StartsWith("elu(", StringComparison.Ordinal);
}
