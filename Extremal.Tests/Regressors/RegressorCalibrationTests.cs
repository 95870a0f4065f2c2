using Extremal.Data;
using Extremal.Extrema;
using Extremal.Optimization;
using Extremal.Results;
using Extremal.Tests.Training;
using Extremal.Training;

namespace Extremal.Tests;

/// <summary>On which rows the intervals of a trained model rest, and how often they hold a new measurement.</summary>
public sealed class RegressorCalibrationTests
{
    private const int Fresh = 100;

    // A rate that stays great makes the validation loss jump from epoch to epoch, so that much can be chosen.
    private static readonly TrainingOptions Jumping = RegressorData.Quick with
    {
        Hidden = [20],
        Epochs = 60,
        BatchSize = 8,
        Optimizer = Optimizer.Adam(0.05),
        Schedule = Schedule.Constant,
        Patience = null,
    };

    /// <summary>y = sin 3x₀ + x₁ + Σ xᵢ² + a group's level of deviation 1, if there are groups, + noise.</summary>
    private static Dataset Draw(int rows, int inputs, int groupSize, double noise, int seed)
    {
        var random = new Random(seed);
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        double[] levels = [.. Enumerable.Range(0, rows).Select(_ => groupSize > 0 ? Normal() : 0)];
        double[][] points = [.. Enumerable.Range(0, rows).Select(_ =>
            Enumerable.Range(0, inputs).Select(_ => 2 * random.NextDouble() - 1).ToArray())];
        double[] measured = [.. points.Select((x, row) => Math.Sin(3 * x[0]) + x[1] + x[2..].Sum(other => other * other)
            + levels[row / Math.Max(1, groupSize)] + noise * Normal())];
        Dataset data = Dataset.Create(points, measured);
        return groupSize > 0 ? data.WithGroups([.. Enumerable.Range(0, rows).Select(row => row / groupSize)]) : data;
    }

    /// <summary>
    /// The share of fresh measurements, each of a group of its own, that the 90 % intervals of this many trainings hold. Trainings without an
    /// interval are counted apart.
    /// </summary>
    private static (double Covered, double Error, int None) Simulate(int trainings, Func<int, int, Dataset> draw, TrainingOptions options)
    {
        double?[] covered = new double?[trainings];
        Parallel.For(0, trainings, k =>
        {
            Regressor model = Regressor.Train(draw(k, 0), options with { Seed = (ulong)k, MaxDegreeOfParallelism = 1 });
            Dataset fresh = draw(k, Fresh);
            covered[k] = model.NoPredictionIntervalReason() is null
                ? Enumerable.Range(0, Fresh).Average(i => model.PredictInterval(fresh.Inputs.Row(i))!.Value.Contains(fresh.Targets[i, 0]) ? 1 : 0)
                : null;
        });
        double[] known = [.. covered.OfType<double>()];
        double mean = known.DefaultIfEmpty(double.NaN).Average(), squares = known.Sum(share => (share - mean) * (share - mean));
        TestContext.Out.WriteLine(FormattableString.Invariant(
            $"covered {100 * mean:F1} ± {100 * Math.Sqrt(squares) / Math.Max(1, known.Length):F1}, {trainings - known.Length} of {trainings} without an interval"));
        return (mean, Math.Sqrt(squares) / Math.Max(1, known.Length), trainings - known.Length);
    }

    private static Func<int, int, Dataset> Drawing(int rows, int inputs = 2, int groupSize = 0, double noise = 0.3) => (k, fresh) =>
        fresh > 0 ? Draw(fresh, inputs, Math.Min(groupSize, 1), noise, 1_000_000 + k) : Draw(rows, inputs, groupSize, noise, k);

    /// <summary>Ten rows held back, in four trainings: 37/41 of fresh measurements. Judged after the epoch that they chose, they keep 81 of 90.</summary>
    [Test]
    public void On_few_rows_what_chose_does_not_calibrate()
    {
        (double covered, double _, int none) = Simulate(100, Drawing(67), Jumping);
        Assert.That(covered, Is.EqualTo(37 / 41.0).Within(0.02));
        Assert.That(none, Is.Zero);
    }

    /// <summary>Eleven groups of twelve rows, nearly a line: 11/12 of the measurements of new groups. Rows taken for independent keep 88 or 89 of 90.</summary>
    [TestCase(1)]
    [TestCase(8)]
    public void Intervals_hold_on_rows_of_few_groups(int members)
    {
        (double covered, double _, int none) = Simulate(
            200, Drawing(132, groupSize: 12, noise: 0.05), Jumping with { Hidden = [], Epochs = 30, BatchSize = 32, Members = members });
        Assert.That(covered, Is.EqualTo(11 / 12.0).Within(0.015));
        Assert.That(none, members == 1 ? Is.Zero : Is.LessThan(20));
    }

    /// <summary>Two of ten groups are held back by a single training, and nine are needed.</summary>
    [Test]
    public void With_too_few_groups_there_is_no_interval_and_words_say_why()
    {
        Dataset data = Draw(60, 2, 6, 0.3, 1);
        TrainingOptions options = Jumping with { Epochs = 3, Validation = 0.2 };
        Regressor alone = Regressor.Train(data, options with { Calibration = 0 });
        const string Why = "90 % want at least 9 groups that no training saw, and there are 2";
        Assert.That((alone.PredictInterval([0, 0]), alone.NoPredictionIntervalReason()), Is.EqualTo(((PredictionInterval?)null, Why)));
        Extremum best = alone.Maximize(options: new SearchOptions { Starts = 2 });
        Assert.That((best.Expected, best.NoExpectationReason), Is.EqualTo(((PredictionInterval?)null, Why)));
        Assert.That(best.ToString(), Does.Contain("which measurement to expect cannot be said: " + Why));
        PredictionInterval narrow = alone.PredictInterval([0, 0], 0.6)!.Value;
        Assert.That(narrow.ToString(), Does.EndWith("(60 %, 12 held-back residuals of 2 groups: so few make it wide)"));

        Regressor all = Regressor.Train(data, options);
        Assert.That(all.PredictInterval([0, 0])!.Value.ToString(), Does.EndWith("(90 %, 60 held-back residuals of 10 groups: so few make it wide)"));
        Assert.That(all.PredictInterval([0, 0], 0.5)!.Value.ToString(), Does.EndWith("(50 %, 60 held-back residuals of 10 groups)"));
        Assert.That(all.Maximize(options: new SearchOptions { Starts = 2 }).Expected!.Value.ToString(), Does.Contain("of 10 groups"));
        Assert.That(all.Surrogate.Network.Weights.All.ToArray(), Is.EqualTo(alone.Surrogate.Network.Weights.All.ToArray()), "the same network");
    }

    /// <summary>A single group is held back, and no other could choose for it: it is held back again, with a neighbour.</summary>
    [Test]
    public void A_group_that_chose_alone_does_not_calibrate()
    {
        Dataset data = Draw(60, 2, 10, 0.3, 1);
        TrainingOptions few = Jumping with { Epochs = 3, Validation = 0.1 };
        Assert.That(data.SplitGroups(few.Validation, few.Seed).Part.GroupCount, Is.EqualTo(1));
        Assert.That(Regressor.Train(data, few with { Calibration = 0 }).Residuals, Is.Null);
        Assert.That(Regressor.Train(data, few).Residuals!.Groups(), Is.EqualTo(6));
        Assert.That(Regressor.Train(data, few with { Calibration = 3 }).Residuals!.Groups(), Is.EqualTo(4), "two and two");
        Assert.That(Regressor.Train(data, few with { Calibration = 0, KeepBest = false }).Residuals, Is.Null);
    }

    [Test]
    public void So_many_rows_are_held_back_as_are_wanted()
    {
        Dataset data = Draw(60, 2, 0, 0.3, 1);
        int Count(int calibration) => Regressor.Train(data, Jumping with { Epochs = 2, Calibration = calibration }).Residuals!.Count();
        Assert.That(((int[])[0, 9, 10, 18, 19, 40, 60, 1000]).Select(Count), Is.EqualTo(new[] { 9, 9, 18, 18, 27, 45, 60, 60 }));
        Dataset half = data.WithWeights([.. Enumerable.Range(0, 60).Select(row => row % 2 == 0 ? 1.0 : 0)]);
        Assert.That(Regressor.Train(half, Jumping with { Epochs = 2, Calibration = 1000 }).Residuals!.Count(), Is.EqualTo(30));
        Assert.That(Regressor.Train(Draw(2, 2, 0, 0.3, 1), Jumping with { Epochs = 2 }).Residuals, Is.Null, "nobody could choose");
    }

    [Test]
    public void The_same_bits_on_any_number_of_threads_and_when_it_goes_on()
    {
        Dataset data = Draw(60, 2, 3, 0.3, 1);
        TrainingOptions options = Jumping with { Epochs = 8, MaxDegreeOfParallelism = 1 };
        PredictionInterval expected = Regressor.Train(data, options).PredictInterval([0.2, 0.1])!.Value;
        Assert.That(Regressor.Train(data, options with { MaxDegreeOfParallelism = 3 }).PredictInterval([0.2, 0.1]), Is.EqualTo(expected));
        using var source = new CancellationTokenSource();
        Regressor cut = Regressor.Train(data, options, new Listener<TrainingProgress>(p => { if (p.Epoch == 5) { source.Cancel(); } }), source.Token);
        Assert.That(cut.Residuals!.Groups(), Is.EqualTo(3), "once cancelled, no other is trained");
        Assert.That(Regressor.Train(data, options, state: cut.State).PredictInterval([0.2, 0.1]), Is.EqualTo(expected));
    }

    /// <summary>The member's epoch is chosen by its out-of-bag rows; one that chose alone is not judged by that member.</summary>
    [Test]
    public void Out_of_bag_rows_are_judged_after_the_epoch_that_the_others_choose()
    {
        Dataset data = Draw(60, 2, 15, 0.3, 1);
        TrainingOptions options = Jumping with { Epochs = 30, Members = 12 };
        Regressor chosen = Regressor.Train(data, options), last = Regressor.Train(data, options with { KeepBest = false });
        int[][] groups = [.. Enumerable.Range(0, 12).Select(k => Bootstrap.Of(data, Regressor.SeedOf(options.Seed, k)).OutOfBag
            .Select(row => row / 15).Distinct().ToArray())];
        Assert.That(groups.Any(left => left.Length == 1), "the test wants a member that leaves out a single group");
        for (int row = 0; row < 60; row++)
        {
            Assert.That(chosen.OutOfBag!.Members(row), Is.EqualTo(groups.Count(left => left.Length > 1 && left.Contains(row / 15))));
            Assert.That(last.OutOfBag!.Members(row), Is.EqualTo(groups.Count(left => left.Contains(row / 15))));
        }

        double[] said = new double[60];
        for (int k = 0; k < 12; k++)
        {
            foreach (int row in groups[k].Length > 1 ? Enumerable.Range(0, 60).Where(row => groups[k].Contains(row / 15)) : [])
            {
                said[row] += chosen.Surrogate.Only(k).Value(data.Inputs.Row(row).ToArray(), 0, []) / chosen.OutOfBag!.Members(row);
            }
        }

        int judged = Enumerable.Range(0, 60).Count(row => chosen.OutOfBag!.Members(row) > 0 && Math.Abs(chosen.OutOfBag.Prediction(row) - said[row]) > 1e-6);
        Assert.That(judged, Is.GreaterThan(10), "where the others choose another epoch, another prediction counts");
    }

    /// <summary>The defaults, 150 trainings each: a deviation of 0.3 to 0.6 points. Of five members two speak of a row, which makes it pessimistic.</summary>
    [Explicit, Category("Long")]
    [TestCase(60, 2, 1)]
    [TestCase(60, 5, 1)]
    [TestCase(127, 2, 1)]
    [TestCase(127, 5, 1)]
    [TestCase(333, 2, 1)]
    [TestCase(60, 2, 5)]
    [TestCase(60, 5, 5)]
    [TestCase(127, 2, 5)]
    [TestCase(60, 2, 20)]
    public void Default_intervals_hold_on_few_rows(int rows, int inputs, int members)
    {
        (double covered, double _, int none) = Simulate(150, Drawing(rows, inputs), new TrainingOptions { Members = members });
        Assert.That(none, Is.Zero);
        Assert.That(covered, Is.InRange(0.88, members == 5 ? 0.93 : 0.92));
    }

    /// <summary>200 rows, a group effect of 1, the defaults; 200 trainings each: a deviation of 0.3 to 0.6 points.</summary>
    [Test, Explicit, Category("Long")]
    public void Default_intervals_hold_on_grouped_rows([Values(1, 4, 10, 20)] int groupSize, [Values(1, 10)] int members)
    {
        (double covered, double _, int none) = Simulate(200, Drawing(200, groupSize: groupSize), new TrainingOptions { Members = members });
        Assert.That(covered, Is.EqualTo(0.9).Within(0.02));
        Assert.That(none, members == 1 || groupSize < 20 ? Is.Zero : Is.LessThan(50));
    }
}
