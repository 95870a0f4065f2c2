using System.Diagnostics;
using Extremal.Autodiff;
using Extremal.Data;
using Extremal.Networks;
using Extremal.Optimization;
using Extremal.Results;
using Extremal.Training;

namespace Extremal.Tests.Training;

/// <summary>Training by L-BFGS on all rows at once.</summary>
[NonParallelizable]
internal sealed class FullBatchTests
{
    private static readonly TrainingOptions Options = new() { LbfgsMemory = 10, Epochs = 300, Patience = null };

    /// <summary>Without noise: what Adam reaches in as many passes over the rows is far above.</summary>
    [Test]
    public void It_goes_deeper_than_Adam_in_less_time()
    {
        Samples<double> samples = SmallProblem.Samples(200, 1);
        (double loss, TimeSpan time) = Timed(samples, Options);
        TrainingOptions others = Options with { LbfgsMemory = null, Optimizer = Optimizer.Adam(0.005), Epochs = 1000 };
        (double adam, TimeSpan adamTime) = Timed(samples, others);
        TestContext.Out.WriteLine(FormattableString.Invariant(
            $"L-BFGS {loss:E2} in {time.TotalMilliseconds:F1} ms, Adam {adam:E2} in {adamTime.TotalMilliseconds:F1} ms"));
        Assert.That(loss, Is.LessThan(0.1 * adam));
        Assert.That(time, Is.LessThan(adamTime));
    }

    private static (double Loss, TimeSpan Time) Timed(Samples<double> samples, TrainingOptions options)
    {
        (double loss, TimeSpan least) = (0, TimeSpan.MaxValue);
        for (int round = 0; round < 2; round++)
        {
            Network<double> network = SmallProblem.Network();
            var trainer = new Trainer<double>(network, samples, null, options);
            long began = Stopwatch.GetTimestamp();
            trainer.Run();
            TimeSpan time = Stopwatch.GetElapsedTime(began);
            (loss, least) = (SmallProblem.MeanSquaredError(network, samples), time < least ? time : least);
        }

        return (loss, least);
    }

    [TestCase(0.0, false)]
    [TestCase(0.01, true)]
    public void The_curve_falls_and_tells_the_loss_of_the_weights_without_the_penalty(double l2, bool weighted)
    {
        double[] weights = [.. Enumerable.Range(0, 40).Select(i => 0.5 + i % 3)];
        Samples<double> samples = SmallProblem.Samples(40, 1, weighted ? weights : null);
        Network<double> network = SmallProblem.Network();
        TrainingOutcome outcome = new Trainer<double>(network, samples, null, Options with { L2 = l2, Epochs = 30 }).Run();
        IReadOnlyList<double> losses = outcome.History.Training;
        Assert.That((outcome.End, outcome.Steps, losses.Count), Is.EqualTo((TrainingEnd.Completed, 30L, 30)));
        Assert.That(losses[^1], Is.EqualTo(SmallProblem.MeanSquaredError(network, samples)).Within(1e-12));
        Assert.That(losses[^1], Is.LessThan(0.1 * losses[0]));
        Assert.That(l2 > 0 || losses.Zip(losses.Skip(1), (a, b) => b <= a).All(falls => falls));
    }

    /// <summary>A linear model has one minimum, and is soon there: the gradient of loss and penalty vanishes.</summary>
    [Test]
    public void A_minimum_ends_it()
    {
        Samples<double> samples = SmallProblem.Samples(40, 1);
        var network = Network<double>.Create(2, [], 1, Activation.Tanh, 3);
        TrainingOutcome outcome = new Trainer<double>(network, samples, null, Options with { L2 = 0.3 }).Run();
        Assert.That(outcome.End, Is.EqualTo(TrainingEnd.Converged));
        Assert.That(outcome.Steps, Is.LessThan(20).And.EqualTo(outcome.History.Training.Count));
        double least = Objective(network, samples);
        for (int i = 0; i < 3; i++)
        {
            foreach (double off in new[] { -1e-4, 1e-4 })
            {
                network.Weights.All[i] += off;
                Assert.That(Objective(network, samples), Is.GreaterThan(least));
                network.Weights.All[i] -= off;
            }
        }
    }

    private static double Objective(Network<double> network, Samples<double> samples) =>
        SmallProblem.MeanSquaredError(network, samples) + 0.15 * network.Layers[0].Weight.Span.ToArray().Sum(w => w * w);

    [Test]
    public void Patience_and_the_best_weights_are_those_of_the_validation()
    {
        Samples<double> samples = SmallProblem.Samples(12, 1), validation = SmallProblem.Samples(40, 2);
        Network<double> network = SmallProblem.Network();
        TrainingOutcome outcome = new Trainer<double>(network, samples, validation, Options with { Patience = 15 }).Run();
        Assert.That(outcome.End, Is.EqualTo(TrainingEnd.EarlyStopped));
        Assert.That(outcome.History.Training.Count, Is.EqualTo(outcome.History.BestEpoch + 16));
        Assert.That(SmallProblem.MeanSquaredError(network, validation), Is.EqualTo(outcome.History.Validation.Min()).Within(1e-13));
    }

    /// <summary>Cancelled anywhere, within a line search too, the network holds the last good weights, and the same trainer goes
    /// on.</summary>
    [Test]
    public void Cancelling_and_going_on_is_as_if_nothing_had_happened()
    {
        Samples<double> samples = SmallProblem.Samples(40, 1);
        Network<double> whole = SmallProblem.Network(), part = SmallProblem.Network();
        var uncut = new Trainer<double>(whole, samples, null, Options with { Epochs = 40 });
        uncut.Run();
        using var source = new CancellationTokenSource();
        var trainer = new Trainer<double>(part, samples, null, Options with { Epochs = 40 });
        var listener = new Listener<TrainingProgress>(progress =>
        {
            if (progress.Epoch == 7)
            {
                source.Cancel();
            }
        });
        TrainingOutcome outcome = trainer.Run(listener, source.Token);
        Assert.That((outcome.End, outcome.Steps, listener.Heard.Count), Is.EqualTo((TrainingEnd.Cancelled, 7L, 7)));
        Assert.That(SmallProblem.MeanSquaredError(part, samples), Is.EqualTo(outcome.History.Training[^1]).Within(1e-13));
        Assert.That(trainer.Run().End, Is.EqualTo(TrainingEnd.Completed));
        Assert.That(part.Weights.All.ToArray(), Is.EqualTo(whole.Weights.All.ToArray()));
        Assert.That(trainer.State.History.Training, Is.EqualTo(uncut.State.History.Training));
    }

    /// <summary>At each of the first evaluations, many of them trial steps that are not taken.</summary>
    [Test]
    public void Cancelling_within_a_line_search_leaves_the_last_step_taken([Range(1, 40)] int at)
    {
        Samples<double> samples = SmallProblem.Samples(40, 1);
        Network<double> network = SmallProblem.Network();
        using var source = new CancellationTokenSource();
        int calls = 0;
        var loss = new WatchedLoss(() => { if (++calls == at) { source.Cancel(); } });
        var trainer = new Trainer<double>(network, samples, null, Options with { Loss = loss });
        double before = SmallProblem.MeanSquaredError(network, samples);
        TrainingOutcome outcome = trainer.Run(null, source.Token);
        Assert.That(outcome.End, Is.EqualTo(TrainingEnd.Cancelled));
        double reached = outcome.Steps == 0 ? before : outcome.History.Training[^1];
        Assert.That(SmallProblem.MeanSquaredError(network, samples), Is.EqualTo(reached).Within(1e-13));
        Assert.That(network.Weights.All.ToArray(), Is.EqualTo(SmallProblem.Numbers(trainer.State.Last)));
    }

    [Test]
    public void A_loss_that_is_not_finite_ends_it_with_finite_weights()
    {
        Samples<double> samples = SmallProblem.Samples(12, 1);
        samples.Targets.Span[5] = double.NaN;
        Network<double> network = SmallProblem.Network();
        double[] before = network.Weights.All.ToArray();
        TrainingOutcome outcome = new Trainer<double>(network, samples, null, Options).Run();
        Assert.That((outcome.End, outcome.Steps), Is.EqualTo((TrainingEnd.NonFinite, 0L)));
        Assert.That(network.Weights.All.ToArray(), Is.EqualTo(before));
    }

    [Test]
    public void Going_on_from_a_state_is_refused_both_ways()
    {
        Samples<double> samples = SmallProblem.Samples(12, 1);
        var trainer = new Trainer<double>(SmallProblem.Network(), samples, null, Options with { Epochs = 3 });
        trainer.Run();
        Assert.That(() => new Trainer<double>(SmallProblem.Network(), samples, null, Options, trainer.State),
            Throws.ArgumentException.With.Message.Contains("L-BFGS"));
        Assert.That(() => new Trainer<double>(SmallProblem.Network(), samples, null, Options with { LbfgsMemory = null }, trainer.State),
            Throws.ArgumentException);
    }

    [Test]
    public void The_front_door_takes_it()
    {
        double[,] inputs = new double[60, 2], targets = new double[60, 1];
        Samples<double> samples = SmallProblem.Samples(60, 4);
        for (int i = 0; i < 60; i++)
        {
            (inputs[i, 0], inputs[i, 1]) = (samples.Inputs.Span[2 * i], samples.Inputs.Span[2 * i + 1]);
            targets[i, 0] = samples.Targets.Span[i];
        }

        Regressor model = Regressor.Train(
            Dataset.Create(inputs, targets), new TrainingOptions { Hidden = [8], LbfgsMemory = 10, Epochs = 200, Validation = 0 });
        Assert.That(model.Training!.History.Training[^1], Is.LessThan(1e-4));
    }
}
