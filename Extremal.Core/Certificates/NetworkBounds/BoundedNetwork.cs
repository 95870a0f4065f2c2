using System.Numerics;
using Extremal.Networks;

namespace Extremal.Certificates;

/// <summary>A network as bounds see it: exact weights in double, whatever precision it is computed in.</summary>
internal sealed class BoundedNetwork
{
    private BoundedNetwork(BoundedLayer[] layers, bool isSingle) => (Layers, IsSingle) = (layers, isSingle);

    /// <summary>The layers from first to last.</summary>
    public IReadOnlyList<BoundedLayer> Layers { get; }

    /// <summary>Whether the network itself computes in float.</summary>
    public bool IsSingle { get; }

    /// <summary>Number of inputs.</summary>
    public int Inputs => Layers[0].Inputs;

    /// <summary>The greatest number of neurons in a layer before the last, or of inputs.</summary>
    public int Width => Layers.Max(layer => layer.Inputs);

    /// <summary>Takes the weights as they are now.</summary>
    /// <exception cref="ArgumentException">A weight is not finite.</exception>
    /// <exception cref="NotSupportedException">An activation is a function of the user's own that declares no curve.</exception>
    public static BoundedNetwork Of<T>(Network<T> network) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        BoundedLayer[] layers = [.. network.Layers.Select(BoundedLayer.Of)];
        return layers.All(layer => layer.IsFinite)
            ? new(layers, typeof(T) == typeof(float))
            : throw new ArgumentException($"A bound of the network {network} wants finite weights, and one of them is not.", nameof(network));
    }
}
