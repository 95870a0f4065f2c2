using System.Numerics;
using Extremal.Autodiff;
using Extremal.Kernels;
using Extremal.Memory;
using Extremal.Networks;
using Extremal.Optimization;
using Extremal.Results;
using Extremal.Training;

namespace Extremal.Tests.SameBits;

/// <summary>Two hundred steps of a small network: forty epochs of five batches, the last of which is shorter.</summary>
internal sealed record TrainingRun<T>(string What, Activation First, Activation Second, TrainingOptions Options)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Rows = 37, Inputs = 5, Epochs = 40;

    public static IReadOnlyList<TrainingRun<T>> Runs { get; } =
    [
        new("adam, cosine", Activation.Tanh, Activation.Sigmoid,
            new() { Optimizer = Optimizer.Adam(0.01), Loss = Loss.MeanSquaredError, Schedule = Schedule.Cosine(0.1), L2 = 1e-3 }),
        new("adamw, cosine", Activation.GELU, Activation.Tanh,
            new() { Optimizer = Optimizer.AdamW(0.01), Loss = Loss.MeanAbsoluteError, Schedule = Schedule.Cosine() }),
        new("rmsprop, plateau", Activation.SiLU, Activation.LeakyReLU(),
            new() { Optimizer = Optimizer.RmsProp(0.01), Loss = Loss.Huber(0.3), Schedule = Schedule.ReduceOnPlateau(0.5, 1) }),
        new("nesterov, logarithmic", Activation.Softplus, Activation.Softplus,
            new()
            {
                Optimizer = Optimizer.Nesterov(0.02),
                Loss = Loss.MeanSquaredLogarithmicError,
                Schedule = Schedule.Constant,
                OutputActivation = Activation.Softplus,
            }),
        new("momentum, plateau", Activation.Sine, Activation.ReLU,
            new() { Optimizer = Optimizer.Momentum(0.02), Loss = Loss.MeanSquaredError, Schedule = Schedule.ReduceOnPlateau(0.5, 2) }),
        new("sgd, cross-entropy", Activation.ELU(), Activation.GELU,
            new() { Optimizer = Optimizer.Sgd(0.2), Loss = Loss.SoftmaxCrossEntropy, Schedule = Schedule.Cosine(0.2) }),
    ];

    /// <summary>The runs from beginning to end.</summary>
    public static IEnumerable<Part> Parts => Runs.Select(run => new Part(run.Name, hash => run.Finish(hash, null)));

    /// <summary>Type, activations and rule.</summary>
    public string Name => $"{Numbers<T>.Type} {First}, {Second}, {What}";

    /// <summary>Trains from the beginning up to a step in the middle of an epoch, and no further.</summary>
    public TrainingState<T> Begin(int steps)
    {
        using var stop = new CancellationTokenSource();
        Trainer<T> trainer = Trainer(Network(seed: 5), new CountedLoss(Options.Loss, steps, stop.Cancel), null);
        TrainingEnd end = trainer.Run(null, stop.Token).End;
        return end == TrainingEnd.Cancelled && trainer.State.Steps == steps && trainer.State.Batch > 0
            ? trainer.State
            : throw new InvalidOperationException(
                $"{Name} was to stop within an epoch, after {steps} steps; {end} after {trainer.State.Steps}.");
    }

    /// <summary>Trains to the end, from the beginning or from a state.</summary>
    public void Finish(NumberHash hash, TrainingState<T>? state)
    {
        Network<T> network = Network(seed: state is null ? 5UL : 6); // a state brings the weights, whatever the network holds
        TrainingOutcome outcome = Trainer(network, Options.Loss, state).Run();
        if (outcome is not { End: TrainingEnd.Completed, Steps: 200 })
        {
            throw new InvalidOperationException($"{Name} was to take 200 steps; {outcome.End} after {outcome.Steps}.");
        }

        hash.Add<T>(network.Weights.All);
        hash.Add(outcome.History.Training);
        hash.Add(outcome.History.Validation);
    }

    private Network<T> Network(ulong seed)
    {
        int outputs = Options.Loss == Loss.SoftmaxCrossEntropy ? 3 : 1;
        var network = new Network<T>(Inputs, new(19, First), new(7, Second), new(outputs, Options.OutputActivation ?? Activation.Identity));
        network.Initialize(new RandomSource(seed));
        return network;
    }

    private Trainer<T> Trainer(Network<T> network, Loss loss, TrainingState<T>? state)
    {
        TrainingOptions options = Options with { Loss = loss, BatchSize = 8, Epochs = Epochs, Patience = null };
        Samples<T>? validation = Options.Schedule.ReadsLoss ? Samples(2, 21, network.Outputs) : null;
        return new Trainer<T>(network, Samples(1, Rows, network.Outputs), validation, options, state);
    }

    // Targets and weights are positive: the logarithmic loss and shares want them so.
    private static Samples<T> Samples(ulong seed, int rows, int outputs)
    {
        Slice<T> inputs = Numbers<T>.Uniform(seed, new Shape(rows, Inputs));
        return new(inputs, Numbers<T>.Targets(inputs, outputs, low: 0), Numbers<T>.Uniform(seed + 10, new Shape(rows, 1), 0.5, 1.5));
    }
}
