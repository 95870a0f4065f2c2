using System.Text.Json;
using Extremal.Memory;
using Extremal.Optimization;

namespace Extremal.Tests.Optimization.Methods;

/// <summary>A network of rectifiers in plain loops, as an objective: sign · output, each row by itself.</summary>
internal sealed class RectifierNetwork(double[][] weights, double[][] biases, double sign = 1) : IObjective<double>
{
    private readonly double[][] _values = [.. biases.Select(bias => new double[bias.Length])];
    private readonly double[][] _slopes = [.. biases.Select(bias => new double[bias.Length])];

    public int Dimension { get; } = weights[0].Length / biases[0].Length;

    public int Batches { get; private set; }

    public int Evaluations { get; private set; }

    /// <summary>Random weights of variance 2 / inputs; biases that put kinks all over [−1, 1]ⁿ.</summary>
    public static RectifierNetwork Random(int seed, params int[] sizes)
    {
        var random = new Random(seed);
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        double[][] weights = [.. sizes.Skip(1).Select((outputs, k) =>
            Enumerable.Range(0, outputs * sizes[k]).Select(_ => Normal() * Math.Sqrt(2.0 / sizes[k])).ToArray())];
        double[][] biases = [.. sizes.Skip(1).Select(outputs => Enumerable.Range(0, outputs).Select(_ => 0.5 * Normal()).ToArray())];
        return new RectifierNetwork(weights, biases);
    }

    /// <summary>The golden network of peaks, its output negated, so that its maximum is a minimum.</summary>
    public static RectifierNetwork Peaks(out double[] lower, out double[] upper, out double maximum)
    {
        string path = Path.Combine(TestContext.CurrentContext.TestDirectory, "Golden", "extremum-peaks-relu.json");
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(path));
        JsonElement data = document.RootElement;
        (lower, upper) = (data.GetProperty("lower").Deserialize<double[]>()!, data.GetProperty("upper").Deserialize<double[]>()!);
        maximum = data.GetProperty("maximum").GetDouble();
        double[][][] weights = data.GetProperty("weights").Deserialize<double[][][]>()!;
        double[][] biases = data.GetProperty("biases").Deserialize<double[][]>()!;
        return new RectifierNetwork([.. weights.Select(layer => layer.SelectMany(row => row).ToArray())], biases, -1);
    }

    public double Value(ReadOnlySpan<double> x)
    {
        Forward(x);
        return sign * _values[^1][0];
    }

    public void Evaluate(ReadOnlyMatrix<double> points, Span<double> values, Matrix<double> gradients)
    {
        Batches++;
        Evaluations += points.Rows;
        for (int r = 0; r < points.Rows; r++)
        {
            values[r] = Value(points.Row(r));
            if (gradients.Rows > 0)
            {
                Backward(gradients.Row(r));
            }
        }
    }

    private void Forward(ReadOnlySpan<double> x)
    {
        ReadOnlySpan<double> input = x;
        for (int k = 0; k < biases.Length; k++)
        {
            double[] y = _values[k], w = weights[k];
            biases[k].CopyTo(y, 0);
            for (int i = 0; i < input.Length; i++)
            {
                for (int j = 0; j < y.Length; j++)
                {
                    y[j] += input[i] * w[i * y.Length + j];
                }
            }

            for (int j = 0; j < y.Length && k < biases.Length - 1; j++)
            {
                y[j] = y[j] > 0 ? y[j] : 0;
            }

            input = y;
        }
    }

    private void Backward(Span<double> gradient)
    {
        Array.Clear(_slopes[^1]);
        _slopes[^1][0] = sign;
        for (int k = biases.Length - 1; k >= 0; k--)
        {
            Span<double> into = k > 0 ? _slopes[k - 1] : gradient;
            double[] dy = _slopes[k], w = weights[k];
            for (int i = 0; i < into.Length; i++)
            {
                double sum = 0;
                for (int j = 0; j < dy.Length; j++)
                {
                    sum += w[i * dy.Length + j] * dy[j];
                }

                into[i] = k > 0 && _values[k - 1][i] <= 0 ? 0 : sum;
            }
        }
    }
}
