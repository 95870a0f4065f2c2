using Extremal.Data;
using Extremal.Optimization;
using Extremal.Results;
using Extremal.Tests.Laws;
using Extremal.Tests.Training;
using Extremal.Training;

namespace Extremal.Tests;

public sealed class RegressorAssessTests
{
    private static readonly TrainingOptions Quick = RegressorData.Quick with { Hidden = [10], Epochs = 80 };

    private static Dataset Data(int rows, int seed, double noise, Func<double[], double> truth)
    {
        var random = new Random(seed);
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        double[][] points = [.. Enumerable.Range(0, rows).Select(_ => (double[])[2 * random.NextDouble() - 1, 2 * random.NextDouble() - 1])];
        return Dataset.Create(points, [.. points.Select(x => truth(x) + noise * Normal())], ["a", "b"], "strength");
    }

    private static Dataset Quadratic(int seed) => Data(100, seed, 0.2, x => 3 + x[0] - 2 * x[1] * x[1] + 1.5 * x[0] * x[1]);

    private static Dataset Waves(int seed) => Data(150, seed, 0.05, x => Math.Sin(5 * x[0]) + 0.2 * x[1]);

    [Test]
    public void A_network_is_no_better_than_a_quadratic_where_the_truth_is_one([Values(1, 2, 3)] int seed)
    {
        Assessment assessment = Regressor.Assess(Quadratic(seed), Quick);
        TestContext.Out.WriteLine(assessment.Summary);
        Assert.That(assessment.Summary, Does.Contain("The network is no better than a quadratic."), $"seed {seed}");
        Assert.That(assessment.Of().Quadratic.Rmse, Is.EqualTo(0.2).Within(0.05));
        Assert.That(assessment.Of().Linear.Rmse, Is.GreaterThan(0.5));
    }

    [Test]
    public void And_better_than_all_where_it_is_not([Values(1, 2, 3)] int seed)
    {
        Assessment assessment = Regressor.Assess(Waves(seed), Quick with { Epochs = 250 });
        TestContext.Out.WriteLine(assessment.Summary);
        Assert.That(assessment.Summary, Does.Contain("better than the mean, a linear fit and a quadratic.").And.Not.Contain("no better"),
            $"seed {seed}");
        HeldOut scores = assessment.Of();
        Assert.That(scores.Network.Rmse, Is.LessThan(0.5 * scores.Quadratic.Rmse));
        Assert.That(scores.GainOverQuadratic.Rmse, Is.EqualTo(scores.Quadratic.Rmse - scores.Network.Rmse).Within(0.1));
    }

    [Test]
    public void Where_there_is_nothing_to_learn_the_mean_is_unbeaten()
    {
        Assessment assessment = Regressor.Assess(Data(60, 3, 1, _ => 0), Quick with { Epochs = 20 });
        Assert.That(assessment.Summary, Does.Contain("no better than the mean"));
        Assert.That(assessment.Of().Network.R2, Is.LessThan(0.1));
    }

    /// <summary>Trainings that diverge at once have come to their end, and nothing was interrupted: what they predict counts.</summary>
    [TestCase(1)]
    [TestCase(3)]
    public void A_network_that_diverges_is_judged_too(int members)
    {
        Assessment assessment = Regressor.Assess(
            Data(30, 3, 1, _ => 0), Quick with { Members = members, Optimizer = Optimizer.Sgd(rate: 1e300), Schedule = Schedule.Constant });
        TestContext.Out.WriteLine(assessment.Summary);
        Assert.That(assessment.Of().Folds.SelectMany(fold => fold.Trainings).Any(training => training.End == TrainingEnd.NonFinite));
        Assert.That(assessment.IsComplete);
        Assert.That(assessment.Summary, Does.Not.Contain("interrupted"));
        Assert.That(assessment.Of().Residuals, Has.None.NaN);
    }

    [TestCase(0.3, 0.2, true)]
    [TestCase(0.2, 0.3, false)]
    [TestCase(0.1, double.NaN, true)]
    [TestCase(0, double.NaN, false)]
    [TestCase(double.NaN, double.NaN, false)]
    public void Better_is_by_more_than_a_standard_error(double gain, double error, bool better) =>
        Assert.That(new Gain(gain, error).IsBetter, Is.EqualTo(better));

    [Test]
    public void Every_row_is_held_out_once_and_scored_as_it_was_predicted()
    {
        Dataset data = Quadratic(1);
        Assessment assessment = Regressor.Assess(data, Quick with { Epochs = 5 }, new AssessmentOptions { Folds = 4, Repeats = 2 });
        HeldOut scores = assessment.Of();
        Assert.That((scores.Folds.Count, assessment.Trainings, assessment.IsComplete), Is.EqualTo((8, 8, true)));
        Assert.That(scores.Folds.SelectMany(fold => fold.Rows).Order(), Is.EqualTo(Enumerable.Range(0, 200).Select(i => i / 2)));
        Assert.That(scores.Folds.Select(fold => fold.TrainedRows), Is.All.EqualTo(75));
        double[] measured = data.Targets.Span.ToArray();
        Assert.That(scores.Residuals, Is.EqualTo(measured.Zip(scores.Predictions, (y, predicted) => y - predicted)));
        double squares = scores.Folds.Sum(fold => fold.Rows.Zip(fold.Predictions, (row, said) => (measured[row] - said) * (measured[row] - said)).Sum());
        Assert.That(scores.Network.Rmse, Is.EqualTo(Math.Sqrt(squares / 200)).Within(1e-12));
        Assert.That(scores.BestEpochs, Is.InRange(1, 5));
        double[] gains = [.. scores.Folds.Select(fold => fold.Quadratic.Rmse - fold.Network.Rmse)];
        double variance = gains.Sum(gain => (gain - gains.Average()) * (gain - gains.Average())) / 7;
        Assert.That(scores.GainOverQuadratic.Rmse, Is.EqualTo(gains.Average()).Within(1e-12));
        Assert.That(scores.GainOverQuadratic.StandardError, Is.EqualTo(Math.Sqrt((1 / 8.0 + 25 / 75.0) * variance)).Within(1e-12));
        Fold first = scores.Folds[0];
        double mean = Enumerable.Range(0, 100).Except(first.Rows).Average(row => measured[row]);
        Assert.That(first.Mean.Rmse, Is.EqualTo(Math.Sqrt(first.Rows.Average(row => (measured[row] - mean) * (measured[row] - mean)))).Within(1e-12));
    }

    [Test]
    public void Groups_are_held_out_whole_beside_the_rows()
    {
        // Rows of one group are near each other, and the groups' levels are chance: by rows they can be learnt, by groups they cannot.
        var random = new Random(4);
        double[] levels = [.. Enumerable.Range(0, 12).Select(_ => random.NextDouble())];
        int[] groups = [.. Enumerable.Range(0, 72).Select(i => i % 12)];
        Dataset data = Dataset.Create(groups.Select(g => (double[])[g * 7 % 12 + 0.01 * random.NextDouble()]).ToArray(), [.. groups.Select(g => levels[g])])
            .WithGroups(groups);
        Assessment assessment = Regressor.Assess(data, Quick with { Hidden = [20], Validation = 0, Epochs = 300 });
        TestContext.Out.WriteLine(assessment.Summary);
        Assert.That(assessment.Scores.Select(score => score.ByGroups), Is.EqualTo(new[] { false, true }));
        Assert.That(assessment.Of(), Is.SameAs(assessment.Scores[1]));
        Assert.That(assessment.Scores[1].Network.Rmse, Is.GreaterThan(1.5 * assessment.Scores[0].Network.Rmse));
        Assert.That(assessment.Summary, Does.Contain("On groups that it never saw").And.Contain("rows of one group help each other"));
        foreach (Fold fold in assessment.Scores[1].Folds)
        {
            Assert.That(fold.Rows.Select(row => groups[row]).Intersect(Enumerable.Range(0, 72).Except(fold.Rows).Select(row => groups[row])), Is.Empty);
        }

        TrainingOptions one = Quick with { Epochs = 1 };
        Assert.That(Regressor.Assess(data, one, new AssessmentOptions { ByGroups = true }).Scores.Single().ByGroups);
        Assert.That(Regressor.Assess(data, one, new AssessmentOptions { ByGroups = false }).Scores.Single().ByGroups, Is.False);
    }

    [Test]
    public void Noise_is_told_where_rows_are_replicated()
    {
        Dataset data = Quadratic(2);
        Dataset twice = Dataset.Create(
            [.. Enumerable.Range(0, 100).Select(i => data.Inputs.Row(i / 2).ToArray())],
            [.. Enumerable.Range(0, 100).Select(i => Math.Sin(i) + data.Targets[i / 2, 0])], ["a", "b"], "strength").WithUnit("strength", "MPa");
        Assessment assessment = Regressor.Assess(twice, Quick with { Epochs = 1 });
        Assert.That(assessment.Noise[0], Is.EqualTo(Noise.Of(twice)).And.Not.Null);
        Assert.That(assessment.Summary, Does.Contain("Rows with equal inputs scatter by").And.Contain("(50 degrees of freedom)").And.Contain(" MPa"));
        Assert.That(Regressor.Assess(data, Quick with { Epochs = 1 }).Noise[0], Is.Null);
    }

    [Test]
    public void A_share_can_be_held_out_instead()
    {
        Assessment assessment = Regressor.Assess(Quadratic(1), Quick with { Epochs = 2 }, new AssessmentOptions { Share = 0.2, Repeats = 3 });
        Assert.That(assessment.Of().Folds.Select(fold => fold.Rows.Count), Is.EqualTo(new[] { 20, 20, 20 }));
        Assert.That(assessment.Of().Predictions.Count(double.IsNaN), Is.InRange(40, 79));
    }

    [Test]
    public void The_same_bits_on_any_number_of_threads_and_for_several_outputs([Values(2, 3)] int threads)
    {
        string Story(int degree, ulong seed = 1)
        {
            Assessment assessment = Regressor.Assess(RegressorData.Process(40, 2).WithGroups([.. Enumerable.Range(0, 40).Select(i => i / 3)]),
                Quick with { Epochs = 3, Members = 2 }, new AssessmentOptions { Folds = 3, MaxDegreeOfParallelism = degree, Seed = seed });
            Assert.That(assessment.Scores.Select(score => (score.ByGroups, score.Output)),
                Is.EqualTo(new[] { (false, 0), (false, 1), (true, 0), (true, 1) }));
            return string.Concat(assessment.Scores.Select(score => Bits.Of(score.Residuals.ToArray()))) + assessment.Summary;
        }

        Assert.That(Story(threads), Is.EqualTo(Story(1)));
        Assert.That(Story(1, seed: 2), Is.Not.EqualTo(Story(1)));
    }

    [Test]
    public void Cancelled_it_keeps_the_trainings_that_had_ended()
    {
        using var source = new CancellationTokenSource();
        var listener = new Listener<AssessmentProgress>(p => { if (p is { Training: 2, Epoch.Epoch: 2 }) { source.Cancel(); } });
        var alone = new AssessmentOptions { MaxDegreeOfParallelism = 1 };
        Assessment assessment = Regressor.Assess(Quadratic(1), Quick with { Epochs = 4, Patience = null }, alone, listener, source.Token);
        Assert.That((assessment.Completed, assessment.Trainings, assessment.IsComplete), Is.EqualTo((2, 5, false)));
        Assert.That(assessment.Of().Residuals.Count(double.IsNaN), Is.EqualTo(60));
        Assert.That(assessment.Summary, Does.Contain("interrupted after 2 of 5"));
        Assert.That(listener.Heard[^1], Is.EqualTo(listener.Heard[^1] with { Completed = 2, Trainings = 5, Training = 2 }));
        Assessment none = Regressor.Assess(Quadratic(1), Quick, cancellation: new CancellationToken(true));
        Assert.That(none.Completed, Is.Zero);
        Assert.That(none.Summary, Does.Contain("nothing is known"));
        Assert.That((none.Of().Network.Rmse, Residuals.Of(none).Count()), Is.EqualTo((double.NaN, 0)));
    }

    [Test]
    public void What_the_receiver_of_progress_throws_comes_out() => Assert.That(
        () => Regressor.Assess(Quadratic(1), Quick, progress: new Listener<AssessmentProgress>(_ => throw new TimeoutException())),
        Throws.InstanceOf<TimeoutException>());

    [Test]
    public void Rows_without_weight_are_not_scored()
    {
        Dataset data = Quadratic(1).WithWeights([.. Enumerable.Range(0, 100).Select(i => i < 50 ? 1.0 : 0)]);
        HeldOut scores = Regressor.Assess(data, Quick with { Epochs = 1 }).Of();
        Assert.That(Enumerable.Range(0, 100).Where(i => double.IsNaN(scores.Residuals[i])), Is.EqualTo(Enumerable.Range(50, 50)));
    }

    /// <summary>A tenth, whose rounded mean is not a tenth: there is no variance to explain, and no one is better by a rounding.</summary>
    [Test]
    public void Equal_measurements_have_no_R2_and_nobody_predicts_them_better()
    {
        Dataset equal = Data(100, 1, 0, _ => 0.1);
        Assessment assessment = Regressor.Assess(equal, Quick with { Hidden = [], LbfgsMemory = 10, Epochs = 200 });
        HeldOut scores = assessment.Of();
        Assert.That((scores.Network.R2, scores.Quadratic.R2), Is.EqualTo((double.NaN, double.NaN)));
        Assert.That((scores.GainOverMean.IsBetter, scores.GainOverLinear.IsBetter, scores.GainOverQuadratic.IsBetter), Is.EqualTo((false, false, false)));
        Assert.That(assessment.Summary, Does.Contain("no R², as the measurements are equal").And.Contain("no better than the mean"));
    }

    [Test]
    public void An_option_without_sense_is_refused_by_name()
    {
        Dataset data = Quadratic(1), grouped = data.WithGroups([.. Enumerable.Range(0, 100).Select(i => i % 3)]);
        void AssertRefused(Dataset given, AssessmentOptions how, string option) =>
            Assert.That(() => Regressor.Assess(given, Quick, how), Throws.InstanceOf<ArgumentException>().With.Message.Contains("AssessmentOptions." + option));

        AssertRefused(data, new AssessmentOptions { Folds = 1 }, "Folds is 1");
        AssertRefused(data, new AssessmentOptions { Folds = 101 }, "Folds is 101");
        AssertRefused(grouped, new AssessmentOptions { Folds = 4 }, "Folds is 4");
        AssertRefused(data, new AssessmentOptions { Repeats = 0 }, "Repeats is 0");
        AssertRefused(data, new AssessmentOptions { Share = 1 }, "Share is 1");
        AssertRefused(data, new AssessmentOptions { Share = double.NaN }, "Share is NaN");
        AssertRefused(data, new AssessmentOptions { ByGroups = true }, "ByGroups is true");
        AssertRefused(data, new AssessmentOptions { MaxDegreeOfParallelism = 0 }, "MaxDegreeOfParallelism is 0");
        Assert.That(() => Regressor.Assess(data, Quick with { Epochs = 0 }), Throws.ArgumentException.With.Message.Contains("Epochs"));
        Assert.That(() => Regressor.Assess(data, Quick with { Epochs = 1 }).Of(1), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }
}
