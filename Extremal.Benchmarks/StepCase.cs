using Extremal.Autodiff;
using Extremal.Memory;
using Extremal.Networks;
using Extremal.Optimization;

namespace Extremal.Benchmarks;

/// <summary>
/// One of the two stages, a gradient or a prediction, for a network and a batch: a step that is repeated, and what it computes.
/// </summary>
internal abstract class StepCase
{
    /// <summary>One step.</summary>
    public abstract void Step();

    /// <summary>What the steps move or compute: weights, which a peer may keep in another order; points; gradients; outputs.</summary>
    public abstract ReadOnlySpan<float> Moved { get; }

    /// <summary>The loss after the steps so far, or the sum of the outputs.</summary>
    public abstract double Value();

    /// <summary>Training: mean squared error, Adam at 0.001 on the weights.</summary>
    public static StepCase Training(ReadOnlySpan<int> widths, int rows, int threads) =>
        new TrainingCase(Beginning.Network(widths), rows, threads);

    /// <summary>
    /// Extremal learning, equation (2.3) with a penalty: Σ over starts of 1 / (y₀² + 1) + ½ Σ max(0, |x| − 1.15)², Adam at 0.01 on the
    /// inputs.
    /// </summary>
    public static StepCase Extremal(ReadOnlySpan<int> widths, int starts, int threads) =>
        new ExtremalCase(Beginning.Network(widths), starts, threads);

    /// <summary>The gradient of the output by the inputs, a row a point.</summary>
    public static StepCase InputGradient(ReadOnlySpan<int> widths, int rows, int threads) =>
        new InputGradientCase(Beginning.Network(widths), rows, threads);

    /// <summary>Prediction through a <see cref="Predictor{T}"/>.</summary>
    public static StepCase Prediction(ReadOnlySpan<int> widths, int rows, int threads) =>
        new PredictionCase(Beginning.Network(widths), rows, threads);

    /// <summary>The sum of all numbers.</summary>
    protected static double Sum(ReadOnlySpan<float> numbers)
    {
        double sum = 0;
        foreach (float number in numbers)
        {
            sum += number;
        }

        return sum;
    }

    private sealed class TrainingCase : StepCase
    {
        private readonly Network<float> _network;
        private readonly Weights<float> _gradients;
        private readonly UpdateRule<float> _adam;
        private readonly Tape<float> _tape = new();
        private readonly Variable<float> _loss;

        public TrainingCase(Network<float> network, int rows, int threads)
        {
            _tape.MaxDegreeOfParallelism = threads;
            (_network, _gradients) = (network, network.Weights.ZerosLike());
            _adam = Optimizer.Adam(0.001).Create<float>(network.Weights.Count);
            Variable<float> x = _tape.Input(Beginning.Points(rows, network.Inputs));
            Variable<float> target = _tape.Input(Beginning.Wanted(rows, network.Outputs));
            _loss = Loss.MeanSquaredError.Mean(network.Apply(x, _gradients), target);
        }

        public override ReadOnlySpan<float> Moved => _network.Weights.All;

        public override double Value()
        {
            _tape.Replay();
            return _loss.Value[0, 0];
        }

        public override void Step()
        {
            _tape.Replay();
            _tape.Backward(_loss);
            _adam.Step(_network.Weights.All, _gradients.All);
        }
    }

    private sealed class ExtremalCase : StepCase
    {
        private readonly Slice<float> _points;
        private readonly Slice<float> _slopes;
        private readonly UpdateRule<float> _adam;
        private readonly Tape<float> _tape = new();
        private readonly Variable<float> _loss;

        public ExtremalCase(Network<float> network, int starts, int threads)
        {
            _tape.MaxDegreeOfParallelism = threads;
            _points = Beginning.Points(starts, network.Inputs);
            _slopes = Slice<float>.Zeros(_points.Shape);
            _adam = Optimizer.Adam(0.01).Create<float>(_points.Shape.Count);
            Variable<float> x = _tape.Watch(_points, _slopes);
            _loss = network.Apply(x).Column(0).Apply(default(InverseSquare)) + x.Apply(default(Outside)).RowSums();
        }

        public override ReadOnlySpan<float> Moved => _points.Span;

        public override double Value()
        {
            _tape.Replay();
            return Sum(_loss.Value.Span);
        }

        public override void Step()
        {
            _tape.Replay();
            _tape.Backward(_loss);
            _adam.Step(_points.Span, _slopes.Span);
        }
    }

    private sealed class InputGradientCase : StepCase
    {
        private readonly Slice<float> _gradient;
        private readonly Tape<float> _tape = new();
        private readonly Variable<float> _y;

        public InputGradientCase(Network<float> network, int rows, int threads)
        {
            _tape.MaxDegreeOfParallelism = threads;
            _gradient = Slice<float>.Zeros(new Shape(rows, network.Inputs));
            _y = network.Apply(_tape.Watch(Beginning.Points(rows, network.Inputs), _gradient));
        }

        public override ReadOnlySpan<float> Moved => _gradient.Span;

        public override double Value() => Sum(_y.Value.Span);

        public override void Step()
        {
            _tape.Replay();
            _tape.Backward(_y);
        }
    }

    private sealed class PredictionCase(Network<float> network, int rows, int threads) : StepCase
    {
        private readonly Slice<float> _x = Beginning.Points(rows, network.Inputs);
        private readonly Slice<float> _y = Slice<float>.Zeros(new Shape(rows, network.Outputs));
        private readonly Predictor<float> _predictor = new(network) { MaxDegreeOfParallelism = threads };

        public override ReadOnlySpan<float> Moved => _y.Span;

        public override double Value() => Sum(_y.Span);

        public override void Step() => _predictor.Predict(_x.Matrix, _y.Matrix);
    }
}
