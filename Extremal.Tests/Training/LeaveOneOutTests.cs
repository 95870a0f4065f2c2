using Extremal.Formats;
using Extremal.Memory;
using Extremal.Networks;
using Extremal.Optimization;
using Extremal.Tests.Formats;
using Extremal.Training;

namespace Extremal.Tests.Training;

/// <summary>Each validation row is judged after the epoch that the other rows choose, of all that were gone through.</summary>
public sealed class LeaveOneOutTests
{
    private static readonly TrainingOptions Options = new() { BatchSize = 5, Epochs = 40, Patience = null, Optimizer = Optimizer.Adam(0.1) };

    private static readonly Samples<double> Rows = SmallProblem.Samples(22, 1);

    private static Samples<double> Held(int[] units, double[]? weights = null)
    {
        Samples<double> held = SmallProblem.Samples(units.Length, 2, weights);
        var noise = new Random(3);
        foreach (ref double target in held.Targets.Span)
        {
            target += 4 * noise.NextDouble() - 2; // so that the rows do not agree on an epoch
        }

        return new Samples<double>(held.Inputs, held.Targets, held.Weights) { Units = units };
    }

    /// <summary>After each epoch what the network says of the rows, and how far off it is, by plain loops.</summary>
    private static (double[][] Said, double[][] Losses, TrainingState<double> State) Run(Samples<double> held)
    {
        var (said, losses) = (new List<double[]>(), new List<double[]>());
        Network<double> network = SmallProblem.Network();
        var trainer = new Trainer<double>(network, Rows, held, Options);
        _ = trainer.Run(new Listener<TrainingProgress>(_ =>
        {
            double[] outputs = new double[held.Count];
            new Predictor<double>(network).Predict(held.Inputs.Matrix, new Matrix<double>(outputs, held.Targets.Shape));
            said.Add(outputs);
            losses.Add([.. outputs.Select((y, i) => Math.Pow(y - held.Targets.Span[i], 2) * (held.Weights?.Span[i] ?? 1))]);
        }));
        return ([.. said], [.. losses], trainer.State);
    }

    [TestCase(null)]
    [TestCase(new[] { 0, 1, 1, 0, 2, 2, 2, 1, 3 })]
    public void Others_choose_the_epoch(int[]? groups)
    {
        int[] units = groups ?? [.. Enumerable.Range(0, 9)];
        var (said, losses, state) = Run(Held(units, [1, 2, 0, 1, 1, 0.5, 1, 1, 1.5]));
        int[] epochs = new int[9];
        for (int row = 0; row < 9; row++)
        {
            double[] others = [.. losses.Select(of => of.Where((_, other) => units[other] != units[row]).Sum())];
            epochs[row] = Array.IndexOf(others, others.Min());
            Assert.That(state.LeftOut!.Losses[units[row]], Is.EqualTo(others.Min()).Within(1e-12));
            Assert.That(state.LeftOut.Outputs.Span[row], Is.EqualTo(said[epochs[row]][row]), $"row {row}, epoch {epochs[row]}");
        }

        Assert.That(epochs.Distinct().Count(), Is.GreaterThan(1), "the test wants rows that do not agree");
    }

    [Test]
    public void A_great_loss_does_not_drown_the_others()
    {
        var leftOut = new LeaveOneOut<double>(3, new Shape(3, 1));
        leftOut.Add([0, 1, 2], [1e300, 2e-5, 3e-5], [1, 2, 3]);
        leftOut.Add([0, 1, 2], [1e300, 1e-5, 3e-5], [4, 5, 6]);
        Assert.That(leftOut.Losses[0], Is.EqualTo(4e-5).Within(1e-18));
        Assert.That(leftOut.Outputs.Span.ToArray(), Is.EqualTo(new double[] { 4, 2, 3 }));
    }

    [Test]
    public void Where_no_epoch_is_chosen_nothing_is_left_out()
    {
        Trainer<double> Trained(TrainingOptions options, Samples<double>? held) => new(SmallProblem.Network(), Rows, held, options);
        Assert.That(Trained(Options, null).State.LeftOut, Is.Null);
        Assert.That(Trained(Options with { KeepBest = false }, Held([0, 1, 2])).State.LeftOut, Is.Null);
        Assert.That(Trained(Options, Held([0, 1, 2])).State.LeftOut!.IsKnown, Is.False);
    }

    [Test]
    public void A_state_of_other_rows_is_refused_and_an_older_one_chooses_among_the_epochs_to_come()
    {
        Samples<double> held = Held([0, 1, 2, 3, 4, 5]);
        using var stream = new MemoryStream();
        Run(held).State.Save(stream);
        TrainingState<double> Load(EditedFile file) => TrainingState<double>.Load(file.ToStream());
        EditedFile Edit() => new(stream.ToArray());
        Trainer<double> GoOn(TrainingState<double> state, Samples<double> with) =>
            new(SmallProblem.Network(), Rows, with, Options with { Epochs = 41 }, state);

        Assert.That(GoOn(Load(Edit()), held).State.LeftOut!.Losses, Is.EqualTo(Run(held).State.LeftOut!.Losses));
        Assert.That(() => GoOn(Load(Edit()), Held([0, 1, 2, 2, 1, 0])), Throws.ArgumentException.With.Message.Contains("in 6 rows"));
        Assert.That(() => GoOn(Load(Edit()), Held([0, 1, 2])), Throws.ArgumentException.With.Message.Contains("6 × 1"));

        Trainer<double> older = GoOn(Load(Edit().Without("left-out").Without("history.left-out")), held);
        Assert.That(older.State.LeftOut!.IsKnown, Is.False);
        _ = older.Run();
        Assert.That(older.State.LeftOut.IsKnown);
        Assert.That(Assert.Throws<MalformedFileException>(() => Load(Edit().Without("left-out")))?.Location, Does.Contain("left-out"));
        Assert.That(Assert.Throws<MalformedFileException>(() => Load(Edit().Number("history.left-out", 1, double.NaN)))?.Location,
            Does.Contain("history.left-out"));
        Assert.That(Assert.Throws<MalformedFileException>(() => Load(Edit().Number("left-out", 1, double.NegativeInfinity)))?.Location,
            Does.Contain("left-out"));
    }
}
