using Extremal.Data;
using Extremal.Extrema;
using Extremal.Formats;
using Extremal.Results;
using Extremal.Tests.Formats;
using Extremal.Training;

namespace Extremal.Tests;

public sealed class RegressorIntervalTests
{
    private static readonly TrainingOptions Quick = RegressorData.Quick with { Hidden = [8], Epochs = 60 };

    private static readonly TrainingOptions Eight = Quick with { Members = 8 };

    private static readonly Lazy<Regressor> Ensemble = new(() => Regressor.Train(Noisy(120, 1), Eight));

    /// <summary>A wave of one input, with a second that means nothing, and noise of deviation 0.2 where the first is negative, else 0.6.</summary>
    private static Dataset Noisy(int rows, int seed)
    {
        var random = new Random(seed);
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        double[][] points = [.. Enumerable.Range(0, rows).Select(_ => (double[])[4 * random.NextDouble() - 2, random.NextDouble()])];
        return Dataset.Create(points, [.. points.Select(x => Math.Sin(2 * x[0]) + (x[0] < 0 ? 0.2 : 0.6) * Normal())]);
    }

    private static double ApplicabilityOf(Regressor model, Dataset fresh, double level) => Enumerable.Range(0, fresh.RowCount)
        .Average(row => model.PredictInterval(fresh.Inputs.Row(row), level)!.Value.Contains(fresh.Targets[row, 0]) ? 1 : 0);

    /// <summary>With 120 residuals the coverage of one model has a deviation of 0.027; of three together 0.016.</summary>
    [Test]
    public void Out_of_bag_intervals_cover_fresh_measurements_as_often_as_promised([Values(0.8, 0.9)] double level)
    {
        double[] covered = [.. Enumerable.Range(1, 3).Select(seed =>
            ApplicabilityOf(seed == 1 ? Ensemble.Value : Regressor.Train(Noisy(120, seed), Eight), Noisy(600, 100 + seed), level))];
        TestContext.Out.WriteLine($"{level}: {string.Join(", ", covered)}; {Ensemble.Value.Residuals}");
        Assert.That(covered.Average(), Is.InRange(level - 0.05, level + 0.08), string.Join(", ", covered));
    }

    /// <summary>What ensembles of several sizes get, over twenty data sets each: with 20 · 120 residuals the deviation is 0.006.</summary>
    [Test, Explicit, Category("Long")]
    public void Ensembles_of_any_size_cover([Values(2, 5, 10, 20)] int members)
    {
        var (covered, widths, scaled) = (new List<double>(), new List<double>(), 0);
        for (int seed = 1; seed <= 20; seed++)
        {
            Regressor model = Regressor.Train(Noisy(120, seed), Eight with { Members = members });
            covered.Add(ApplicabilityOf(model, Noisy(400, 100 + seed), 0.9));
            widths.Add(model.PredictInterval([1, 0.5])!.Value.HalfWidth / model.PredictInterval([-1, 0.5])!.Value.HalfWidth);
            scaled += model.Residuals!.IsScaled() ? 1 : 0;
        }

        TestContext.Out.WriteLine(FormattableString.Invariant(
            $"{members} members: covered {covered.Average():F3}, {covered.Min():F3} to {covered.Max():F3}; scaled {scaled}; widths 1 : {widths.Average():F2}"));
        Assert.That(covered.Average(), Is.InRange(0.87, 0.96));
    }

    [Test]
    public void Out_of_fold_intervals_do_too()
    {
        Dataset data = Noisy(120, 4);
        Regressor model = Regressor.Train(data, Quick).Calibrate(Regressor.Assess(data, Quick));
        Assert.That(model.Residuals!.Origin, Is.EqualTo(ResidualOrigin.OutOfFold));
        double covered = ApplicabilityOf(model, Noisy(600, 9), 0.9);
        TestContext.Out.WriteLine($"{covered}");
        Assert.That(covered, Is.InRange(0.82, 0.98));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void A_row_is_predicted_by_the_members_that_never_drew_it(bool grouped)
    {
        Dataset data = grouped ? Noisy(60, 2).WithGroups([.. Enumerable.Range(0, 60).Select(i => i / 3)]) : Noisy(60, 2);
        Regressor model = Regressor.Train(data, Eight with { Epochs = 5, KeepBest = false });
        Bootstrap[] bags = [.. Enumerable.Range(0, 8).Select(k => Bootstrap.Of(data, Regressor.SeedOf(Eight.Seed, k)))];
        for (int row = 0; row < 60; row++)
        {
            double[] x = data.Inputs.Row(row).ToArray();
            double[] says = [.. Enumerable.Range(0, 8).Where(k => bags[k].OutOfBag.Contains(row)).Select(k => model.Surrogate.Only(k).Value(x, 0, []))];
            Assert.That(model.OutOfBag!.Members(row), Is.EqualTo(says.Length));
            Assert.That(model.OutOfBag.Prediction(row), says.Length == 0 ? Is.NaN : Is.EqualTo(says.DefaultIfEmpty().Average()).Within(1e-12));
            double squares = says.Sum(y => (y - says.Average()) * (y - says.Average()));
            Assert.That(model.OutOfBag.Spread(row), says.Length < 2 ? Is.NaN : Is.EqualTo(Math.Sqrt(squares / (says.Length - 1))).Within(1e-12));
        }
    }

    /// <summary>Targets that nothing can predict, learnt by heart: only a row predicted by a member that saw it looks predictable.</summary>
    [Test]
    public void Nothing_leaks_from_rows_that_were_drawn()
    {
        var random = new Random(8);
        Dataset data = Dataset.Create(Enumerable.Range(0, 50).Select(_ => (double[])[random.NextDouble(), random.NextDouble()]).ToArray(),
            [.. Enumerable.Range(0, 50).Select(_ => random.NextDouble())]);
        TrainingOptions byHeart = RegressorData.Quick with { Hidden = [40, 40], Members = 6, Validation = 0, Epochs = 400 };
        Regressor model = Regressor.Train(data, byHeart);
        double[] seen = new double[50];
        model.Predict(data.Inputs.Span, seen);
        Accuracy inSample = Accuracy.Of(data.Targets.Span, seen), outOfBag = model.OutOfBag!.Accuracy();
        Accuracy outOfFold = Regressor.Assess(data, byHeart with { Members = 1 }).Of().Network;
        Assert.That(inSample.R2, Is.GreaterThan(0.25), "they are learnt by heart");
        Assert.That(outOfBag.R2, Is.LessThan(0));
        Assert.That(outOfFold.R2, Is.LessThan(0));
        Assert.That(model.PredictInterval([0.5, 0.5])!.Value.HalfWidth, Is.GreaterThan(0.35), "nine of ten in a uniform's middle need 0.45");
    }

    [Test]
    public void Rows_held_back_are_what_a_single_network_has()
    {
        Dataset data = Noisy(120, 3);
        TrainingOptions alone = Quick with { KeepBest = false, Calibration = 0 };
        Regressor model = Regressor.Train(data, alone);
        Dataset held = data.SplitRows(Quick.Validation, Quick.Seed).Part;
        double[] residuals = [.. Enumerable.Range(0, held.RowCount).Select(i => held.Targets[i, 0] - model.Predict(held.Inputs.Row(i)))];
        PredictionInterval interval = model.PredictInterval([0.3, 0.5], 0.8)!.Value;
        double half = Conformal.HalfWidth(residuals, 0.8)!.Value, value = model.Predict(0.3, 0.5);
        Assert.That((interval.Low, interval.High), Is.EqualTo((value - half, value + half)));
        Assert.That((interval.Residuals, interval.Groups, interval.Origin), Is.EqualTo((18, 0, ResidualOrigin.HeldBack)));
        Assert.That(interval.ToString(), Does.EndWith("(80 %, 18 held-back residuals)"));
        Assert.That(model.PredictInterval([0.3, 0.5], 0.95), Is.Null, "18 are too few");
        Assert.That(model.NoPredictionIntervalReason(0.95), Is.EqualTo("95 % want at least 19 rows that no training saw, and there are 18"));
        Assert.That((model.NoPredictionIntervalReason(), model.NoPredictionIntervalReason(0.8)), Is.EqualTo(((string?)null, (string?)null)));
        Assert.That(model.Maximize(options: new SearchOptions { Starts = 2 }).NoExpectationReason, Is.Null);

        Regressor none = Regressor.Train(data, Quick with { Validation = 0, Epochs = 2 });
        Assert.That((none.PredictInterval([0, 0]), none.NoPredictionIntervalReason()), Is.EqualTo(((PredictionInterval?)null, "no row was held back to judge the model by")));
    }

    [Test]
    public void Rows_without_weight_are_not_judged_by()
    {
        Dataset data = Noisy(60, 3).WithWeights([.. Enumerable.Range(0, 60).Select(i => i % 2 == 0 ? 1.0 : 0)]);
        Regressor model = Regressor.Train(data, Eight with { Epochs = 2 });
        int known = Enumerable.Range(0, 60).Count(i => i % 2 == 0 && model.OutOfBag!.Members(i) > 0);
        Assert.That(model.Residuals!.Count(), Is.EqualTo(known));
    }

    [Test]
    public void A_file_keeps_the_intervals_and_an_older_one_has_none()
    {
        foreach (Regressor model in (Regressor[])[Ensemble.Value, RegressorData.Trained, RegressorData.TrainedTwo])
        {
            double[] point = new double[model.Surrogate.Inputs];
            Regressor again = Regressor.Load(new MemoryStream(model.Bytes()));
            Assert.That(again.PredictInterval(point), Is.EqualTo(model.PredictInterval(point)).And.Not.Null);
            Assert.That(again.Residuals!.ToString(), Is.EqualTo(model.Residuals!.ToString()));
        }

        Regressor scaled = Regressor.Load(new EditedFile(Ensemble.Value.Bytes()).Number("residuals.floors", 0, 0.25).ToStream());
        Regressor copy = Regressor.Load(new MemoryStream(scaled.Bytes()));
        Assert.That((scaled.Residuals!.IsScaled(), copy.Residuals!.IsScaled()), Is.EqualTo((true, true)));
        Assert.That(copy.PredictInterval([0.4, 0.5]), Is.EqualTo(scaled.PredictInterval([0.4, 0.5])).And.Not.EqualTo(Ensemble.Value.PredictInterval([0.4, 0.5])));

        double[] value = new double[1], spread = new double[1];
        scaled.Predict([0.4, 0.5], value, spread);
        double score = Ensemble.Value.Residuals!.HalfWidth(0.9)!.Value;
        Assert.That(scaled.PredictInterval([0.4, 0.5])!.Value.HalfWidth,
            Is.EqualTo(score * Math.Sqrt(8 / 7.0 * spread[0] * spread[0] + 0.25 * 0.25)).Within(1e-12), "the sample's deviation of eight");

        EditedFile old = new EditedFile(RegressorData.Trained.Bytes()).Metadata("residuals.origin", null)
            .Without("residuals.floors").Without("residuals.scores.0");
        Regressor loaded = Regressor.Load(old.ToStream());
        Assert.That((loaded.Residuals, loaded.PredictInterval([1, 2, 3])), Is.EqualTo(((Residuals?)null, (PredictionInterval?)null)));
        Assert.That(Regressor.Load(new MemoryStream(loaded.Bytes())).Residuals, Is.Null);
    }

    /// <summary>Twenty groups of three, two outputs; a damaged group, or one that was lost, is named.</summary>
    [Test]
    public void A_file_keeps_the_groups_of_the_residuals()
    {
        Dataset data = RegressorData.Process(60, 2).WithGroups([.. Enumerable.Range(0, 60).Select(row => row / 3)]);
        Regressor model = Regressor.Train(data, Quick with { Epochs = 3 });
        Assert.That(model.Residuals!.Groups(1), Is.EqualTo(20));
        Regressor again = Regressor.Load(new MemoryStream(model.Bytes()));
        Assert.That(again.Bytes(), Is.EqualTo(model.Bytes()));
        Assert.That(again.PredictInterval([1, 2, 3], 0.8, 1), Is.EqualTo(model.PredictInterval([1, 2, 3], 0.8, 1)).And.Not.Null);
        Assert.That(again.PredictInterval([1, 2, 3], 0.8, 1)!.Value.Groups, Is.EqualTo(20));

        EditedFile Edit() => new(model.Bytes());
        Regressor older = Regressor.Load(Edit().Metadata("residuals.groups.0", null).Without("residuals.groups.0")
            .Metadata("residuals.groups.1", null).Without("residuals.groups.1").ToStream());
        Assert.That((older.Residuals!.Count(), older.Residuals.Groups()), Is.EqualTo((60, 0)), "what it was before groups counted once");
        foreach (EditedFile damaged in (EditedFile[])[
            Edit().Without("residuals.groups.1"), Edit().Metadata("residuals.groups.1", null), Edit().Metadata("residuals.groups.1", "19"),
            Edit().Metadata("residuals.groups.1", "many"), Edit().Metadata("residuals.groups.1", "61"), Edit().Number("residuals.groups.1", 3, -1),
            Edit().Number("residuals.groups.1", 3, 20), Edit().Number("residuals.groups.1", 3, 1.5), Edit().Number("residuals.groups.1", 3, double.NaN)])
        {
            Assert.That(Assert.Throws<MalformedFileException>(() => Regressor.Load(damaged.ToStream()))?.Location, Does.Contain("residuals.groups.1"));
        }
    }

    [TestCase("residuals.scores.1", 0, -1.0)]
    [TestCase("residuals.scores.1", 3, double.NaN)]
    [TestCase("residuals.scores.0", 3, 1e300)]
    [TestCase("residuals.floors", 1, -1.0)]
    [TestCase("residuals.floors", 1, 0.5)]
    [TestCase("residuals.floors", 1, double.PositiveInfinity)]
    public void Residuals_without_sense_are_refused(string tensor, int index, double value)
    {
        EditedFile file = new EditedFile(RegressorData.TrainedTwo.Bytes()).Number(tensor, index, value);
        Assert.That(Assert.Throws<MalformedFileException>(() => Regressor.Load(file.ToStream()))?.Location, Does.Contain(tensor));
    }

    [Test]
    public void An_origin_that_nobody_knows_is_refused() => Assert.That(Assert.Throws<MalformedFileException>(() => Regressor.Load(
        new EditedFile(RegressorData.Trained.Bytes()).Metadata("residuals.origin", "dreams").ToStream()))?.Message, Does.Contain("dreams"));

    /// <summary>Where the members are off is where they disagree, so that the residuals are scaled by a spread.</summary>
    [Test]
    public void A_single_network_does_not_take_an_ensembles_residuals()
    {
        var random = new Random(1);
        double[][] points = [.. Enumerable.Range(0, 150).Select(_ => (double[])[Math.Pow(random.NextDouble(), 3)])];
        Dataset data = Dataset.Create(points, [.. points.Select(x => (random.NextDouble() - 0.5) * (x[0] > 0.2 ? 8 : 0.1))]);
        TrainingOptions five = Quick with { Members = 5, Epochs = 40 };
        Assessment assessment = Regressor.Assess(data, five);
        Assert.That(Residuals.Of(assessment).IsScaled(), "the test wants them scaled");
        Assert.That(() => Regressor.Train(data, Quick with { Epochs = 1 }).Calibrate(assessment),
            Throws.ArgumentException.With.Message.Contains("single network"));
        Assert.That(Regressor.Train(data, five).Calibrate(assessment).Residuals!.IsScaled());
    }

    [Test]
    public void Mistakes_are_refused()
    {
        Regressor model = RegressorData.Trained;
        Assert.That(() => model.PredictInterval([1, 2]), Throws.ArgumentException);
        Assert.That(() => model.PredictInterval([1, 2, 3], 90), Throws.InstanceOf<ArgumentException>().With.Message.Contains("level 90"));
        Assert.That(() => model.PredictInterval([1, 2, 3], 0.9, 1), Throws.InstanceOf<ArgumentException>());
        Assert.That(() => model.NoPredictionIntervalReason(0.9, 1), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => model.NoPredictionIntervalReason(0), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => model.Calibrate(Regressor.Assess(Noisy(20, 1), Quick with { Epochs = 1 })),
            Throws.ArgumentException.With.Message.Contains("yield"));
    }
}
