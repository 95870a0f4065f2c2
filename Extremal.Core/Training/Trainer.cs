using System.Numerics;
using Extremal.Data;
using Extremal.Kernels;
using Extremal.Networks;
using Extremal.Optimization;
using Extremal.Results;

namespace Extremal.Training;

/// <summary>
/// Supervised learning, equation (2.1): moves a network's weights against the gradient of the loss, batch by batch. The network is the caller's;
/// after <see cref="Run"/> it holds the best weights, while <see cref="State"/> keeps what is needed to go on.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class Trainer<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Network<T> _network;
    private readonly TrainingOptions _options;
    private readonly Batches _batches;
    private readonly Samples<T> _samples;
    private readonly TrainingStep<T> _step;
    private readonly SampleLoss<T>? _validation;
    private readonly FullBatch<T>? _fullBatch;
    private readonly T[] _before;

    /// <summary>Prepares a run. The network's present weights are its beginning, unless <paramref name="state"/> says otherwise.</summary>
    /// <param name="network">The network to train.</param>
    /// <param name="samples">What it learns from.</param>
    /// <param name="validation">What tells when to stop, or null.</param>
    /// <param name="options">Loss, optimiser, schedule, batches, epochs, patience; <see cref="TrainingOptions.Validation"/> and the network's form are not read.</param>
    /// <param name="state">A state of an earlier run with the same samples and options, to continue from; it is copied.</param>
    /// <exception cref="ArgumentException">Shapes, options or the state do not fit; or there is a state of a run by L-BFGS, or for
    /// one.</exception>
    public Trainer(Network<T> network, Samples<T> samples, Samples<T>? validation, TrainingOptions options, TrainingState<T>? state = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        Fit(network, samples);
        (_network, _samples, _options) = (network, samples, options);
        if (state is not null && options.LbfgsMemory is not null)
        {
            throw new ArgumentException(
                "Trainer got a state for training by L-BFGS, which cannot go on from one; it wants none, or no TrainingOptions.LbfgsMemory.",
                nameof(state));
        }

        // Training by L-BFGS has no rule: one without moments that never moves stands for it, so that no rule goes on from its state.
        Optimizer rule = options.LbfgsMemory is null ? options.Optimizer : Optimizer.Sgd(rate: 0);
        State = state?.Copy() ?? new TrainingState<T>(network.Weights.All, rule);
        if (State.Last.Shape.Count != network.Weights.Count || !State.Optimizer.Equals(rule))
        {
            throw new ArgumentException(
                $"Trainer got a state of {State.Last.Shape.Count} weights and {State.Optimizer}; "
                + $"it wants {network.Weights.Count} and {options.Optimizer}.", nameof(state));
        }

        _batches = new Batches(samples.Count, options.BatchSize, options.Seed);
        int validated = State.Curves.Validation.Count;
        if (State.Batch > _batches.Count || (State.Epoch > 0 && validated > 0 != validation is not null))
        {
            throw new ArgumentException(
                $"Trainer got a state after {State.Epoch} epochs, {validated} of them validated, and {State.Batch} batches; "
                + $"it wants one of a run {(validation is null ? "without" : "with")} validation, of {_batches.Count} batches an epoch.", nameof(state));
        }

        using Parallelism.Scope limit = Parallelism.AtMost(options.MaxDegreeOfParallelism);
        _before = new T[network.Weights.Count];
        _step = new TrainingStep<T>(network, samples, options.LbfgsMemory is null ? options : options with { BatchSize = samples.Count });
        _fullBatch = options.LbfgsMemory is { } memory ? new FullBatch<T>(network, _step, samples.Count, memory) : null;
        if (validation is not null)
        {
            Fit(network, validation);
            _validation = new SampleLoss<T>(network, validation, options.Loss);
            State.LeftOut = options.KeepBest ? new LeaveOneOut<T>(validation, State.LeftOut) : null;
        }
    }

    /// <summary>Where the run is. It is the trainer's own until the run has ended.</summary>
    public TrainingState<T> State { get; }

    /// <summary>
    /// Trains until all epochs are done, patience has run out, the caller cancels or a number is not finite. If the receiver of the progress
    /// throws, the state and the network are left as if the run had been cancelled there.
    /// </summary>
    /// <param name="progress">Reports after each epoch.</param>
    /// <param name="cancellation">
    /// Ends the run after the step under way, or some milliseconds later if that is a long one, which is then made anew by who goes on; the
    /// best weights so far are then in the network.
    /// </param>
    public TrainingOutcome Run(IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        using Parallelism.Scope limit = Parallelism.AtMost(_options.MaxDegreeOfParallelism);
        State.Last.Span.CopyTo(_network.Weights.All);
        try
        {
            return new TrainingOutcome(Train(progress, cancellation), State.Steps, State.History);
        }
        finally
        {
            _network.Weights.All.CopyTo(State.Last.Span);
            if (_options.KeepBest && _validation is not null && State.Curves.BestEpoch >= 0)
            {
                State.Best.Span.CopyTo(_network.Weights.All);
            }
        }
    }

    private TrainingEnd Train(IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        var deadline = new Deadline(null, cancellation);
        using Deadline.Scope watched = deadline.Watch();
        try
        {
            return GoOn(progress, cancellation);
        }
        catch (InterruptedException over) when (over.Deadline == deadline)
        {
            return TrainingEnd.Cancelled;
        }
    }

    private TrainingEnd GoOn(IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        while (State.Epoch < _options.Epochs)
        {
            if (IsOutOfPatience())
            {
                return TrainingEnd.EarlyStopped;
            }

            if ((_fullBatch is null ? Epoch(cancellation) : Epoch(_fullBatch, cancellation)) is { } end)
            {
                return end;
            }

            using Deadline.Scope theirs = Deadline.Suspend();
            progress?.Report(Progress());
        }

        return TrainingEnd.Completed;
    }

    private bool IsOutOfPatience() =>
        _validation is not null && State.Epoch - 1 - State.Curves.BestEpoch >= _options.Patience;

    private TrainingEnd? Epoch(CancellationToken cancellation)
    {
        State.Rule.Rate = _options.Optimizer.Rate * _options.Schedule.Factor(State.Schedule, _options.Epochs);
        for (; State.Batch < _batches.Count; State.Batch++)
        {
            if (cancellation.IsCancellationRequested)
            {
                return TrainingEnd.Cancelled;
            }

            ReadOnlySpan<int> rows = _batches.RowsOf(State.Epoch, State.Batch);
            double loss = double.CreateTruncating(_step.Run(rows));
            if (!double.IsFinite(loss) || !TryMove())
            {
                return TrainingEnd.NonFinite;
            }

            State.LossSum += loss * rows.Length;
        }

        return Conclude();
    }

    private TrainingEnd? Epoch(FullBatch<T> descent, CancellationToken cancellation)
    {
        StopReason reason = descent.Step(cancellation);
        if (reason != StopReason.None)
        {
            return reason switch
            {
                StopReason.Cancelled => TrainingEnd.Cancelled,
                StopReason.NonFinite => TrainingEnd.NonFinite,
                _ => TrainingEnd.Converged,
            };
        }

        State.Rule.Steps++;
        State.LossSum = descent.Loss * _samples.Count;
        return Conclude();
    }

    // The gradient is checked before the step and the weights after it, so that the weights left behind are always finite.
    private bool TryMove()
    {
        if (!Reductions.AllFinite<T>(_step.Gradients.All))
        {
            return false;
        }

        _network.Weights.All.CopyTo(_before);
        State.Rule.Step(_network.Weights.All, _step.Gradients.All);
        if (Reductions.AllFinite<T>(_network.Weights.All))
        {
            return true;
        }

        _before.CopyTo(_network.Weights.All);
        State.Rule.Steps--; // it is taken back, and is the one that is named
        return false;
    }

    private TrainingEnd? Conclude()
    {
        double training = State.LossSum / _samples.Count;
        double? validation = _validation?.Run();
        if (validation is { } loss && !double.IsFinite(loss))
        {
            return TrainingEnd.NonFinite;
        }

        if (_validation is not null)
        {
            State.LeftOut?.Add(_validation.Units, _validation.Losses, _validation.Outputs);
        }

        if (State.Curves.Add(training, validation))
        {
            _network.Weights.All.CopyTo(State.Best.Span);
        }

        State.Schedule = _options.Schedule.Next(State.Schedule, validation ?? training);
        (State.Epoch, State.Batch, State.LossSum) = (State.Epoch + 1, 0, 0);
        return null;
    }

    private TrainingProgress Progress() => new(
        State.Epoch, _options.Epochs, State.Curves.Training[^1], State.Curves.Validation.Count > 0 ? State.Curves.Validation[^1] : null,
        State.Curves.BestEpoch);

    private static void Fit(Network<T> network, Samples<T> samples)
    {
        if (samples.Inputs.Shape.Columns != network.Inputs || samples.Targets.Shape.Columns != network.Outputs)
        {
            throw new ArgumentException(
                $"Trainer got inputs of {samples.Inputs.Shape} and targets of {samples.Targets.Shape} for the network {network}; "
                + $"it wants {network.Inputs} and {network.Outputs} columns.", nameof(samples));
        }
    }
}
