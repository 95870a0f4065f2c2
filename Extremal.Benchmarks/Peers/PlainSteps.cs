using System.Numerics.Tensors;

namespace Extremal.Benchmarks.Peers;

/// <summary>The steps of <see cref="StepCase"/> in plain arrays.</summary>
internal static class PlainSteps
{
    /// <summary>As <see cref="StepCase.Training"/>.</summary>
    public static StepCase Training(ReadOnlySpan<int> widths, int rows) => new PlainTraining(widths, rows);

    /// <summary>As <see cref="StepCase.Extremal"/>.</summary>
    public static StepCase Extremal(ReadOnlySpan<int> widths, int starts) => new PlainExtremal(widths, starts);

    /// <summary>As <see cref="StepCase.InputGradient"/>.</summary>
    public static StepCase InputGradient(ReadOnlySpan<int> widths, int rows) => new PlainInputGradient(widths, rows);

    /// <summary>As <see cref="StepCase.Prediction"/>.</summary>
    public static StepCase Prediction(ReadOnlySpan<int> widths, int rows) => new PlainPrediction(widths, rows);

    private sealed class PlainTraining : StepCase
    {
        private readonly PlainNetwork _network;
        private readonly float[] _x;
        private readonly float[] _target;
        private readonly float[] _residual;
        private readonly PlainAdam[] _adam;

        public PlainTraining(ReadOnlySpan<int> widths, int rows)
        {
            _network = new PlainNetwork(widths, rows);
            (_x, _target) = (Beginning.Points(rows, widths[0]).Span.ToArray(), Beginning.Wanted(rows, widths[^1]).Span.ToArray());
            _residual = new float[_target.Length];
            _adam =
            [
                .. _network.Layers.Select(layer => new PlainAdam(layer.Weight, layer.WeightGradient, 0.001)),
                .. _network.Layers.Select(layer => new PlainAdam(layer.Bias, layer.BiasGradient, 0.001)),
            ];
        }

        public override ReadOnlySpan<float> Moved => _network.Layers[0].Weight;

        public override double Value()
        {
            ComputeResidual();
            return TensorPrimitives.SumOfSquares<float>(_residual) / _residual.Length;
        }

        public override void Step()
        {
            ComputeResidual();
            TensorPrimitives.Multiply(_residual, 2f / _residual.Length, _network.Dy);
            _network.BackwardToWeights(_x);
            foreach (PlainAdam adam in _adam)
            {
                adam.Step();
            }
        }

        private void ComputeResidual()
        {
            _network.Forward(_x);
            TensorPrimitives.Subtract(_network.Y, _target, _residual);
        }
    }

    private sealed class PlainExtremal : StepCase
    {
        private const float Bound = 1.15f;

        private readonly PlainNetwork _network;
        private readonly float[] _points;
        private readonly float[] _slopes;
        private readonly float[] _beyond;
        private readonly PlainAdam _adam;

        public PlainExtremal(ReadOnlySpan<int> widths, int starts)
        {
            _network = new PlainNetwork(widths, starts);
            _points = Beginning.Points(starts, widths[0]).Span.ToArray();
            (_slopes, _beyond) = (new float[_points.Length], new float[_points.Length]);
            _adam = new PlainAdam(_points, _slopes, 0.01);
        }

        public override ReadOnlySpan<float> Moved => _points;

        public override double Value()
        {
            Forward();
            double sum = TensorPrimitives.SumOfSquares<float>(_beyond) / 2;
            foreach (float y in _network.Y)
            {
                sum += 1 / (y * y + 1);
            }

            return sum;
        }

        // The goal's slope is −2 y / (y² + 1)², the penalty's max(0, |x| − 1.15) with the sign of x.
        public override void Step()
        {
            Forward();
            float[] y = _network.Y, dy = _network.Dy;
            TensorPrimitives.Multiply(y, y, dy);
            TensorPrimitives.Add(dy, 1f, dy);
            TensorPrimitives.Multiply(dy, dy, dy);
            TensorPrimitives.Divide(y, dy, dy);
            TensorPrimitives.Multiply(dy, -2f, dy);
            _network.BackwardToInputs(_slopes);
            TensorPrimitives.CopySign(_beyond, _points, _beyond);
            TensorPrimitives.Add(_slopes, _beyond, _slopes);
            _adam.Step();
        }

        private void Forward()
        {
            _network.Forward(_points);
            TensorPrimitives.Abs(_points, _beyond);
            TensorPrimitives.Subtract(_beyond, Bound, _beyond);
            TensorPrimitives.Max(_beyond, 0f, _beyond);
        }
    }

    private sealed class PlainInputGradient(ReadOnlySpan<int> widths, int rows) : StepCase
    {
        private readonly PlainNetwork _network = new(widths, rows);
        private readonly float[] _x = Beginning.Points(rows, widths[0]).Span.ToArray();
        private readonly float[] _dx = new float[rows * widths[0]];

        public override ReadOnlySpan<float> Moved => _dx;

        public override double Value() => Sum(_network.Y);

        public override void Step()
        {
            _network.Forward(_x);
            Array.Fill(_network.Dy, 1);
            _network.BackwardToInputs(_dx);
        }
    }

    private sealed class PlainPrediction(ReadOnlySpan<int> widths, int rows) : StepCase
    {
        private readonly PlainNetwork _network = new(widths, rows);
        private readonly float[] _x = Beginning.Points(rows, widths[0]).Span.ToArray();

        public override ReadOnlySpan<float> Moved => _network.Y;

        public override double Value() => Sum(_network.Y);

        public override void Step() => _network.Forward(_x);
    }
}
