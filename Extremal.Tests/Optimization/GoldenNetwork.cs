using System.Text.Json;

namespace Extremal.Tests.Optimization;

/// <summary>
/// One case of Golden/optimizers.json, which PyTorch computed: a tanh network of one hidden layer, its data, and how far an optimiser came.
/// Loss and gradient are written out by hand in plain loops over double.
/// </summary>
internal sealed class GoldenNetwork
{
    private readonly double[][] _inputs;
    private readonly double[][] _targets;
    private readonly int _hidden;

    public GoldenNetwork(JsonElement data)
    {
        Name = data.GetProperty("optimizer").GetString()!;
        _inputs = data.GetProperty("inputs").Deserialize<double[][]>()!;
        _targets = data.GetProperty("targets").Deserialize<double[][]>()!;
        Losses = data.GetProperty("losses").Deserialize<double[]>()!;
        Start = Flat(data.GetProperty("start"));
        End = Flat(data.GetProperty("end"));
        _hidden = data.GetProperty("start").GetProperty("biases")[0].GetArrayLength();
    }

    public string Name { get; }

    public double[] Losses { get; }

    public double[] Start { get; }

    public double[] End { get; }

    public static IEnumerable<GoldenNetwork> All()
    {
        string path = Path.Combine(TestContext.CurrentContext.TestDirectory, "Golden", "optimizers.json");
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(path));
        return [.. document.RootElement.GetProperty("cases").EnumerateArray().Select(element => new GoldenNetwork(element))];
    }

    public override string ToString() => Name;

    /// <summary>
    /// The mean squared error over all rows, and its gradient. The parameters are W (inputs × hidden), V (hidden), b (hidden), c.
    /// </summary>
    public double Loss(double[] parameters, double[] gradient)
    {
        Array.Clear(gradient);
        int inputs = _inputs[0].Length, v = inputs * _hidden, b = v + _hidden, c = b + _hidden;
        double[] h = new double[_hidden];
        double loss = 0;
        for (int row = 0; row < _inputs.Length; row++)
        {
            double error = parameters[c] - _targets[row][0];
            for (int j = 0; j < _hidden; j++)
            {
                double z = parameters[b + j];
                for (int i = 0; i < inputs; i++)
                {
                    z += _inputs[row][i] * parameters[i * _hidden + j];
                }

                h[j] = Math.Tanh(z);
                error += h[j] * parameters[v + j];
            }

            loss += error * error / _inputs.Length;
            double dy = 2 * error / _inputs.Length;
            gradient[c] += dy;
            for (int j = 0; j < _hidden; j++)
            {
                gradient[v + j] += dy * h[j];
                double dz = dy * parameters[v + j] * (1 - h[j] * h[j]);
                gradient[b + j] += dz;
                for (int i = 0; i < inputs; i++)
                {
                    gradient[i * _hidden + j] += dz * _inputs[row][i];
                }
            }
        }

        return loss;
    }

    private static double[] Flat(JsonElement network) =>
    [
        .. network.GetProperty("weights").Deserialize<double[][][]>()!.SelectMany(matrix => matrix).SelectMany(row => row),
        .. network.GetProperty("biases").Deserialize<double[][]>()!.SelectMany(row => row),
    ];
}
