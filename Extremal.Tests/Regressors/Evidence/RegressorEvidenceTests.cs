using Extremal.Data;
using Extremal.Memory;
using Extremal.Results;
using Extremal.Tests.Laws;
using Extremal.Tests.Training;
using Extremal.Training;

namespace Extremal.Tests;

/// <summary>Training by evidence at the front door.</summary>
public sealed class RegressorEvidenceTests
{
    private static readonly TrainingOptions Quick = new() { EvidenceSteps = 5, Seed = 4 };

    private static string Said(Regressor model, int output = 0)
    {
        double[] all = model.PredictAll(RegressorData.Points(40, 3));
        return Bits.Of([.. all.Where((_, at) => at % model.Surrogate.Outputs == output)]);
    }

    private static double[] Predicted(Regressor model, Dataset data) => [.. Enumerable.Range(0, data.RowCount).Select(i =>
    {
        double[] said = new double[model.Surrogate.Outputs];
        model.Predict(data.Inputs.Row(i), said);
        return said[0];
    })];

    private static double[] Targets(Dataset data) => [.. Enumerable.Range(0, data.RowCount).Select(i => data.Targets[i, 0])];

    /// <summary>The process's inputs with targets of a row's number.</summary>
    private static Dataset Table(int rows, params Func<int, double>[] targets)
    {
        ReadOnlyMatrix<double> inputs = RegressorData.Process(rows).Inputs;
        var points = new double[rows][];
        for (int i = 0; i < rows; i++)
        {
            points[i] = inputs.Row(i).ToArray();
        }

        double[][] columns = [.. Enumerable.Range(0, rows).Select(i => targets.Select(target => target(i)).ToArray())];
        return Dataset.Create(points, columns);
    }

    [Test]
    public void It_is_the_default_and_learns_from_few_rows()
    {
        Regressor model = Regressor.Train(RegressorData.Process(60));
        Assert.That((model.IsTrained, model.Residuals!.Origin, model.Residuals.Count()), Is.EqualTo((true, ResidualOrigin.LeftOut, 60)));
        Dataset fresh = RegressorData.Process(400, 1, 9);
        double[] said = Predicted(model, fresh), y = Targets(fresh);
        double mean = y.Average(), r2 = 1 - said.Zip(y, (a, b) => (a - b) * (a - b)).Sum() / y.Sum(value => (value - mean) * (value - mean));
        Assert.That(r2, Is.GreaterThan(0.999));
        double missed = Enumerable.Range(0, 400).Average(i => Math.Abs(said[i] - y[i]));
        Assert.That(model.Residuals.HalfWidth(0.5), Is.InRange(0.2 * missed, 20 * missed), "what is left out is of the size of what is missed");
    }

    [Test]
    public void It_has_the_same_bits_at_any_degree_and_again()
    {
        byte[] Trained(int degree) => Regressor.Train(RegressorData.Process(30, 2), Quick with { MaxDegreeOfParallelism = degree }).Bytes();
        byte[] alone = Trained(1);
        Assert.That(Trained(2), Is.EqualTo(alone));
        Assert.That(Trained(1), Is.EqualTo(alone));
    }

    /// <summary>Whatever the second is, noise, nothing, or a smooth process: the first, which has a kink, has the same bits.</summary>
    [Test]
    public void The_first_target_does_not_know_the_second([Values] bool radial)
    {
        TrainingOptions options = Quick with { EvidenceSteps = 3, Radial = radial };
        Dataset data = RegressorData.Process(30);
        double Kink(int i) => Math.Abs(data.Inputs[i, 2] - 0.5);
        string alone = Said(Regressor.Train(Table(30, Kink), options));
        var random = new Random(3);
        foreach (Func<int, double> second in (Func<int, double>[])[_ => random.NextDouble(), _ => 7, i => data.Targets[i, 0]])
        {
            Assert.That(Said(Regressor.Train(Table(30, Kink, second), options)), Is.EqualTo(alone));
        }
    }

    [Test]
    public void A_row_of_weight_zero_changes_no_bit()
    {
        Dataset data = RegressorData.Process(30);
        double[] weights = [.. Enumerable.Range(0, 30).Select(i => i is 3 or 17 ? 0 : 1 + i % 2)];
        Regressor weighted = Regressor.Train(data.WithWeights(weights), Quick);
        int[] kept = [.. Enumerable.Range(0, 30).Where(i => weights[i] > 0)];
        Regressor without = Regressor.Train(data.Take(kept).WithWeights([.. kept.Select(i => weights[i])]), Quick);
        Assert.That(Said(weighted), Is.EqualTo(Said(without)));
        Assert.That(weighted.Residuals!.Count(), Is.EqualTo(28));
    }

    [Test]
    public void A_weight_of_two_is_about_the_row_twice()
    {
        Dataset data = RegressorData.Process(40);
        double[] points = RegressorData.Points(40, 3);
        Regressor heavy = Regressor.Train(data.WithWeights([.. Enumerable.Range(0, 40).Select(i => i < 8 ? 2.0 : 1)]),
            Quick with { EvidenceSteps = 15 });
        int[] rows = [.. Enumerable.Range(0, 40), .. Enumerable.Range(0, 8)];
        Dataset twice = data.Take(rows).WithGroups([.. rows]);
        double[] a = heavy.PredictAll(points), b = Regressor.Train(twice, Quick with { EvidenceSteps = 15 }).PredictAll(points);
        double deviation = data.TargetColumns[0].StandardDeviation;
        Assert.That(a.Zip(b, (x, y) => Math.Abs(x - y)).Average(), Is.LessThan(0.02 * deviation));
    }

    /// <summary>Of a group no member saw a part and judges another: the left-out residuals count by groups.</summary>
    [Test]
    public void Groups_are_left_out_together()
    {
        int[] groups = [.. Enumerable.Range(0, 40).Select(i => 3 * (i % 10))];
        Regressor model = Regressor.Train(RegressorData.Process(40).WithGroups(groups), Quick);
        Assert.That((model.Residuals!.Groups(), model.Residuals.Count()), Is.EqualTo((10, 40)));
        Dataset twins = RegressorData.Process(20);
        twins = twins.Take([.. Enumerable.Range(0, 20), .. Enumerable.Range(0, 20)]);
        int[] pairs = [.. Enumerable.Range(0, 40).Select(i => i % 20)];
        double together = Regressor.Train(twins.WithGroups(pairs), Quick).Residuals!.HalfWidth(0.5)!.Value;
        double apart = Regressor.Train(twins, Quick).Residuals!.HalfWidth(0.5)!.Value;
        Assert.That(together, Is.GreaterThan(3 * apart), "A row whose twin was learned is no new row.");
    }

    private static IEnumerable<TestCaseData> Odd
    {
        get
        {
            static TestCaseData Case(string name, int rows, int inputs, Func<int, int, double>? x = null, Func<int, double>? y = null)
            {
                var random = new Random(rows + inputs);
                double[][] points = [.. Enumerable.Range(0, rows).Select(i =>
                    Enumerable.Range(0, inputs).Select(j => x?.Invoke(i, j) ?? random.NextDouble()).ToArray())];
                double[] targets = [.. points.Select((point, i) => y?.Invoke(i) ?? point.Sum() + point[0] * point[^1])];
                return new TestCaseData(Dataset.Create(points, targets)).SetArgDisplayNames(name);
            }

            yield return Case("2 rows", 2, 2);
            yield return Case("3 rows", 3, 2);
            yield return Case("5 rows", 5, 2);
            yield return Case("6 rows", 6, 2);
            yield return Case("8 rows", 8, 3);
            yield return Case("constant target", 20, 2, y: _ => 3);
            yield return Case("constant input", 20, 2, x: (i, j) => j == 0 ? 5 : i / 7.0);
            yield return Case("constant inputs", 12, 2, x: (_, _) => 5, y: i => i);
            yield return Case("rows twice", 24, 2, x: (i, j) => Math.Sin(i / 2 * 3 + j));
            yield return Case("rows twice of other targets", 24, 2, x: (i, j) => Math.Sin(i / 2 * 3 + j), y: i => i % 2);
            yield return Case("1 input", 20, 1);
            yield return Case("23 inputs", 30, 23);
            yield return Case("great numbers", 15, 2, x: (i, j) => 1e90 * Math.Sin(i + j), y: i => 1e90 * i);
            yield return Case("small numbers", 15, 2, x: (i, j) => 1e-90 * Math.Sin(i + j), y: i => 1e-90 * i);
        }
    }

    [TestCaseSource(nameof(Odd))]
    public void Odd_data_give_finite_predictions(Dataset data)
    {
        foreach (bool radial in (bool[])[true, false])
        {
            Regressor model = Regressor.Train(data, Quick with { Radial = radial });
            Assert.That(model.IsTrained);
            Assert.That(Predicted(model, data), Is.All.Matches<double>(double.IsFinite));
            double[] middle = [.. data.InputColumns.Select(column => column.Minimum / 2 + column.Maximum / 2)];
            double[] said = new double[1];
            model.Predict(middle, said);
            Assert.That(said[0], Is.Not.NaN);
            PredictionInterval? interval = model.PredictInterval(middle, 0.5);
            Assert.That(interval is null, Is.EqualTo(model.NoPredictionIntervalReason(0.5) is not null));
        }
    }

    [Test]
    public void It_is_saved_and_read_to_the_bit()
    {
        Regressor model = Regressor.Train(Table(30, i => Math.Sin(i), i => i % 3), Quick);
        byte[] bytes = model.Bytes();
        using var stream = new MemoryStream(bytes);
        var read = Regressor.Load(stream);
        Assert.That((Said(read), Said(read, 1)), Is.EqualTo((Said(model), Said(model, 1))));
        Assert.That(read.Bytes(), Is.EqualTo(bytes));
        Assert.That((read.Residuals!.Origin, read.Residuals.HalfWidth(0.8, 0, 1)), Is.EqualTo((
            ResidualOrigin.LeftOut, model.Residuals!.HalfWidth(0.8, 0, 1))));
    }

    [Test]
    public void Cancelled_before_the_start_it_says_that_it_is_untrained()
    {
        Regressor model = Regressor.Train(RegressorData.Process(30), Quick, cancellation: new CancellationToken(true));
        Assert.That((model.IsTrained, model.Residuals), Is.EqualTo((false, (Residuals?)null)));
        Assert.That(model.PredictAll(RegressorData.Points(5, 1)), Is.All.Matches<double>(double.IsFinite));
    }

    [Test]
    public void Cancelled_in_the_middle_it_is_of_use([Values(1, 2, 7, 40)] int reports, [Values(1, 2)] int degree)
    {
        using var source = new CancellationTokenSource();
        int heard = 0;
        var listener = new Listener<TrainingProgress>(_ =>
        {
            if (Interlocked.Increment(ref heard) == reports)
            {
                source.Cancel();
            }
        });
        Regressor model = Regressor.Train(RegressorData.Process(40), Quick with { MaxDegreeOfParallelism = degree }, listener, source.Token);
        Assert.That(model.IsTrained);
        Dataset data = RegressorData.Process(40);
        double[] said = Predicted(model, data), y = Targets(data);
        double mean = y.Average();
        Assert.That(said.Zip(y, (a, b) => (a - b) * (a - b)).Sum(), Is.LessThan(
            y.Sum(value => (value - mean) * (value - mean))), "better than the mean");
        Assert.That(heard, Is.LessThanOrEqualTo(reports + degree));
    }

    /// <summary>Every member reports each of its steps, one at a time.</summary>
    [Test]
    public void Progress_is_of_every_step_of_every_member()
    {
        var listener = new Listener<TrainingProgress>();
        Regressor model = Regressor.Train(RegressorData.Process(20), Quick, listener);
        Assert.That(listener.Heard, Has.Count.EqualTo(18 * 5));
        Assert.That(listener.Heard.GroupBy(heard => heard.Member).Select(of =>
            string.Concat(of.Select(heard => heard.Epoch))), Is.All.EqualTo("12345"));
        Assert.That(model.Trainings, Has.Count.EqualTo(18));
        Assert.That(model.Trainings.Select(outcome => outcome.Steps), Is.All.EqualTo(5));
    }

    [Test]
    public void A_receiver_that_throws_ends_it_and_leaves_nothing_running()
    {
        int heard = 0;
        var listener = new Listener<TrainingProgress>(_ => throw new InvalidOperationException($"report {Interlocked.Increment(ref heard)}"));
        Assert.That(
            () => Regressor.Train(RegressorData.Process(30), Quick with { MaxDegreeOfParallelism = 2 }, listener),
            Throws.InvalidOperationException.With.Message.StartsWith("report"));
        int before = heard;
        Thread.Sleep(50);
        Assert.That((heard, heard <= 2), Is.EqualTo((before, true)));
    }

    /// <summary>Folds have fewer rows and are not calibrated, which changes nothing of the way.</summary>
    [Test]
    public void An_assessment_trains_as_all_rows_would_be_trained([Values(40, 2040)] int rows)
    {
        Assessment assessment = Regressor.Assess(
            RegressorData.Process(rows), new TrainingOptions { EvidenceSteps = 2 }, new AssessmentOptions { Share = 0.1, Repeats = 1 });
        Assert.That(assessment.Of().Folds[0].Trainings, Has.Count.EqualTo(rows > 2000 ? 1 : 18));
    }

    /// <summary>Trainings within an assessment have the threads that it gives them, and the bits that they have alone.</summary>
    [Test]
    public void An_assessment_has_the_same_bits_at_any_degree()
    {
        string Assessed(int degree)
        {
            Assessment assessment = Regressor.Assess(RegressorData.Process(20),
                Quick with { EvidenceSteps = 2, MaxDegreeOfParallelism = degree },
                new AssessmentOptions { Folds = 3 });
            return Bits.Of([.. assessment.Of(0).Residuals]);
        }

        Assert.That(Assessed(2), Is.EqualTo(Assessed(1)));
    }
}
