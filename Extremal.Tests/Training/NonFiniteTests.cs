using Extremal.Data;
using Extremal.Memory;
using Extremal.Networks;
using Extremal.Optimization;
using Extremal.Results;
using Extremal.Training;

namespace Extremal.Tests.Training;

public sealed class NonFiniteTests
{
    private static Samples<double> WithTarget(Samples<double> samples, int row, double value)
    {
        double[] targets = SmallProblem.Numbers(samples.Targets);
        targets[row] = value;
        return new Samples<double>(samples.Inputs, Slice<double>.Copy(targets, samples.Targets.Shape));
    }

    [TestCase(double.NaN)]
    [TestCase(double.PositiveInfinity)]
    [TestCase(1e200)]
    public void A_target_that_breaks_the_loss_stops_the_run_at_its_step(double target)
    {
        const ulong seed = 4;
        const int row = 17;
        var options = new TrainingOptions { BatchSize = 4, Epochs = 3, Seed = seed };
        var batches = new Batches(30, 4, seed);
        int at = Enumerable.Range(0, batches.Count).First(batch => batches.RowsOf(0, batch).Contains(row));
        Assert.That(at, Is.GreaterThan(0));
        Samples<double> samples = SmallProblem.Samples(30, 4);

        Network<double> broken = SmallProblem.Network(), whole = SmallProblem.Network();
        TrainingOutcome outcome = new Trainer<double>(broken, WithTarget(samples, row, target), null, options).Run();
        Assert.That((outcome.End, outcome.Steps), Is.EqualTo((TrainingEnd.NonFinite, (long)at)));

        // The weights are those of the steps before, to the bit.
        using var source = new CancellationTokenSource();
        int calls = 0;
        var watched = new WatchedLoss(() => { if (++calls == at + 1) { source.Cancel(); } });
        outcome = new Trainer<double>(whole, samples, null, options with { Loss = watched }).Run(null, source.Token);
        Assert.That(outcome.Steps, Is.EqualTo(at));
        Assert.That(broken.Weights.All.ToArray(), Is.EqualTo(whole.Weights.All.ToArray()));
    }

    [Test]
    public void Steps_that_are_far_too_long_stop_the_run_with_finite_weights(
        [Values(1e3, 1e30, 1e200, 1.7e308)] double rate, [Values("sgd", "momentum", "nesterov", "rmsprop", "adam", "adamw")] string rule)
    {
        Network<double> network = Network<double>.Create(2, [], 1, Activation.Identity, 1);
        var options = new TrainingOptions
        {
            Optimizer = Optimizer.Parse(rule).WithRate(rate),
            Schedule = Schedule.Constant,
            BatchSize = 4,
            Epochs = 300
        };
        Samples<double> samples = SmallProblem.Samples(30, 4);
        var trainer = new Trainer<double>(network, samples, SmallProblem.Samples(5, 5), options with { KeepBest = false, Patience = null });
        TrainingOutcome outcome = trainer.Run();
        Assert.That(network.Weights.All.ToArray(), Has.All.Matches<double>(double.IsFinite));
        Assert.That(SmallProblem.Numbers(trainer.State.Last), Is.EqualTo(network.Weights.All.ToArray()));
        if (rule == "sgd" || rate > 1e160)
        {
            Assert.That(outcome.End, Is.EqualTo(TrainingEnd.NonFinite));
            Assert.That(outcome.Steps, Is.InRange(rate < 1e4 ? 2 : 0, 300 * 8));
            Assert.That(outcome.Steps / 8, Is.EqualTo(outcome.History.Training.Count), "the step lies in the epoch under way");
        }
    }

    [Test]
    public void A_step_to_infinity_is_taken_back_and_is_the_one_that_is_named()
    {
        var network = new Network<double>(2, new Layer(1, Activation.Identity));
        network.Weights.All.Fill(1);
        var options = new TrainingOptions { Optimizer = Optimizer.Sgd(1e308), Schedule = Schedule.Constant, BatchSize = 30 };
        Samples<double> samples = SmallProblem.Samples(30, 4);
        foreach (ref double target in samples.Targets.Span)
        {
            target = -1000;
        }

        TrainingOutcome outcome = new Trainer<double>(network, samples, null, options).Run();
        Assert.That((outcome.End, outcome.Steps), Is.EqualTo((TrainingEnd.NonFinite, 0L)));
        Assert.That(network.Weights.All.ToArray(), Is.All.EqualTo(1));
    }

    [TestCase(double.NaN)]
    [TestCase(1e200)]
    public void A_validation_loss_that_is_not_finite_stops_the_run_too(double target)
    {
        Network<double> network = SmallProblem.Network();
        var options = new TrainingOptions { BatchSize = 4, Epochs = 20 };
        TrainingOutcome outcome = new Trainer<double>(
            network, SmallProblem.Samples(30, 4), WithTarget(SmallProblem.Samples(10, 5), 3, target), options).Run();
        Assert.That((outcome.End, outcome.Steps), Is.EqualTo((TrainingEnd.NonFinite, 8L)));
        Assert.That(outcome.History.BestEpoch, Is.EqualTo(-1), "NaN is not the best");
        Assert.That(network.Weights.All.ToArray(), Has.All.Matches<double>(double.IsFinite));
    }

    [Test]
    public void The_best_weights_survive_a_run_that_breaks_later()
    {
        Network<double> network = Network<double>.Create(2, [], 1, Activation.Identity, 1);
        Samples<double> validation = SmallProblem.Samples(10, 5);
        var options = new TrainingOptions
        {
            Optimizer = Optimizer.Sgd(4),
            Schedule = Schedule.Constant,
            BatchSize = 30,
            Epochs = 5000,
            Patience = null
        };
        TrainingOutcome outcome = new Trainer<double>(network, SmallProblem.Samples(30, 4), validation, options).Run();
        Assert.That(outcome.End, Is.EqualTo(TrainingEnd.NonFinite));
        Assert.That(SmallProblem.MeanSquaredError(network, validation),
            Is.EqualTo(outcome.History.Validation[outcome.History.BestEpoch]).Within(1e-12));
        Assert.That(outcome.History.Validation[outcome.History.BestEpoch], Is.EqualTo(outcome.History.Validation.Min()));
    }
}
