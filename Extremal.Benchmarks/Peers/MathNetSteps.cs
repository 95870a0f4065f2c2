using Extremal.Networks;
using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace Extremal.Benchmarks.Peers;

/// <summary>The steps of <see cref="StepCase"/> with MathNet.Numerics, by its managed code on one thread.</summary>
internal abstract class MathNetSteps : StepCase
{
    private readonly MathNetLayer[] _layers;
    private readonly Matrix<float> _x;

    private MathNetSteps(ReadOnlySpan<int> widths, int rows)
    {
        UseOneManagedThread();
        Network<float> network = Beginning.Network(widths);
        _layers = [.. network.Layers.Select((layer, k) => new MathNetLayer(layer, rows, bends: k < network.Layers.Count - 1))];
        _x = Matrix<float>.Build.DenseOfRowMajor(rows, widths[0], Beginning.Points(rows, widths[0]).Span.ToArray());
    }

    /// <summary>As <see cref="StepCase.Training"/>.</summary>
    public static StepCase Training(ReadOnlySpan<int> widths, int rows) => new MathNetTraining(widths, rows);

    /// <summary>As <see cref="StepCase.Prediction"/>.</summary>
    public static StepCase Prediction(ReadOnlySpan<int> widths, int rows) => new MathNetPrediction(widths, rows);

    /// <summary>The managed provider, which uses several threads unless told otherwise.</summary>
    public static void UseOneManagedThread()
    {
        Control.UseManaged();
        Control.UseSingleThread();
    }

    private void Forward()
    {
        for (int k = 0; k < _layers.Length; k++)
        {
            _layers[k].Forward(k == 0 ? _x : _layers[k - 1].Y);
        }
    }

    private void Backward()
    {
        for (int k = _layers.Length - 1; k >= 0; k--)
        {
            _layers[k].PassActivation();
            _layers[k].ComputeGradients(k == 0 ? _x : _layers[k - 1].Y);
            if (k > 0)
            {
                _layers[k].PassWeights(_layers[k - 1].Dy);
            }
        }
    }

    private sealed class MathNetTraining : MathNetSteps
    {
        private readonly Matrix<float> _target;
        private readonly Matrix<float> _residual;
        private readonly MathNetAdam[] _adam;

        public MathNetTraining(ReadOnlySpan<int> widths, int rows) : base(widths, rows)
        {
            _target = Matrix<float>.Build.DenseOfRowMajor(rows, widths[^1], Beginning.Wanted(rows, widths[^1]).Span.ToArray());
            _residual = Matrix<float>.Build.Dense(rows, widths[^1]);
            _adam =
            [
                .. _layers.Select(layer => new MathNetAdam(layer.Weight, layer.WeightGradient, 0.001)),
                .. _layers.Select(layer => new MathNetAdam(layer.Bias, layer.BiasGradient, 0.001)),
            ];
        }

        public override ReadOnlySpan<float> Moved => _layers[0].Weight.AsColumnMajorArray();

        public override double Value()
        {
            ComputeResidual();
            double norm = _residual.FrobeniusNorm();
            return norm * norm / (_residual.RowCount * _residual.ColumnCount);
        }

        public override void Step()
        {
            ComputeResidual();
            _residual.Multiply(2f / (_residual.RowCount * _residual.ColumnCount), _layers[^1].Dy);
            Backward();
            foreach (MathNetAdam adam in _adam)
            {
                adam.Step();
            }
        }

        private void ComputeResidual()
        {
            Forward();
            _layers[^1].Y.Subtract(_target, _residual);
        }
    }

    private sealed class MathNetPrediction(ReadOnlySpan<int> widths, int rows) : MathNetSteps(widths, rows)
    {
        public override ReadOnlySpan<float> Moved => _layers[^1].Y.ToRowMajorArray();

        public override double Value() => Sum(Moved);

        public override void Step() => Forward();
    }
}
