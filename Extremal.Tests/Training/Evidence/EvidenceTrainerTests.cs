using Extremal.Autodiff;
using Extremal.Kernels;
using Extremal.Networks;
using Extremal.Optimization.Methods;
using Extremal.Results;
using Extremal.Tests.Laws;
using Extremal.Training;
using Extremal.Training.Evidence;

namespace Extremal.Tests.Training.Evidence;

[NonParallelizable] // it counts what the process allocates
internal sealed class EvidenceTrainerTests
{
    private static readonly DenseForm Form = new(Activation.Tanh, 12);

    private static (EvidenceTrainer Trainer, Network<double> Network) Create(Samples<double> samples, DenseForm? form = null)
    {
        form ??= Form;
        Network<double> network = form.Draw(samples.Inputs.Shape.Columns, new RandomSource(3));
        return (new EvidenceTrainer(network, samples, form.FirstPrior, DenseForm.FirstNoise), network);
    }

    private static IEnumerable<TestCaseData> Forms =>
    [
        new TestCaseData(new DenseForm(Activation.Tanh, 12)).SetArgDisplayNames("tanh"),
        new TestCaseData(new DenseForm(Activation.Tanh, 8, 8)).SetArgDisplayNames("two layers"),
        new TestCaseData(new DenseForm(Activation.SiLU, 16)).SetArgDisplayNames("SiLU"),
        new TestCaseData(new DenseForm(Activation.Sine, 16)).SetArgDisplayNames("sine"),
    ];

    [TestCaseSource(nameof(Forms))]
    public void It_learns_a_smooth_function_from_60_rows(object form)
    {
        (EvidenceTrainer trainer, Network<double> network) = Create(EvidenceData.Draw(60, 2, EvidenceData.Smooth), (DenseForm)form);
        trainer.Run(100, null, default);
        Assert.That(EvidenceData.R2(network, EvidenceData.Draw(500, 2, EvidenceData.Smooth, 99)), Is.GreaterThan(0.999));
    }

    /// <summary>β is one over the noise's variance, of which the rows beyond the weights tell.</summary>
    [TestCase(0.1)]
    [TestCase(0.4)]
    public void It_estimates_the_noise(double noise)
    {
        Samples<double> samples = EvidenceData.Draw(200, 2, EvidenceData.Smooth, 5, noise);
        Network<double> network = Form.Draw(2, new RandomSource(3));
        var model = new EvidenceModel(new NetworkResiduals(network, samples), new WeightPriors(network, 1), DenseForm.FirstNoise);
        var descent = new LevenbergMarquardtDescent(model, 0.01);
        descent.Begin(network.Weights.All.ToArray());
        for (int step = 0; step < 60; step++)
        {
            descent.Step();
            Assert.That(model.TryReestimate());
            descent.Refresh();
        }

        Assert.That(1 / Math.Sqrt(model.Noise), Is.EqualTo(noise).Within(30).Percent);
    }

    /// <summary>Of three inputs the second does not matter: its weights vanish, those of the others do not.</summary>
    [Test]
    public void An_input_that_does_not_matter_is_switched_off()
    {
        Samples<double> samples = EvidenceData.Draw(80, 3, EvidenceData.Smooth, 7, 0.02);
        Network<double> network = Form.Draw(3, new RandomSource(3));
        var priors = new WeightPriors(network, Form.FirstPrior);
        var model = new EvidenceModel(new NetworkResiduals(network, samples), priors, DenseForm.FirstNoise);
        var descent = new LevenbergMarquardtDescent(model, 0.01);
        descent.Begin(network.Weights.All.ToArray());
        for (int step = 0; step < 100; step++)
        {
            descent.Step();
            Assert.That(model.TryReestimate());
            descent.Refresh();
        }

        descent.Point.CopyTo(network.Weights.All);
        Dense<double> first = network.Layers[0];
        double[] sizes = [.. Enumerable.Range(0, 3).Select(i => Math.Sqrt(first.Weight.Matrix.Row(i).ToArray().Sum(w => w * w)))];
        double[] alpha = [.. Enumerable.Range(0, 3).Select(i => priors.Precisions[first.Weight.Offset + i * first.Outputs])];
        Assert.That(sizes[1], Is.LessThan(0.1 * Math.Min(sizes[0], sizes[2])));
        Assert.That(alpha[1], Is.GreaterThan(20 * Math.Max(alpha[0], alpha[2])));
    }

    [Test]
    public void Progress_counts_every_step()
    {
        (EvidenceTrainer trainer, _) = Create(EvidenceData.Draw(40, 2, EvidenceData.Smooth));
        var listener = new Listener<TrainingProgress>();
        TrainingOutcome outcome = trainer.Run(17, listener, default);
        Assert.That(listener.Heard.Select(heard => heard.Epoch), Is.EqualTo(Enumerable.Range(1, 17)));
        Assert.That(listener.Heard.Select(heard => heard.Epochs), Is.All.EqualTo(17));
        Assert.That(listener.Heard.Select(heard => heard.TrainingLoss), Is.EqualTo(outcome.History.Training));
        Assert.That((outcome.End, outcome.Steps, outcome.IsTrained), Is.EqualTo((TrainingEnd.Completed, 17L, true)));
        Assert.That(outcome.History.BestEpoch, Is.InRange(0, 16));
    }

    [Test]
    public void A_cancellation_before_the_start_leaves_the_network_untrained()
    {
        (EvidenceTrainer trainer, Network<double> network) = Create(EvidenceData.Draw(40, 2, EvidenceData.Smooth));
        double[] before = network.Weights.All.ToArray();
        TrainingOutcome outcome = trainer.Run(50, null, new CancellationToken(true));
        Assert.That((outcome.End, outcome.Steps, outcome.IsTrained), Is.EqualTo((TrainingEnd.Cancelled, 0L, false)));
        Assert.That(network.Weights.All.ToArray(), Is.EqualTo(before));
    }

    /// <summary>What one step, or any number, has learned is kept: the more steps, the better.</summary>
    [Test]
    public void A_cancellation_in_the_middle_keeps_the_best_so_far([Values(1, 2, 3, 8, 40)] int steps)
    {
        Samples<double> samples = EvidenceData.Draw(40, 2, EvidenceData.Smooth);
        (EvidenceTrainer trainer, Network<double> network) = Create(samples);
        double before = EvidenceData.Residuals(network, samples).Sum(r => r * r);
        using var source = new CancellationTokenSource();
        TrainingOutcome outcome = trainer.Run(
            100, new Listener<TrainingProgress>(heard => { if (heard.Epoch == steps) { source.Cancel(); } }), source.Token);
        Assert.That((outcome.End, outcome.Steps, outcome.IsTrained), Is.EqualTo((TrainingEnd.Cancelled, (long)steps, true)));
        Assert.That(network.Weights.All.ToArray(), Is.All.Matches<double>(double.IsFinite));
        double after = EvidenceData.Residuals(network, samples).Sum(r => r * r);
        Assert.That(after, Is.LessThan(before));
        Assert.That(after / samples.Count, Is.EqualTo(
            outcome.History.Training[outcome.History.BestEpoch]).Within(1e-9).Percent, "that of the epoch it says");
    }

    /// <summary>So with the most steps that are allowed.</summary>
    [Test]
    public void Few_steps_are_made_and_kept([Values(1, 2, 3)] int steps)
    {
        Samples<double> samples = EvidenceData.Draw(40, 2, EvidenceData.Smooth);
        (EvidenceTrainer trainer, Network<double> network) = Create(samples);
        double before = EvidenceData.Residuals(network, samples).Sum(r => r * r);
        TrainingOutcome outcome = trainer.Run(steps, null, default);
        Assert.That((outcome.End, outcome.Steps), Is.EqualTo((TrainingEnd.Completed, (long)steps)));
        Assert.That(EvidenceData.Residuals(network, samples).Sum(r => r * r), Is.LessThan(before));
    }

    /// <summary>On other rows it begins with what it has: at the same rows it stays there, or comes to more evidence.</summary>
    [Test]
    public void It_goes_on_with_other_rows()
    {
        Samples<double> all = EvidenceData.Draw(60, 2, EvidenceData.Smooth);
        (EvidenceTrainer trainer, Network<double> network) = Create(all.Take([.. Enumerable.Range(0, 50)]));
        trainer.Run(60, null, default);
        double before = EvidenceData.Residuals(network, all).Sum(r => r * r);
        TrainingOutcome outcome = trainer.On(all).Run(16, null, default);
        Assert.That(outcome.IsTrained);
        Assert.That(EvidenceData.Residuals(network, all).Sum(r => r * r), Is.LessThan(before));
        double[] weights = network.Weights.All.ToArray();
        trainer.On(all).Run(16, null, new CancellationToken(true));
        Assert.That(network.Weights.All.ToArray(), Is.EqualTo(weights));
    }

    /// <summary>A second run begins at the first one's best weights, and what it says is of those.</summary>
    [Test]
    public void It_may_run_again()
    {
        Samples<double> samples = EvidenceData.Draw(40, 2, EvidenceData.Smooth);
        (EvidenceTrainer trainer, Network<double> network) = Create(samples);
        trainer.Run(7, null, default);
        double before = EvidenceData.Residuals(network, samples).Sum(r => r * r) / 40;
        TrainingOutcome outcome = trainer.Run(31, null, default);
        Assert.That(EvidenceData.Residuals(network, samples).Sum(r => r * r) / 40, Is.LessThan(before));
        Assert.That(outcome.IsTrained);
    }

    /// <summary>A target that is not finite is a value, not an exception, and the weights stay as they were.</summary>
    [TestCase(double.NaN)]
    [TestCase(double.PositiveInfinity)]
    public void What_is_not_finite_ends_it(double ruin)
    {
        Samples<double> samples = EvidenceData.Draw(20, 2, EvidenceData.Smooth);
        samples.Targets.Span[3] = ruin;
        (EvidenceTrainer trainer, Network<double> network) = Create(samples);
        double[] before = network.Weights.All.ToArray();
        TrainingOutcome outcome = trainer.Run(20, null, default);
        Assert.That((outcome.End, outcome.IsTrained), Is.EqualTo((TrainingEnd.NonFinite, false)));
        Assert.That(network.Weights.All.ToArray(), Is.EqualTo(before));
    }

    /// <summary>By weights and by rows: steps and estimates work in the memory of the first.</summary>
    [Test]
    public void Nothing_is_allocated_after_the_first_step([Values(25, 300)] int rows)
    {
        Samples<double> samples = EvidenceData.Draw(rows, 2, EvidenceData.Smooth, 5, 0.1);
        Network<double> network = Form.Draw(2, new RandomSource(3));
        var model = new EvidenceModel(new NetworkResiduals(network, samples), new WeightPriors(network, 1), DenseForm.FirstNoise);
        var descent = new LevenbergMarquardtDescent(model, 0.01);
        double[] start = network.Weights.All.ToArray();
        void Walk()
        {
            descent.Begin(start);
            descent.Step();
            model.TryReestimate();
            descent.Refresh();
        }

        Walk();
        Assert.That(Allocation.OfProcess(Walk, rounds: 40), Is.Zero);
    }
}
