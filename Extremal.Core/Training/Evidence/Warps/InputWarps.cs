using Extremal.Kernels;
using Extremal.Kernels.Functions;
using Extremal.Memory;
using Extremal.Networks;

namespace Extremal.Training.Evidence;

/// <summary>
/// The coordinates in which a target is learned, one an input. In a trained network they are one more dense layer, the first: search, proofs and
/// files take it like any other.
/// </summary>
/// <param name="inputs">One an input.</param>
internal sealed class InputWarps(params InputWarp[] inputs)
{
    /// <summary>All inputs as they are.</summary>
    public static InputWarps None(int inputs) => new([.. Enumerable.Repeat(InputWarp.None, inputs)]);

    /// <summary>The coordinate of an input.</summary>
    public InputWarp Of(int input) => inputs[input];

    /// <summary>Whether all inputs stay as they are.</summary>
    public bool IsNone => inputs.All(warp => warp == InputWarp.None);

    /// <summary>The same with another coordinate for an input.</summary>
    public InputWarps With(int input, InputWarp warp) => new([.. inputs.Select((own, j) => j == input ? warp : own)]);

    /// <summary>The samples in these coordinates; the same ones if all inputs stay as they are.</summary>
    public Samples<double> Apply(Samples<double> samples)
    {
        if (IsNone)
        {
            return samples;
        }

        Slice<double> warped = Slice<double>.Zeros(samples.Inputs.Shape);
        for (int i = 0; i < samples.Count; i++)
        {
            ReadOnlySpan<double> from = samples.Inputs.Matrix.Row(i);
            Span<double> to = warped.Matrix.Row(i);
            for (int j = 0; j < inputs.Length; j++)
            {
                to[j] = (from[j] - inputs[j].Origin) / inputs[j].Scale;
            }

            Pointwise.Apply<double, Asinh>(default, to, to);
            for (int j = 0; j < inputs.Length; j++)
            {
                to[j] = (to[j] - inputs[j].Mean) / inputs[j].Deviation;
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
