using System.Numerics;
using Extremal.Memory;
using Extremal.Networks;

namespace Extremal.Tests.Oracle;

/// <summary>A dense network in dual numbers: the weights are read from Core's network, everything else is the oracle's.</summary>
internal static class OracleNetwork
{
    private static readonly Dictionary<string, Func<Dual, Dual>> Functions = new()
    {
        ["identity"] = x => x,
        ["relu"] = DualFunctions.ReLU,
        ["leakyRelu(0.01)"] = x => DualFunctions.LeakyReLU(x, 0.01),
        ["leakyRelu(0.1)"] = x => DualFunctions.LeakyReLU(x, 0.1),
        ["elu(1)"] = x => DualFunctions.ELU(x, 1),
        ["sigmoid"] = DualFunctions.Sigmoid,
        ["tanh"] = DualFunctions.Tanh,
        ["asinh"] = DualFunctions.Asinh,
        ["softplus"] = DualFunctions.Softplus,
        ["silu"] = DualFunctions.SiLU,
        ["gelu"] = DualFunctions.GELU,
        ["sine"] = DualFunctions.Sin,
        ["square"] = DualFunctions.Square,
        ["radialGaussian"] = DualFunctions.RadialGaussian,
        ["radialMatern"] = DualFunctions.RadialMatern,
    };

    /// <summary>y = f(θ; x) with constant weights.</summary>
    public static DualMatrix Apply<T>(Network<T> network, DualMatrix x) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Apply(network, x, null);

    /// <summary>y = f(θ; x) where the weights change along <paramref name="direction"/>, of the layout of the network's weights.</summary>
    public static DualMatrix Apply<T>(Network<T> network, DualMatrix x, double[]? direction)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int offset = 0;
        DualMatrix Part(Slice<T> part)
        {
            double[]? tangents = direction?[offset..(offset + part.Shape.Count)];
            offset += part.Shape.Count;
            return DualMatrix.Of(part.Shape, [.. part.Span.ToArray().Select(double.CreateChecked)], tangents);
        }

        foreach (Dense<T> layer in network.Layers)
        {
            x = x.Affine(Part(layer.Weight), Part(layer.Bias)).Map(Functions[layer.Activation.Name]);
        }

        return x;
    }
}
