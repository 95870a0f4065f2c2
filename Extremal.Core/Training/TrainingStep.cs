using System.Numerics;
using System.Numerics.Tensors;
using Extremal.Autodiff;
using Extremal.Kernels;
using Extremal.Memory;
using Extremal.Networks;

namespace Extremal.Training;

/// <summary>Loss and gradient of one batch: recorded once, replayed for every batch, without an allocation.</summary>
internal sealed class TrainingStep<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Recording computes: a few rows are enough for that, and take no time.
    private const int FirstRows = 2;

    private readonly Network<T> _network;
    private readonly Samples<T> _samples;
    private readonly T _l2;
    private readonly Slice<T> _inputs, _targets, _weights;
    private readonly Recording<T> _recording;
    private (Variable<T> X, Variable<T> T, Variable<T> W)? _leaves;
    private int _bound;

    public TrainingStep(Network<T> network, Samples<T> samples, TrainingOptions options)
    {
        (_network, _samples) = (network, samples);
        _l2 = T.CreateTruncating(options.L2);
        int rows = Math.Min(options.BatchSize, samples.Count);
        _inputs = Slice<T>.Zeros(new Shape(rows, network.Inputs));
        _targets = Slice<T>.Zeros(new Shape(rows, network.Outputs));
        _weights = Slice<T>.Zeros(new Shape(rows, 1));
        _bound = Math.Min(rows, FirstRows);
        Gradients = network.Weights.ZerosLike();
        _recording = new Recording<T>(tape => Record(tape, options.Loss));
    }

    /// <summary>∂(loss + ½λ‖W‖²)/∂θ of the last batch.</summary>
    public Weights<T> Gradients { get; }

    /// <summary>Computes loss and gradients of the batch.</summary>
    /// <param name="rows">Which samples.</param>
    /// <returns>The mean loss, without the penalty.</returns>
    public T Run(ReadOnlySpan<int> rows)
    {
        Gather(rows);
        _recording.Replay();
        _recording.Tape.Backward(_recording.Result);
        Penalise();
        return _recording.Result.Value[0, 0];
    }

    /// <summary>½λ‖W‖² of the present weights.</summary>
    public T Penalty()
    {
        T squares = T.Zero;
        for (int k = 0; k < _network.Layers.Count && _l2 > T.Zero; k++)
        {
            ReadOnlySpan<T> weight = _network.Layers[k].Weight.Span;
            squares += Reductions.Dot(weight, weight);
        }

        return _l2 * squares / T.CreateTruncating(2);
    }

    private Variable<T> Record(Tape<T> tape, Loss loss)
    {
        Variable<T> x = tape.Input(_inputs.Rows(0, _bound));
        Variable<T> t = tape.Input(_targets.Rows(0, _bound));
        Variable<T> w = tape.Input(_weights.Rows(0, _bound));
        _leaves ??= (x, t, w); // of the first recording; a checking one has leaves of its own
        Variable<T> y = _network.Apply(x, Gradients);
        return _samples.Weights is null ? loss.Mean(y, t) : loss.Mean(y, t, w);
    }

    private void Gather(ReadOnlySpan<int> rows)
    {
        for (int i = 0; i < rows.Length; i++)
        {
            _samples.Inputs.Matrix.Row(rows[i]).CopyTo(_inputs.Matrix.Row(i));
            _samples.Targets.Matrix.Row(rows[i]).CopyTo(_targets.Matrix.Row(i));
            if (_samples.Weights is { } weights)
            {
                _weights.Span[i] = weights.Span[rows[i]];
            }
        }

        if (rows.Length != _bound && _leaves is { } leaves)
        {
            _bound = rows.Length;
            _recording.Tape.Bind(leaves.X, _inputs.Rows(0, _bound));
            _recording.Tape.Bind(leaves.T, _targets.Rows(0, _bound));
            _recording.Tape.Bind(leaves.W, _weights.Rows(0, _bound));
        }
    }

    // The gradient of ½λ‖W‖² is λW; on the tape it would cost a pass over the weights and one over their adjoints.
    private void Penalise()
    {
        if (_l2 == T.Zero)
        {
            return;
        }

        for (int k = 0; k < _network.Layers.Count; k++)
        {
            Span<T> gradient = Gradients.Part(2 * k).Span;
            TensorPrimitives.FusedMultiplyAdd(_network.Layers[k].Weight.Span, _l2, gradient, gradient);
        }
    }
}
