using Extremal.Autodiff;
using Extremal.Data;
using Extremal.Extrema;
using Extremal.Networks;
using Extremal.Optimization;
using Extremal.Problems;
using Extremal.Results;
using Extremal.Tests.Training;
using Extremal.Training;

namespace Extremal.Tests;

public sealed class RegressorTrainTests
{
    private static double RootMeanSquare(Regressor regressor, Dataset data, int output = 0)
    {
        double sum = 0;
        double[] predicted = regressor.PredictAll(data.Inputs.Span.ToArray());
        for (int i = 0; i < data.RowCount; i++)
        {
            double error = predicted[i * data.TargetColumns.Count + output] - data.Targets[i, output];
            sum += error * error;
        }

        return Math.Sqrt(sum / data.RowCount);
    }

    [Test]
    public void A_simple_process_is_learnt()
    {
        Dataset fresh = RegressorData.Process(200, 1, 99);
        Regressor regressor = RegressorData.Trained;
        Assert.That(RootMeanSquare(regressor, fresh), Is.LessThan(0.1 * fresh.TargetColumns[0].StandardDeviation));
        Assert.That(regressor.Training!.History.Validation,
            Has.Count.EqualTo(regressor.Training.History.Training.Count).And.Count.GreaterThan(0));
        Assert.That(regressor.ToString(), Does.StartWith("3-12-1 tanh").And.Contain("pressure").And.Contain("yield"));
        Assert.That(regressor.Summary.RowCount, Is.EqualTo(250));
        Assert.That(regressor.TrainingData!.RowCount, Is.EqualTo(250));
    }

    [Test]
    public void Several_outputs_are_learnt_each_in_its_unit()
    {
        Dataset data = RegressorData.Process(250, 2), fresh = RegressorData.Process(200, 2, 99);
        Regressor regressor = Regressor.Train(data, RegressorData.Quick);
        Assert.That(RootMeanSquare(regressor, fresh), Is.LessThan(0.15 * fresh.TargetColumns[0].StandardDeviation));
        Assert.That(RootMeanSquare(regressor, fresh, 1), Is.LessThan(0.15 * fresh.TargetColumns[1].StandardDeviation));
        Extremum least = regressor.Minimize(output: 1);
        Assert.That(least.Value, Is.EqualTo(RegressorData.Truth(1e5, 350, 0, 1)).Within(0.4 * fresh.TargetColumns[1].StandardDeviation),
            "in a corner that the data hardly reach");
        Assert.That(least.Target.Name, Is.EqualTo("loss\\rate"));
    }

    [Test]
    public void The_same_seed_gives_the_same_bits_and_another_one_others()
    {
        TrainingOptions few = RegressorData.Quick with { Epochs = 3 };
        double[] Weights(TrainingOptions options) =>
            Regressor.Train(RegressorData.Process(40), options).Surrogate.Network.Weights.All.ToArray();
        double[] one = Weights(few), same = Weights(few), other = Weights(few with { Seed = 5 });
        Assert.That(same, Is.EqualTo(one));
        Assert.That(other, Is.Not.EqualTo(one));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void The_rows_or_groups_held_back_are_the_ones_judged_by(bool grouped)
    {
        // Rows of one group are near each other; the validation loss has to be that of the part which the data themselves split off.
        Dataset data = RegressorData.Process(60);
        data = grouped ? data.WithGroups([.. Enumerable.Range(0, 60).Select(i => i / 4)]) : data;
        TrainingOptions options = RegressorData.Quick with { Epochs = 15, Validation = 0.3, Seed = 6 };
        Regressor regressor = Regressor.Train(data, options);
        (Dataset rest, Dataset held) = grouped ? data.SplitGroups(0.3, 6) : data.SplitRows(0.3, 6);
        History history = regressor.Training!.History;
        double error = RootMeanSquare(regressor, held) / data.TargetColumns[0].StandardDeviation;
        Assert.That(history.Validation[history.BestEpoch], Is.EqualTo(error * error).Within(1e-12));
        Assert.That(RootMeanSquare(regressor, rest) / data.TargetColumns[0].StandardDeviation, Is.Not.EqualTo(error).Within(1e-6));
        Assert.That(regressor.Training.Steps, Is.EqualTo(15 * ((rest.RowCount - 1) / 32 + 1)), "the others alone are trained on");
    }

    [Test]
    public void Weights_change_what_counts_but_not_by_their_unit()
    {
        double[] weights = [.. Enumerable.Range(0, 40).Select(i => i % 2 == 0 ? 1 : 0.0)];
        TrainingOptions options = RegressorData.Quick with { Epochs = 30, Validation = 0 };
        Dataset data = RegressorData.Process(40);
        double[] Trained(double[] given) => Regressor.Train(data.WithWeights(given), options).PredictAll(RegressorData.Points(5, 1));
        double[] one = Trained(weights), thousand = Trained([.. weights.Select(w => 1024 * w)]),
            plain = Trained([.. weights.Select(_ => 3.0)]);
        Assert.That(thousand, Is.EqualTo(one));
        Assert.That(one, Is.Not.EqualTo(plain).Within(1e-3));
        Assert.That(plain, Is.EqualTo(Trained([])).Within(1e-9));
    }

    /// <summary>Cancelled before the first step, or ended at it: the network is as it was drawn, and nothing is promised of it.</summary>
    [Test]
    public void A_model_that_was_not_trained_at_all_promises_no_interval_and_says_so([Values(1, 4)] int members)
    {
        Dataset data = RegressorData.Process(60);
        TrainingOptions options = RegressorData.Quick with { Epochs = 3, Members = members };
        Regressor none = Regressor.Train(data, options, cancellation: new CancellationToken(true));
        Regressor trained = Regressor.Train(data, options);
        Assert.That((none.Training!.Steps, none.IsTrained, trained.IsTrained), Is.EqualTo((0, false, true)));
        double[] point = data.Inputs.Row(0).ToArray();
        Assert.That((none.PredictInterval(point), none.Residuals), Is.EqualTo(((PredictionInterval?)null, (Residuals?)null)));
        Assert.That(trained.PredictInterval(point), Is.Not.Null);
        Extremum answer = none.Maximize();
        Assert.That((answer.Expected, answer.IsTrained), Is.EqualTo(((PredictionInterval?)null, false)));
        Assert.That(answer.ToString(), Does.Contain("UNTRAINED"));
        Assert.That(trained.Maximize().ToString(), Does.Not.Contain("UNTRAINED"));
        Assert.That(none.ToString(), Does.EndWith(", untrained"));
        Assert.That(trained.ToString(), Does.Not.Contain("untrained"));

        Regressor loaded = Regressor.Load(new MemoryStream(none.Bytes()));
        Assert.That((loaded.IsTrained, loaded.Maximize().IsTrained), Is.EqualTo((false, false)), "a file keeps it");
        Assert.That(() => loaded.Calibrate(Regressor.Assess(data, options)), Throws.InvalidOperationException.With.Message.Contains("untrained"));
    }

    [Test]
    public void What_was_trained_before_it_was_cancelled_counts()
    {
        Dataset data = RegressorData.Process(60);
        TrainingOptions options = RegressorData.Quick with { Epochs = 6 };
        using var source = new CancellationTokenSource();
        Regressor part = Regressor.Train(data, options, new Listener<TrainingProgress>(_ => source.Cancel()), source.Token);
        Regressor again = Regressor.Train(data, options, cancellation: new CancellationToken(true), state: part.State);
        Assert.That((part.IsTrained, again.IsTrained, again.Training!.Steps), Is.EqualTo((true, true, part.Training!.Steps)));
        Regressor ended = Regressor.Train(data, options with { Optimizer = Optimizer.Sgd(1e300), L2 = 1e100 });
        Assert.That((ended.Training!.End, ended.Training.Steps, ended.IsTrained), Is.EqualTo((TrainingEnd.NonFinite, 0, false)));
    }

    [Test]
    public void A_loss_of_the_users_own_is_what_is_trained()
    {
        int calls = 0;
        var loss = new WatchedLoss(() => calls++);
        TrainingOptions options = RegressorData.Quick with { Epochs = 10 };
        Regressor own = Regressor.Train(RegressorData.Process(60), options with { Loss = loss });
        Regressor built = Regressor.Train(RegressorData.Process(60), options);
        Assert.That(calls, Is.GreaterThan(20));
        Assert.That(own.PredictAll(RegressorData.Points(5, 1)), Is.EqualTo(built.PredictAll(RegressorData.Points(5, 1))).Within(1e-9),
            "it is the same function");
    }

    [Test]
    public void A_loss_with_a_logarithm_sees_the_targets_in_their_unit()
    {
        Dataset data = RegressorData.Process(100);
        Regressor regressor = Regressor.Train(data,
            RegressorData.Quick with
            {
                Loss = Loss.MeanSquaredLogarithmicError,
                Activation = Activation.Softplus,
                Epochs = 1,
                Validation = 0
            });
        Assert.That(regressor.Surrogate.OutputScaling.Shifts.ToArray(), Is.EqualTo(new double[] { 0 }));
        Assert.That(regressor.Surrogate.OutputScaling.Scales.ToArray(), Is.EqualTo(new double[] { 1 }));
        Assert.That(Loss.MeanSquaredLogarithmicError.MeansUnits && !Loss.MeanSquaredError.MeansUnits);
    }

    [Test]
    public void A_constant_input_is_borne()
    {
        double[,] inputs = new double[20, 2];
        double[] targets = new double[20];
        for (int i = 0; i < 20; i++)
        {
            (inputs[i, 0], inputs[i, 1], targets[i]) = (i, 7, 2 * i);
        }

        Regressor regressor = Regressor.Train(Dataset.Create(inputs, targets), RegressorData.Quick with { Hidden = [], Epochs = 30 });
        Extremum most = regressor.Maximize();
        Assert.That(most.Point, Is.EqualTo(new double[] { 19, 7 }));
        Assert.That(most.BoundStates, Is.EqualTo(new[] { BoundState.AtUpper, BoundState.Fixed }));
    }

    [Test]
    public void Cancelled_training_goes_on_from_its_state()
    {
        Dataset data = RegressorData.Process(50);
        TrainingOptions options = RegressorData.Quick with { Epochs = 12, Patience = null };
        Regressor whole = Regressor.Train(data, options);
        using var source = new CancellationTokenSource();
        Regressor part = Regressor.Train(data, options, new Listener<TrainingProgress>(p => { if (p.Epoch == 5) { source.Cancel(); } }),
            source.Token);
        Assert.That((part.Training!.End, part.State!.Epoch), Is.EqualTo((TrainingEnd.Cancelled, 5)));
        using var stream = new MemoryStream();
        part.State.Save(stream);
        stream.Position = 0;
        Regressor rest = Regressor.Train(data, options, state: TrainingState<double>.Load(stream));
        Assert.That(rest.Surrogate.Network.Weights.All.ToArray(), Is.EqualTo(whole.Surrogate.Network.Weights.All.ToArray()));
        Assert.That(rest.Training!.History.Validation, Is.EqualTo(whole.Training!.History.Validation));
        Assert.That(double.IsFinite(part.Predict(1, 2, 3)), "it can be used at once");
    }

    [Test]
    public void Questions_go_through_the_front_door()
    {
        Regressor regressor = RegressorData.Trained;
        Domain domain = regressor.Domain.Fix("heat", 333.3);
        Extremum most = regressor.Maximize(domain), least = regressor.Minimize(domain), reached = regressor.FindTarget(55, domain);
        Assert.That(most.Point[1], Is.EqualTo(333.3));
        Assert.That(most.Value, Is.EqualTo(RegressorData.Truth(Math.PI / 2 * 40_000, 333.3, 0)).Within(3));
        Assert.That(least.Value, Is.LessThan(reached.Value).And.LessThan(most.Value));
        Assert.That(reached.Value, Is.EqualTo(55).Within(1e-3));
        Assert.That(most.Value, Is.EqualTo(regressor.Predict([.. most.Point])));
        Assert.That(most.Gradient, Is.EqualTo(regressor.Gradient([.. most.Point])));
        Extremum paper = regressor.Extremize(PaperLosses.Maximization() + PaperLosses.Extrapolation(), regressor.Domain.Unbounded());
        Assert.That(paper.IsFeasible);
        Assert.That(most.ToString(), Does.Contain("yield = ").And.Contain("pressure").And.Contain("333.3  fixed").And.Contain("Pa"));
    }

    [Test]
    public void Mistakes_are_refused()
    {
        Dataset data = RegressorData.Process(10);
        Assert.Throws<ArgumentNullException>(() => Regressor.Train(null!));
        Assert.That(() => Regressor.Train(data, new TrainingOptions { Epochs = 0 }),
            Throws.ArgumentException.With.Message.Contains("Epochs"));
        var batches = new TrainingOptions { Method = TrainingMethod.Batches };
        Assert.That(() => Regressor.Train(RegressorData.Process(1)), Throws.ArgumentException.With.Message.Contains("two rows"));
        Assert.That(() => Regressor.Train(RegressorData.Process(1), batches), Throws.ArgumentException.With.Message.Contains("two row"));
        Assert.That(
            () => Regressor.Train(data.WithGroups([.. new int[10]]), batches), Throws.ArgumentException.With.Message.Contains("two group"));
        Assert.That(
            () => Regressor.Train(data, new TrainingOptions { Method = TrainingMethod.Evidence, Loss = Loss.MeanAbsoluteError }),
            Throws.ArgumentException.With.Message.Contains("squared error"));
        Regressor trained = Regressor.Train(data, RegressorData.Quick with { Epochs = 1 });
        Assert.That(() => Regressor.Train(data, RegressorData.Quick with { Hidden = [3] }, state: trained.State),
            Throws.ArgumentException.With.Message.Contains("state"));
        Assert.That(() => trained.Maximize(output: 1), Throws.InstanceOf<ArgumentException>());
        Assert.That(() => trained.Maximize(output: -1), Throws.InstanceOf<ArgumentException>());
        Assert.That(() => trained.FindTarget(double.NaN), Throws.InstanceOf<ArgumentException>());
        Assert.That(() => trained.Maximize(RegressorData.TrainedTwo.Domain.Range("pressure", 5, 4)),
            Throws.InstanceOf<ArgumentException>());
    }
}
