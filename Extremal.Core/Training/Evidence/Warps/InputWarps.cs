using Extremal.Memory;
using Extremal.Networks;

namespace Extremal.Training.Evidence;

/// <summary>
/// The coordinates in which a target is learned, one an input. In a trained network they are one more dense layer, the first: search, proofs and
/// files take it like any other.
/// </summary>
/// <param name="inputs">One an input.</param>
internal sealed class InputWarps(params Warp[] inputs)
{
    /// <summary>All inputs as they are.</summary>
    public static InputWarps None(int inputs) => new([.. Enumerable.Repeat(Warp.None, inputs)]);

    /// <summary>The coordinate of an input.</summary>
    public Warp Of(int input) => inputs[input];

    /// <summary>Whether all inputs stay as they are.</summary>
    public bool IsNone => inputs.All(warp => warp == Warp.None);

    /// <summary>The same with another coordinate for an input.</summary>
    public InputWarps With(int input, Warp warp) => new([.. inputs.Select((own, j) => j == input ? warp : own)]);

    /// <summary>The samples in these coordinates; the same ones if all inputs stay as they are.</summary>
    public Samples<double> Apply(Samples<double> samples)
    {
        if (IsNone)
        {
            return samples;
        }

        Slice<double> warped = Slice<double>.Zeros(samples.Inputs.Shape);
        double[] column = new double[samples.Count];
        for (int j = 0; j < inputs.Length; j++)
        {
            for (int i = 0; i < column.Length; i++)
            {
                column[i] = samples.Inputs.Matrix[i, j];
            }

            inputs[j].Apply(column, column);
            for (int i = 0; i < column.Length; i++)
            {
                warped.Matrix[i, j] = column[i];
            }
        }

        return new Samples<double>(warped, samples.Targets, samples.Weights) { Units = samples.Units };
    }

    /// <summary>A network of these coordinates as one of the inputs: a layer of asinh before it, whose means and deviations its first layer takes.</summary>
    /// <param name="network">Of the warped inputs.</param>
    public Network<double> Prepend(Network<double> network)
    {
        var whole = new Network<double>(
            inputs.Length,
            [new Layer(inputs.Length, Activation.Asinh), .. network.Layers.Select(layer => new Layer(layer.Outputs, layer.Activation))]);
        (Dense<double> warp, Dense<double> first) = (whole.Layers[0], whole.Layers[1]);
        for (int layer = 0; layer < network.Layers.Count; layer++)
        {
            network.Layers[layer].Weight.Span.CopyTo(whole.Layers[layer + 1].Weight.Span);
            network.Layers[layer].Bias.Span.CopyTo(whole.Layers[layer + 1].Bias.Span);
        }

        for (int j = 0; j < inputs.Length; j++)
        {
            warp.Weight.Matrix[j, j] = 1 / inputs[j].Scale;
            warp.Bias.Span[j] = -inputs[j].Origin / inputs[j].Scale;
            for (int k = 0; k < first.Outputs; k++)
            {
                first.Weight.Matrix[j, k] /= inputs[j].Deviation;
                first.Bias.Span[k] -= inputs[j].Mean * first.Weight.Matrix[j, k];
            }
        }

        whole.Weights.Touch();
        return whole;
    }
}
