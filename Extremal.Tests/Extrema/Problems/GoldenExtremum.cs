using System.Text.Json;
using Extremal.Data;
using Extremal.Networks;
using Extremal.Problems;

namespace Extremal.Tests.Extrema;

/// <summary>One of Golden/extremum-*.json: a trained network, a box, and the greatest output over it with a proven bound.</summary>
internal sealed class GoldenExtremum
{
    private GoldenExtremum(string name, JsonElement data)
    {
        Name = name;
        double[][][] weights = data.GetProperty("weights").Deserialize<double[][][]>()!;
        double[][] biases = data.GetProperty("biases").Deserialize<double[][]>()!;
        (Lower, Upper) = (data.GetProperty("lower").Deserialize<double[]>()!, data.GetProperty("upper").Deserialize<double[]>()!);
        (Maximum, Bound) = (data.GetProperty("maximum").GetDouble(), data.GetProperty("provenUpperBound").GetDouble());
        Argmax = data.GetProperty("argmax").Deserialize<double[]>()!;
        Activation activation = Activation.Parse(data.GetProperty("activation").GetString()!);
        Layer[] layers = [.. biases.Select((bias, k) => new Layer(bias.Length, k < biases.Length - 1 ? activation : Activation.Identity))];
        var network = new Network<double>(Lower.Length, layers);
        for (int k = 0; k < layers.Length; k++)
        {
            weights[k].SelectMany(row => row).ToArray().CopyTo(network.Layers[k].Weight.Span);
            biases[k].CopyTo(network.Layers[k].Bias.Span);
        }

        Surrogate = Over(network);
    }

    public string Name { get; }

    public double[] Lower { get; }

    public double[] Upper { get; }

    public double[] Argmax { get; }

    public double Maximum { get; }

    public double Bound { get; }

    /// <summary>The network on the box's own numbers: nothing is scaled, and the box is the range of the data.</summary>
    public Surrogate Surrogate { get; }

    public Domain Box => Domain.Of(Surrogate.Summary);

    public static GoldenExtremum Read(string name)
    {
        string path = Path.Combine(AppContext.BaseDirectory, "Golden", $"extremum-{name}.json");
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(path));
        return new GoldenExtremum(name, document.RootElement);
    }

    private Surrogate Over(Network<double> network)
    {
        int inputs = Lower.Length;
        Column[] columns = [.. Lower.Select((low, j) => new Column($"x{j}", low, Upper[j], 0, 1))];
        double[] covariance = new double[inputs * inputs];
        for (int j = 0; j < inputs; j++)
        {
            covariance[j * inputs + j] = 1;
        }

        var summary = new DataSummary(1, columns, [new Column("y", -9, 9, 0, 1)], covariance);
        return new Surrogate(network, Standardization.None(inputs), Standardization.None(1), summary);
    }
}
