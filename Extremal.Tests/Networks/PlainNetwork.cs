using Extremal.Networks;

namespace Extremal.Tests.Networks;

/// <summary>A network's forward pass in plain loops and the functions of the platform: slow, and obviously right.</summary>
internal static class PlainNetwork
{
    public static double[] Predict(Network<double> network, double[] x)
    {
        foreach (Dense<double> layer in network.Layers)
        {
            double[] y = new double[layer.Outputs];
            for (int j = 0; j < y.Length; j++)
            {
                double sum = layer.Bias.Span[j];
                for (int i = 0; i < x.Length; i++)
                {
                    sum += x[i] * layer.Weight.Span[i * layer.Outputs + j];
                }

                y[j] = Function(layer.Activation.Name, sum);
            }

            x = y;
        }

        return x;
    }

    public static double Function(string name, double x) => name switch
    {
        "identity" => x,
        "relu" => x > 0 ? x : 0,
        "sigmoid" => 1 / (1 + Math.Exp(-x)),
        "tanh" => Math.Tanh(x),
        "asinh" => Math.Asinh(x),
        "softplus" => x > 0 ? x + Math.Log(1 + Math.Exp(-x)) : Math.Log(1 + Math.Exp(x)),
        "silu" => x / (1 + Math.Exp(-x)),
        "gelu" => x * (1 + ErrorFunction(x / Math.Sqrt(2))) / 2,
        "sine" => Math.Sin(x),
        "square" => x * x,
        "radialGaussian" => Math.Exp(-x / 2),
        "radialMatern" => x > 0 ? (1 + Math.Sqrt(5 * x) + 5 * x / 3) * Math.Exp(-Math.Sqrt(5 * x)) : 1 - 5 * x / 6,
        "leakyRelu(0.01)" => x > 0 ? x : 0.01 * x,
        "leakyRelu(0.25)" => x > 0 ? x : 0.25 * x,
        "elu(1)" => x > 0 ? x : Math.Exp(x) - 1,
        "elu(2.5)" => x > 0 ? x : 2.5 * (Math.Exp(x) - 1),
        _ => throw new ArgumentException($"There is no plain twin of '{name}'."),
    };

    // 2/√π e^(−x²) Σ 2ⁿ x^(2n+1) / (2n+1)!!, all of whose terms have one sign.
    private static double ErrorFunction(double x)
    {
        double term = x, sum = x;
        for (int n = 1; n < 400; n++)
        {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }

        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }
}
