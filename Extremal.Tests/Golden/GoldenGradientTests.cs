using System.Text.Json;
using Extremal.Autodiff;
using Extremal.Memory;
using Extremal.Networks;

namespace Extremal.Tests.Golden;

/// <summary>
/// Forty networks whose outputs, losses and gradients PyTorch computed in double precision (Golden/SOURCES.md), to 1e-12.
/// </summary>
internal sealed class GoldenGradientTests
{
    private const double Tolerance = 1e-12;

    [TestCaseSource(nameof(Cases))]
    public void AgreesWithPyTorch(JsonElement golden)
    {
        Network<double> network = Build(golden);
        Slice<double> x = Matrix(golden.GetProperty("inputs"));
        Slice<double> dx = Slice<double>.Zeros(x.Shape);
        Weights<double> gradients = network.Weights.ZerosLike();
        var tape = new Tape<double>();
        Variable<double> y = network.Apply(tape.Watch(x, dx), gradients);
        Variable<double> loss = LossOf(golden).Mean(y, tape.Input(Matrix(golden.GetProperty("targets"))));
        tape.Backward(loss);
        Assert.Multiple(() =>
        {
            Compare("outputs", y.Value.Span, Flat(golden.GetProperty("outputs")));
            Compare("loss", loss.Value.Span, [golden.GetProperty("lossValue").GetDouble()]);
            Compare("input gradients", dx.Span, Flat(golden.GetProperty("inputGradients")));
            for (int k = 0; k < network.Layers.Count; k++)
            {
                Compare($"weight gradients {k}", gradients[$"layers.{k}.weight"].Span, Flat(golden.GetProperty("weightGradients")[k]));
                Compare($"bias gradients {k}", gradients[$"layers.{k}.bias"].Span, Flat(golden.GetProperty("biasGradients")[k]));
            }
        });
    }

    private static IEnumerable<TestCaseData> Cases()
    {
        string path = Path.Combine(TestContext.CurrentContext.TestDirectory, "Golden", "gradients.json");
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(path));
        return [.. document.RootElement.GetProperty("cases").EnumerateArray().Select(golden => golden.Clone()).Select(golden =>
            new TestCaseData(golden).SetArgDisplayNames(
                Text(golden, "activation"), Text(golden, "outputActivation"), Text(golden, "loss")))];
    }

    private static Network<double> Build(JsonElement golden)
    {
        JsonElement[] weights = [.. golden.GetProperty("weights").EnumerateArray()];
        var network = new Network<double>(weights[0].GetArrayLength(), [.. weights.Select((weight, k) => new Layer(
            weight[0].GetArrayLength(), ActivationOf(Text(golden, k < weights.Length - 1 ? "activation" : "outputActivation"))))]);
        for (int k = 0; k < weights.Length; k++)
        {
            Flat(weights[k]).CopyTo(network.Layers[k].Weight.Span);
            Flat(golden.GetProperty("biases")[k]).CopyTo(network.Layers[k].Bias.Span);
        }

        return network;
    }

    private static Activation ActivationOf(string name) => Activation.Parse(name == "gelu(erf)" ? "gelu" : name);

    private static Loss LossOf(JsonElement golden) => Text(golden, "loss") switch
    {
        "meanSquaredError" => Loss.MeanSquaredError,
        "meanAbsoluteError" => Loss.MeanAbsoluteError,
        "meanSquaredLogarithmicError" => Loss.MeanSquaredLogarithmicError,
        "huber(1)" => Loss.Huber(1),
        var other => throw new InvalidDataException($"gradients.json has a loss '{other}'."),
    };

    private static Slice<double> Matrix(JsonElement rows) =>
        Slice<double>.Copy(Flat(rows), new Shape(rows.GetArrayLength(), rows[0].GetArrayLength()));

    private static double[] Flat(JsonElement element) => element.ValueKind == JsonValueKind.Array
        ? [.. element.EnumerateArray().SelectMany(Flat)]
        : [element.GetDouble()];

    private static string Text(JsonElement golden, string property) => golden.GetProperty(property).GetString()!;

    private static void Compare(string what, ReadOnlySpan<double> actual, double[] expected)
    {
        Assert.That(actual.Length, Is.EqualTo(expected.Length), what);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.That(actual[i], Is.EqualTo(expected[i]).Within(Tolerance * Math.Max(1, Math.Abs(expected[i]))), $"{what}, element {i}");
        }
    }
}
