using Extremal.Data;
using Extremal.Networks;
using Extremal.Problems;

namespace Extremal.Tests.Problems;

/// <summary>Surrogates that were never trained: what they compute is known in closed form, behind scalings that are not trivial.</summary>
internal static class HandMade
{
    /// <summary>An input named by a letter, with a mean and a deviation of its own.</summary>
    public static Column Input(int i) => new($"{(char)('a' + i)}", -3 - i, 5 + 2 * i, 0.5 + 0.25 * i, 1.5 + 0.5 * i);

    public static Column Target(int i = 0) => new($"y{i}", -40, 60, 7 + i, 12.5);

    /// <summary>f(x) = W x + c in the user's units: one row of coefficients an output.</summary>
    public static Surrogate Linear(double[][] coefficients, params double[] constants)
    {
        (int inputs, int outputs) = (coefficients[0].Length, coefficients.Length);
        var network = new Network<double>(inputs, new Layer(outputs, Activation.Identity));
        Surrogate surrogate = Of(network);
        Standardization from = surrogate.InputScaling, to = surrogate.OutputScaling;
        for (int k = 0; k < outputs; k++)
        {
            double bias = constants[k] - to.Shifts[k];
            for (int j = 0; j < inputs; j++)
            {
                network.Layers[0].Weight.Span[j * outputs + k] = coefficients[k][j] * from.Scales[j] / to.Scales[k];
                bias += coefficients[k][j] * from.Shifts[j];
            }

            network.Layers[0].Bias.Span[k] = bias / to.Scales[k];
        }

        return surrogate;
    }

    /// <summary>f(x) = x of one input.</summary>
    public static Surrogate Same() => Linear([[1]], 0);

    /// <summary>
    /// Σ over inputs of tanh(s + 2) − tanh(s − 2), s = (xⱼ − centreⱼ) / σⱼ, times σ of the target, plus its mean: one peak, at the centre,
    /// of height inputs · 2 tanh 2 in the target's deviations.
    /// </summary>
    public static Surrogate Peak(params double[] center)
    {
        int inputs = center.Length;
        var network = new Network<double>(inputs, new Layer(2 * inputs, Activation.Tanh), new Layer(1, Activation.Identity));
        Surrogate surrogate = Of(network);
        for (int j = 0; j < inputs; j++)
        {
            double scaled = surrogate.InputScaling.Apply(j, center[j]);
            for (int side = 0; side < 2; side++)
            {
                int unit = 2 * j + side;
                network.Layers[0].Weight.Span[j * 2 * inputs + unit] = 1;
                network.Layers[0].Bias.Span[unit] = (side == 0 ? 2 : -2) - scaled;
                network.Layers[1].Weight.Span[unit] = side == 0 ? 1 : -1;
            }
        }

        return surrogate;
    }

    /// <summary>A network between the scalings of <see cref="Input"/> and <see cref="Target"/>.</summary>
    public static Surrogate Of(Network<double> network)
    {
        Column[] inputs = [.. Enumerable.Range(0, network.Inputs).Select(Input)],
            targets = [.. Enumerable.Range(0, network.Outputs).Select(Target)];
        double[] covariance = new double[inputs.Length * inputs.Length];
        for (int i = 0; i < inputs.Length; i++)
        {
            covariance[i * inputs.Length + i] = inputs[i].StandardDeviation * inputs[i].StandardDeviation;
        }

        return new Surrogate(network, Standardization.Of(inputs), Standardization.Of(targets),
            new DataSummary(100, inputs, targets, covariance));
    }
}
