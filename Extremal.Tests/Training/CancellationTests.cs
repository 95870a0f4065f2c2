using Extremal.Memory;
using Extremal.Networks;
using Extremal.Results;
using Extremal.Training;

namespace Extremal.Tests.Training;

/// <summary>A long step is given up when the caller cancels, and made anew by who goes on, to the bit.</summary>
[NonParallelizable]
internal sealed class CancellationTests
{
    private const int Rows = 40_000;

    private static readonly TrainingOptions Options = new() { Epochs = 2, Patience = null, BatchSize = Rows, Seed = 2 };

    [Test]
    public void A_long_step_is_given_up_and_made_anew_by_who_goes_on([Values] bool fullBatch)
    {
        Samples<double> samples = SmallProblem.Samples(Rows, 1);
        TrainingOptions options = Options with { LbfgsMemory = fullBatch ? 5 : null };
        Network<double> whole = Network();
        _ = new Trainer<double>(whole, samples, null, options).Run();

        Network<double> part = Network();
        using var source = new CancellationTokenSource();
        int calls = 0;
        var loss = new WatchedLoss(() =>
        {
            if (++calls == 2) // the first records; then it is the first step's, whose backward pass is before it
            {
                source.Cancel();
            }
        });
        var trainer = new Trainer<double>(part, samples, null, options with { Loss = loss });
        TrainingOutcome outcome = trainer.Run(null, source.Token);
        Assert.That((outcome.End, outcome.Steps), Is.EqualTo((TrainingEnd.Cancelled, 0L)), "how soon, the benchmarks' command limits tells");
        Assert.That(part.Weights.All.ToArray(), Is.EqualTo(Network().Weights.All.ToArray()));
        Assert.That(trainer.Run().End, Is.EqualTo(TrainingEnd.Completed));
        Assert.That(part.Weights.All.ToArray(), Is.EqualTo(whole.Weights.All.ToArray()));
    }

    [Test]
    public void A_long_validation_is_given_up_and_made_anew_by_who_goes_on()
    {
        Samples<double> samples = SmallProblem.Samples(40, 1), held = SmallProblem.Samples(3000, 2);
        TrainingOptions options = Options with { BatchSize = 8 };
        Network<double> whole = Network(), part = Network();
        TrainingOutcome uncut = new Trainer<double>(whole, samples, held, options).Run();
        using var source = new CancellationTokenSource();
        int calls = 0, wanted = int.MaxValue;
        var loss = new WatchedLoss(() => { if (++calls == wanted) { source.Cancel(); } });
        var trainer = new Trainer<double>(part, samples, held, options with { Loss = loss });
        wanted = calls + 5 + 3; // five batches, then the validation, of which blocks are left
        Assert.That(trainer.Run(null, source.Token).End, Is.EqualTo(TrainingEnd.Cancelled));
        Assert.That((trainer.State.Epoch, trainer.State.Batch, calls), Is.EqualTo((0, 5, wanted)));
        Assert.That(trainer.Run().History.Validation, Is.EqualTo(uncut.History.Validation));
        Assert.That(part.Weights.All.ToArray(), Is.EqualTo(whole.Weights.All.ToArray()));
    }

    private static Network<double> Network() => Network<double>.Create(2, [128, 128], 1, Activation.Tanh, seed: 3);
}
