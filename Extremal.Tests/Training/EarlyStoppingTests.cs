using Extremal.Autodiff;
using Extremal.Memory;
using Extremal.Networks;
using Extremal.Optimization;
using Extremal.Results;
using Extremal.Training;

namespace Extremal.Tests.Training;

public sealed class EarlyStoppingTests
{
    private static readonly Samples<double> Few = SmallProblem.Samples(8, 11), Held = SmallProblem.Samples(40, 12);

    // Few rows and a fast rule: the validation loss falls and then rises.
    private static readonly TrainingOptions Fast = new()
    {
        Optimizer = Optimizer.Adam(0.05),
        Schedule = Schedule.Constant,
        BatchSize = 4,
        Epochs = 200,
        Patience = null,
    };

    private static (Network<double> Network, TrainingOutcome Outcome, Trainer<double> Trainer) Run(
        TrainingOptions options, Samples<double>? validation, IProgress<TrainingProgress>? progress = null,
            CancellationToken token = default)
    {
        Network<double> network = SmallProblem.Network();
        var trainer = new Trainer<double>(network, Few, validation, options);
        return (network, trainer.Run(progress, token), trainer);
    }

    [Test]
    public void The_best_weights_are_returned_unless_the_last_are_wanted()
    {
        var best = Run(Fast, Held);
        var last = Run(Fast with { KeepBest = false }, Held);
        History history = best.Outcome.History;
        int argmin = Enumerable.Range(0, history.Validation.Count).MinBy(epoch => history.Validation[epoch]);
        Assert.That(history.BestEpoch, Is.EqualTo(argmin).And.LessThan(199), "a run that gets worse again");
        Assert.That(last.Outcome.History.Validation, Is.EqualTo(history.Validation));
        Assert.That(SmallProblem.MeanSquaredError(best.Network, Held), Is.EqualTo(history.Validation[argmin]).Within(1e-13));
        Assert.That(SmallProblem.MeanSquaredError(last.Network, Held), Is.EqualTo(history.Validation[^1]).Within(1e-13));
    }

    [Test]
    public void Patience_ends_the_run_that_many_epochs_after_the_best()
    {
        History all = Run(Fast, Held).Outcome.History;
        foreach (int patience in (int[])[1, 5])
        {
            var run = Run(Fast with { Patience = patience }, Held);
            History history = run.Outcome.History;
            Assert.That(run.Outcome.End, Is.EqualTo(TrainingEnd.EarlyStopped));
            Assert.That(history.Training, Has.Count.EqualTo(history.BestEpoch + 1 + patience).And.Count.EqualTo(history.Validation.Count));
            Assert.That(history.Training, Is.EqualTo(all.Training.Take(history.Training.Count)));
            Assert.That(SmallProblem.MeanSquaredError(run.Network, Held), Is.EqualTo(history.Validation.Min()).Within(1e-13));
            Assert.That(run.Outcome.Steps, Is.EqualTo(2 * history.Training.Count));
        }
    }

    [Test]
    public void Without_validation_there_is_no_early_stop_and_no_second_curve()
    {
        var run = Run(Fast with { Epochs = 30, Patience = 1, Optimizer = Optimizer.Adam(0.5) }, null);
        Assert.That(run.Outcome.End, Is.EqualTo(TrainingEnd.Completed));
        Assert.That((run.Outcome.History.Training.Count, run.Outcome.History.Validation.Count), Is.EqualTo((30, 0)));
        Assert.That(run.Outcome.History.BestEpoch, Is.EqualTo(Enumerable.Range(0, 30).MinBy(epoch => run.Outcome.History.Training[epoch])));
    }

    [Test]
    public void Progress_comes_once_an_epoch_in_order()
    {
        var listener = new Listener<TrainingProgress>();
        History history = Run(Fast with { Epochs = 25 }, Held, listener).Outcome.History;
        Assert.That(listener.Heard.Select(p => p.Epoch), Is.EqualTo(Enumerable.Range(1, 25)));
        Assert.That(listener.Heard.Select(p => p.Epochs), Is.All.EqualTo(25));
        Assert.That(listener.Heard.Select(p => p.TrainingLoss), Is.EqualTo(history.Training));
        Assert.That(listener.Heard.Select(p => p.ValidationLoss!.Value), Is.EqualTo(history.Validation));
        Assert.That(listener.Heard.Select(p => p.BestEpoch),
            Is.EqualTo(Enumerable.Range(1, 25).Select(n => Enumerable.Range(0, n).MinBy(epoch => history.Validation[epoch]))));
        var alone = new Listener<TrainingProgress>();
        _ = Run(Fast with { Epochs = 2 }, null, alone);
        Assert.That(alone.Heard.Select(p => p.ValidationLoss), Is.All.Null);
    }

    [Test]
    public void Cancelling_leaves_the_best_so_far_and_a_state()
    {
        using var source = new CancellationTokenSource();
        var listener = new Listener<TrainingProgress>(p => { if (p.Epoch == 60) { source.Cancel(); } });
        var run = Run(Fast, Held, listener, source.Token);
        Assert.That(run.Outcome.End, Is.EqualTo(TrainingEnd.Cancelled));
        Assert.That(run.Outcome.Steps, Is.EqualTo(120));
        Assert.That((run.Trainer.State.Epoch, run.Trainer.State.Batch, run.Trainer.State.Steps), Is.EqualTo((60, 0, 120L)));
        Assert.That(run.Outcome.History.Validation, Has.Count.EqualTo(60));
        Assert.That(SmallProblem.MeanSquaredError(run.Network, Held), Is.EqualTo(run.Outcome.History.Validation.Min()).Within(1e-13));
    }

    [Test]
    public void A_cancelled_token_ends_the_run_before_the_first_step()
    {
        var run = Run(Fast, Held, null, new CancellationToken(true));
        Assert.That((run.Outcome.End, run.Outcome.Steps, run.Outcome.History.BestEpoch), Is.EqualTo((TrainingEnd.Cancelled, 0L, -1)));
        Assert.That(run.Network.Weights.All.ToArray(), Is.EqualTo(SmallProblem.Network().Weights.All.ToArray()));
    }

    [Test]
    public void Cancelling_amid_an_epoch_ends_it_after_the_step_under_way()
    {
        using var source = new CancellationTokenSource();
        int calls = 0, wanted = int.MaxValue;
        var loss = new WatchedLoss(() => { if (++calls == wanted) { source.Cancel(); } });
        Network<double> network = SmallProblem.Network();
        var trainer = new Trainer<double>(network, SmallProblem.Samples(30, 4), null, Fast with { Loss = loss });
        wanted = calls + 8 + 3; // an epoch of eight batches, then the third of the second
        TrainingOutcome outcome = trainer.Run(null, source.Token);
        Assert.That((outcome.End, outcome.Steps), Is.EqualTo((TrainingEnd.Cancelled, 11L)));
        Assert.That((trainer.State.Epoch, trainer.State.Batch), Is.EqualTo((1, 3)));
        Assert.That(outcome.History.Training, Has.Count.EqualTo(1));
    }

    [Test]
    public void A_listener_that_throws_leaves_a_whole_network()
    {
        Network<double> network = SmallProblem.Network();
        var trainer = new Trainer<double>(network, Few, Held, Fast);
        var listener = new Listener<TrainingProgress>(p => { if (p.Epoch == 3) { throw new TimeoutException("the listener's own"); } });
        Assert.Throws<TimeoutException>(() => trainer.Run(listener));
        Assert.That(network.Weights.All.ToArray(), Has.All.Matches<double>(double.IsFinite));
    }
}
