using Extremal.Networks;

namespace Extremal.Benchmarks.Peers;

/// <summary>The network of <see cref="Beginning"/> in plain arrays, for a batch of this many rows.</summary>
internal sealed class PlainNetwork
{
    private readonly PlainLayer[] _layers;

    /// <summary>Copies the weights.</summary>
    public PlainNetwork(ReadOnlySpan<int> widths, int rows)
    {
        Network<float> network = Beginning.Network(widths);
        _layers = new PlainLayer[network.Layers.Count];
        for (int k = 0; k < _layers.Length; k++)
        {
            Dense<float> layer = network.Layers[k];
            _layers[k] = new PlainLayer(rows, layer.Inputs, layer.Outputs, bends: k < _layers.Length - 1);
            for (int i = 0; i < _layers[k].Weight.Length; i++)
            {
                _layers[k].Weight[i] = layer.Weight.Matrix[i % layer.Inputs, i / layer.Inputs];
            }
        }
    }

    /// <summary>From the first layer to the last.</summary>
    public IReadOnlyList<PlainLayer> Layers => _layers;

    /// <summary>Rows × outputs.</summary>
    public float[] Y => _layers[^1].Y;

    /// <summary>Where the backward pass begins: the derivatives by <see cref="Y"/>.</summary>
    public float[] Dy => _layers[^1].Dy;

    /// <summary>Computes <see cref="Y"/>.</summary>
    public void Forward(float[] x)
    {
        for (int k = 0; k < _layers.Length; k++)
        {
            _layers[k].Forward(k == 0 ? x : _layers[k - 1].Y);
        }
    }

    /// <summary>The derivatives by the weights and biases, which the layers hold.</summary>
    public void BackwardToWeights(float[] x)
    {
        for (int k = _layers.Length - 1; k >= 0; k--)
        {
            _layers[k].PassActivation();
            _layers[k].ComputeGradients(k == 0 ? x : _layers[k - 1].Y);
            if (k > 0)
            {
                _layers[k].PassWeights(_layers[k - 1].Dy);
            }
        }
    }

    /// <summary>The derivatives by the inputs.</summary>
    public void BackwardToInputs(float[] dx)
    {
        for (int k = _layers.Length - 1; k >= 0; k--)
        {
            _layers[k].PassActivation();
            _layers[k].PassWeights(k == 0 ? dx : _layers[k - 1].Dy);
        }
    }
}
