using System.Numerics.Tensors;
using Extremal.Data;
using Extremal.Memory;
using Extremal.Networks;
using Extremal.Training;

namespace Extremal.Benchmarks;

/// <summary>
/// Predictions through <see cref="Regressor"/>, which takes and gives doubles in the user's units: for the network of
/// <see cref="Beginning"/>, at what scaling turns into its points.
/// </summary>
internal sealed class FrontDoor : StepCase
{
    private const int RowsOfData = 64;

    private readonly Regressor _regressor;
    private readonly double[] _points;
    private readonly double[] _y;

    public FrontDoor(ReadOnlySpan<int> widths, int rows)
    {
        Dataset data = Dataset.Create(
            Doubles(Beginning.Points(RowsOfData, widths[0])), widths[0], Doubles(Beginning.Wanted(RowsOfData, widths[^1])), widths[^1]);
        _regressor = Regressor.Train(
            data, new TrainingOptions { Hidden = widths[1..^1].ToArray(), Epochs = 1, MaxDegreeOfParallelism = 1 });
        Assign(_regressor.Surrogate.Network, Beginning.Network(widths));
        Slice<float> scaled = Beginning.Points(rows, widths[0]);
        _points = new double[scaled.Shape.Count];
        _regressor.Surrogate.InputScaling.Invert<float>(scaled.Matrix, new Matrix<double>(_points, scaled.Shape));
        _y = new double[rows * widths[^1]];
    }

    public override ReadOnlySpan<float> Moved
    {
        get
        {
            Shape shape = new(_y.Length / _regressor.Surrogate.Outputs, _regressor.Surrogate.Outputs);
            float[] scaled = new float[_y.Length];
            _regressor.Surrogate.OutputScaling.Apply(new ReadOnlyMatrix<double>(_y, shape), new Matrix<float>(scaled, shape));
            return scaled;
        }
    }

    public override double Value() => Sum(Moved);

    public override void Step() => _regressor.Predict(_points, _y);

    private static void Assign(Network<double> network, Network<float> from)
    {
        for (int k = 0; k < network.Layers.Count; k++)
        {
            TensorPrimitives.ConvertTruncating<float, double>(from.Layers[k].Weight.Span, network.Layers[k].Weight.Span);
            network.Layers[k].Bias.Span.Clear();
        }

        network.Weights.Touch();
    }

    private static double[] Doubles(Slice<float> slice) => [.. slice.Span.ToArray().Select(x => (double)x)];
}
