using Extremal.Memory;
using Extremal.Networks;

namespace Extremal.Training.Evidence;

/// <summary>
/// Networks of one target each as one network of all: side by side, with weights of zero between them, so that no target has a part in another's
/// weights.
/// </summary>
internal static class BlockDiagonal
{
    /// <summary>Joins networks that have the same inputs, as many layers and the same activations.</summary>
    public static Network<double> Join(IReadOnlyList<Network<double>> networks)
    {
        if (networks.Count == 1)
        {
            return networks[0];
        }

        Network<double> like = networks[0];
        var joined = new Network<double>(
            like.Inputs, [.. like.Layers.Select((layer, k) => new Layer(networks.Sum(network => network.Layers[k].Outputs), layer.Activation))]);
        for (int k = 0; k < like.Layers.Count; k++)
        {
            (int row, int column) = (0, 0);
            foreach (Dense<double> own in networks.Select(network => network.Layers[k]))
            {
                joined.Layers[k].Weight.Matrix.RowRange(row, own.Inputs).ColumnRange(column, own.Outputs).Assign(own.Weight.Matrix);
                own.Bias.Span.CopyTo(joined.Layers[k].Bias.Span[column..]);
                (row, column) = (k == 0 ? 0 : row + own.Inputs, column + own.Outputs);
            }
        }

        joined.Weights.Touch();
        return joined;
    }
}
