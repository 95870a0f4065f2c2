using Extremal.Networks;
using Extremal.Optimization;
using Extremal.Results;
using Extremal.Training;

namespace Extremal.Tests.Training;

/// <summary>A run that is cut anywhere and goes on from its state computes the bits of one that never stopped.</summary>
public sealed class ResumeTests
{
    private static readonly Samples<double> Rows = SmallProblem.Samples(22, 21), Held = SmallProblem.Samples(9, 22);

    private static TrainingState<double> Saved(TrainingState<double> state)
    {
        using var stream = new MemoryStream();
        state.Save(stream);
        stream.Position = 0;
        return TrainingState<double>.Load(stream);
    }

    private static (Network<double> Network, TrainingOutcome Outcome, TrainingState<double> State, int Pieces) RunInPieces(
        TrainingOptions options, Samples<double>? validation, int callsEach, Func<TrainingState<double>, TrainingState<double>> between)
    {
        TrainingState<double>? state = null;
        for (int piece = 1; ; piece++)
        {
            using var source = new CancellationTokenSource();
            int calls = 0;
            var loss = new WatchedLoss(() => { if (++calls == callsEach) { source.Cancel(); } });
            Network<double> network = SmallProblem.Network((ulong)piece); // the state brings the weights, whatever the network holds
            if (state is null)
            {
                SmallProblem.Network().Weights.All.CopyTo(network.Weights.All);
            }

            var trainer = new Trainer<double>(network, Rows, validation, options with { Loss = loss }, state);
            TrainingOutcome outcome = trainer.Run(null, source.Token);
            if (outcome.End != TrainingEnd.Cancelled)
            {
                return (network, outcome, trainer.State, piece);
            }

            state = between(trainer.State);
        }
    }

    private static void AssertSame(TrainingState<double> state, TrainingState<double> expected, string what)
    {
        Assert.That(SmallProblem.Numbers(state.Last), Is.EqualTo(SmallProblem.Numbers(expected.Last)), what);
        Assert.That(SmallProblem.Numbers(state.Best), Is.EqualTo(SmallProblem.Numbers(expected.Best)), what);
        Assert.That((state.Epoch, state.Batch, state.Steps, state.LossSum),
            Is.EqualTo((expected.Epoch, expected.Batch, expected.Steps, expected.LossSum)), what);
        Assert.That(state.Schedule, Is.EqualTo(expected.Schedule), what);
        Assert.That(state.Optimizer, Is.EqualTo(expected.Optimizer), what);
        Assert.That(state.Rule.State.Select(m => m.Key), Is.EqualTo(expected.Rule.State.Select(m => m.Key)), what);
        Assert.That(state.Rule.State.Select(m => SmallProblem.Numbers(m.Value)),
            Is.EqualTo(expected.Rule.State.Select(m => SmallProblem.Numbers(m.Value))), what);
        AssertSame(state.History, expected.History, what);
        Assert.That(state.LeftOut is { IsKnown: true }, Is.EqualTo(expected.LeftOut is { IsKnown: true }), what);
        if (state.LeftOut is { IsKnown: true } leftOut)
        {
            Assert.That(leftOut.Losses, Is.EqualTo(expected.LeftOut!.Losses), what);
            Assert.That(SmallProblem.Numbers(leftOut.Outputs), Is.EqualTo(SmallProblem.Numbers(expected.LeftOut.Outputs)), what);
        }
    }

    private static void AssertSame(History history, History expected, string what)
    {
        Assert.That(history.Training, Is.EqualTo(expected.Training), what);
        Assert.That(history.Validation, Is.EqualTo(expected.Validation), what);
        Assert.That(history.BestEpoch, Is.EqualTo(expected.BestEpoch), what);
    }

    [Test]
    public void Every_rule_and_schedule_goes_on_bitwise(
        [ValueSource(typeof(TrainerTests), nameof(TrainerTests.Optimizers))] Optimizer optimizer,
        [ValueSource(typeof(TrainerTests), nameof(TrainerTests.Schedules))] Schedule schedule, [Values] bool saved, [Values] bool validated)
    {
        Samples<double>? validation = validated ? Held : null;
        var options = new TrainingOptions { Optimizer = optimizer, Schedule = schedule, BatchSize = 5, Epochs = 7, L2 = 1e-3 };
        var whole = RunInPieces(options, validation, int.MaxValue, state => state);
        Assert.That(whole.Pieces, Is.EqualTo(1));
        Assert.That(whole.Outcome.Steps, Is.EqualTo(35));
        foreach (int calls in (int[])[3, 5, 9])
        {
            var cut = RunInPieces(options, validation, calls, saved ? Saved : state => state);
            string what = $"{optimizer}, {schedule}, cut after {calls} calls into {cut.Pieces} pieces";
            Assert.That(cut.Pieces, Is.GreaterThan(3), what);
            Assert.That(cut.Network.Weights.All.ToArray(), Is.EqualTo(whole.Network.Weights.All.ToArray()), what);
            Assert.That((cut.Outcome.End, cut.Outcome.Steps), Is.EqualTo((whole.Outcome.End, whole.Outcome.Steps)), what);
            AssertSame(cut.Outcome.History, whole.Outcome.History, what);
            AssertSame(cut.State, whole.State, what);
        }
    }

    [Test]
    public void Patience_counts_on_across_a_cut()
    {
        var options = new TrainingOptions
        {
            Optimizer = Optimizer.Adam(0.2),
            Schedule = Schedule.Constant,
            BatchSize = 5,
            Epochs = 300,
            Patience = 4
        };
        var whole = RunInPieces(options, Held, int.MaxValue, state => state);
        Assert.That(whole.Outcome.End, Is.EqualTo(TrainingEnd.EarlyStopped));
        var cut = RunInPieces(options, Held, 8, Saved);
        Assert.That(cut.Outcome.End, Is.EqualTo(TrainingEnd.EarlyStopped));
        Assert.That(cut.Network.Weights.All.ToArray(), Is.EqualTo(whole.Network.Weights.All.ToArray()));
        AssertSame(cut.State, whole.State, "patience");
    }

    [Test]
    public void A_saved_state_is_the_same_state_at_every_cut()
    {
        var options = new TrainingOptions { Schedule = Schedule.ReduceOnPlateau(0.5, 0), BatchSize = 5, Epochs = 3, Patience = null };
        int seen = 0;
        _ = RunInPieces(options, Held, 4, state =>
        {
            seen++;
            AssertSame(Saved(state), state, $"cut {seen}");
            return state;
        });
        Assert.That(seen, Is.GreaterThan(3));
    }

    [Test]
    public void A_state_goes_through_a_path_too_and_in_float()
    {
        string folder = Directory.CreateTempSubdirectory("extremal").FullName;
        try
        {
            string path = Path.Combine(folder, "state.safetensors");
            var options = new TrainingOptions { Epochs = 2, Validation = 0 };
            Network<float> network = Network<float>.Create(1, [2], 1, Activation.Tanh, 1);
            var samples = new Samples<float>(Extremal.Memory.Slice<float>.Zeros(new(3, 1)), Extremal.Memory.Slice<float>.Zeros(new(3, 1)));
            var trainer = new Trainer<float>(network, samples, null, options);
            _ = trainer.Run();
            trainer.State.Save(path);
            TrainingState<float> again = TrainingState<float>.Load(path);
            Assert.That(again.Last.Span.ToArray(), Is.EqualTo(network.Weights.All.ToArray()));
            Assert.That((again.Epoch, again.Steps), Is.EqualTo((2, 2L)));
            Assert.That(() => TrainingState<double>.Load(path), Throws.InstanceOf<Extremal.Formats.MalformedFileException>());
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    [Test]
    public void A_state_that_does_not_fit_is_refused()
    {
        var options = new TrainingOptions { BatchSize = 5, Epochs = 4, Patience = null };
        TrainingState<double> Fresh(Samples<double>? validation = null)
        {
            TrainingState<double>? kept = null;
            _ = RunInPieces(options, validation, 14, state => { kept ??= Saved(state); return state; });
            return kept!;
        }

        Assert.That(() => new Trainer<double>(Network<double>.Create(2, [6], 1, Activation.Tanh, 1), Rows, null, options, Fresh()),
            Throws.ArgumentException.With.Message.Contains("21 weights").And.Message.Contains("wants 25"));
        Assert.That(() => new Trainer<double>(SmallProblem.Network(), Rows, null, options with { Optimizer = Optimizer.Sgd() }, Fresh()),
            Throws.ArgumentException.With.Message.Contains("adam").And.Message.Contains("sgd"));
        Assert.That(() => new Trainer<double>(SmallProblem.Network(), Rows, null, options with { Optimizer = Optimizer.Adam(0.5) },
            Fresh()), Throws.ArgumentException);
        Assert.That(() => new Trainer<double>(SmallProblem.Network(), Rows, null, options, Fresh(Held)), Throws.ArgumentException,
            "validated until now");
        Assert.That(() => new Trainer<double>(SmallProblem.Network(), Rows, Held, options, Fresh()), Throws.ArgumentException,
            "not validated until now");
        Assert.That(() => new Trainer<double>(SmallProblem.Network(), Rows, null, options with { BatchSize = 22 }, Fresh()),
            Throws.ArgumentException, "it has gone through more batches than there are");
    }
}
