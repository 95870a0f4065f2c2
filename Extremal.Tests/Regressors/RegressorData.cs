using Extremal.Data;
using Extremal.Networks;
using Extremal.Optimization;
using Extremal.Training;

namespace Extremal.Tests;

/// <summary>A little process with inputs and outputs of very different units, and regressors trained on it.</summary>
internal static class RegressorData
{
    public static readonly TrainingOptions Quick = new()
    {
        Hidden = [12],
        Activation = Activation.Tanh,
        Epochs = 250,
        Optimizer = Optimizer.Adam(0.02),
        Seed = 4,
    };

    private static readonly Lazy<Regressor> One = new(() => Regressor.Train(Process(250), Quick));
    private static readonly Lazy<Regressor> Two = new(() => Regressor.Train(Process(80, 2), Quick with { Epochs = 10 }));

    /// <summary>Three inputs, one output; trained to be good.</summary>
    public static Regressor Trained => One.Value;

    /// <summary>Three inputs, two outputs; hardly trained.</summary>
    public static Regressor TrainedTwo => Two.Value;

    public static double Truth(double pressure, double heat, double share, int output = 0) => output == 0
        ? 50 + 20 * Math.Sin(pressure / 40_000) + 0.1 * (heat - 300) - 30 * share * share
        : -1e-3 * pressure / 1e5 * (heat - 250);

    public static Dataset Process(int rows, int outputs = 1, int seed = 1)
    {
        var random = new Random(seed);
        double[,] inputs = new double[rows, 3], targets = new double[rows, outputs];
        for (int i = 0; i < rows; i++)
        {
            (inputs[i, 0], inputs[i, 1], inputs[i, 2]) = (1e5 * random.NextDouble(), 250 + 100 * random.NextDouble(), random.NextDouble());
            for (int k = 0; k < outputs; k++)
            {
                targets[i, k] = Truth(inputs[i, 0], inputs[i, 1], inputs[i, 2], k);
            }
        }

        string[] names = ["pressure", "heat", "share of \"steam\", %\n蒸気 😀"];
        Dataset data = Dataset.Create(inputs, targets, names, outputs == 1 ? ["yield"] : ["yield", "loss\\rate"]);
        return data.WithUnit("pressure", "Pa").WithUnit("yield", "kg/m³ \u0001");
    }

    /// <summary>Points around those of the data, flat.</summary>
    public static double[] Points(int rows, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, rows).SelectMany(_ =>
            (double[])[1e5 * random.NextDouble(), 240 + 120 * random.NextDouble(), random.NextDouble()])];
    }

    public static byte[] Bytes(this Regressor regressor, bool withRows = false)
    {
        using var stream = new MemoryStream();
        regressor.Save(stream, withRows);
        return stream.ToArray();
    }

    public static double[] PredictAll(this Regressor regressor, double[] points)
    {
        double[] outputs = new double[points.Length / 3 * regressor.Surrogate.Outputs];
        regressor.Predict(points, outputs);
        return outputs;
    }
}
