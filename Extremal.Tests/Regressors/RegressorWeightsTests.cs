using Extremal.Data;
using Extremal.Extrema;
using Extremal.Problems;
using Extremal.Results;
using Extremal.Training;

namespace Extremal.Tests;

/// <summary>Rows of weight 0 are as if they were not there, to the bit: a fault that someone took out so must not come back.</summary>
public sealed class RegressorWeightsTests
{
    private static readonly int[] Absurd = [0, 7, 8, 31, 50, 65];

    /// <summary>Sixty rows, some counting more, with six absurd ones of weight 0 among them.</summary>
    private static readonly Dataset Weighted = Make(withAbsurd: true);

    private static readonly Dataset Without = Make(withAbsurd: false);

    private static readonly TrainingOptions Quick = RegressorData.Quick with { Epochs = 40 };

    private static Dataset Make(bool withAbsurd)
    {
        Dataset sound = RegressorData.Process(60);
        var inputs = new List<double[]>();
        var (targets, weights, groups) = (new List<double>(), new List<double>(), new List<int>());
        for (int row = 0, next = 0; row < 66; row++)
        {
            bool absurd = Absurd.Contains(row);
            if (absurd && withAbsurd)
            {
                inputs.Add([-1e9 * row, 1e9, 1e12]);
                (double target, double weight, int group) = (1e6, 0, row);
                targets.Add(target);
                weights.Add(weight);
                groups.Add(group);
            }
            else if (!absurd)
            {
                inputs.Add(sound.Inputs.Row(next).ToArray());
                targets.Add(sound.Targets[next, 0]);
                weights.Add(1 + next % 3);
                groups.Add(100 + next / 3);
                next++;
            }
        }

        return Dataset.Create(inputs, [.. targets], ["pressure", "heat", "steam"]).WithWeights([.. weights]).WithGroups([.. groups]);
    }

    [Test]
    public void A_model_has_the_same_bits_with_and_without_them([Values(1, 4)] int members, [Values] bool grouped)
    {
        TrainingOptions options = Quick with { Members = members };
        Regressor one = Regressor.Train(grouped ? Weighted : Weighted.WithGroups([]), options);
        Regressor other = Regressor.Train(grouped ? Without : Without.WithGroups([]), options);
        Assert.That(one.Bytes(), Is.EqualTo(other.Bytes()), "weights, scaling, ranges, covariance, distances, residuals");
        Assert.That(one.Trainings[0].History.Validation, Is.EqualTo(other.Trainings[0].History.Validation));
        Assert.That(one.Domain.Upper.ToArray(), Is.EqualTo(other.Domain.Upper.ToArray()));
        Extremum found = one.Maximize(one.Domain.Inside()), wanted = other.Maximize(other.Domain.Inside());
        Assert.That(found.Point, Is.EqualTo(wanted.Point));
        Assert.That(found.ToString().Split('\n')[..4], Is.EqualTo(wanted.ToString().Split('\n')[..4]));
    }

    [Test]
    public void Rows_that_are_reported_have_the_numbers_of_the_users_data()
    {
        ApplicabilityDomain with = ApplicabilityDomain.Of(Weighted), without = ApplicabilityDomain.Of(Without);
        int[] counted = [.. Enumerable.Range(0, 66).Except(Absurd)];
        foreach (int row in counted)
        {
            Support support = with.At(Weighted.Inputs.Row(row)), other = without.At(Weighted.Inputs.Row(row));
            Assert.That((support.Nearest[0].Row, support.Nearest[0].Distance), Is.EqualTo((row, 0.0)));
            Assert.That(support.Nearest.Select(near => near.Row), Is.EqualTo(other.Nearest.Select(near => counted[near.Row])));
            Assert.That(support.Nearest[1].Targets.ToArray(), Is.EqualTo(Weighted.Targets.Row(support.Nearest[1].Row).ToArray()));
            Assert.That(support.Words, Is.EqualTo(other.Words));
        }

        Assert.That(with.At(Weighted.Inputs.Row(7)).Verdict, Is.EqualTo(Verdict.Beyond));
        Regressor ensemble = Regressor.Train(Weighted, Quick with { Members = 4, Epochs = 2 });
        Regressor plain = Regressor.Train(Without, Quick with { Members = 4, Epochs = 2 });
        double[] wanted = [.. Enumerable.Range(0, 60).Select(row => plain.OutOfBag!.Prediction(row))];
        Assert.That(counted.Select(row => ensemble.OutOfBag!.Prediction(row)), Is.EqualTo(wanted));
        Assert.That(Absurd.Select(row => ensemble.OutOfBag!.Members(row)), Is.All.Zero);
        Assert.That(ensemble.OutOfBag!.Accuracy(), Is.EqualTo(plain.OutOfBag!.Accuracy()));
    }

    /// <summary>Where the rows lie is told by their weights: of the core, which counts a hundred times, more rows are near.</summary>
    [Test]
    public void Percentiles_of_distances_are_weighted()
    {
        double[] x = [.. Enumerable.Range(-30, 61).Select(i => i * Math.Abs(i) / 10.0)];
        double[] weights = [.. x.Select(value => Math.Abs(value) < 10 ? 100.0 : 1)];
        Dataset data = Dataset.Create([.. x.Select(value => (double[])[value])], x).WithWeights(weights);
        ApplicabilityDomain coverage = ApplicabilityDomain.Of(data);
        double deviation = data.InputColumns[0].StandardDeviation;
        double[] centre = [.. x.Select(value => Math.Abs(value - data.InputColumns[0].Mean) / deviation)];
        double[] gaps = [.. x.Select(value => x.Where(other => other != value).Min(other => Math.Abs(other - value)) / deviation)];
        (Percentiles? Own, double[] Distances)[] pairs = [(coverage.CentreDistances, centre), (coverage.NeighbourDistances, gaps)];
        foreach ((Percentiles? got, double[] distances) in pairs)
        {
            Assert.That(got!.Numbers.ToArray(), Is.EqualTo(Percentiles.Of(distances, weights).Numbers.ToArray()).Within(1e-9));
            Assert.That(got.Quantile(0.9), Is.LessThan(0.8 * Percentiles.Of(distances).Quantile(0.9)), "the test wants weights that matter");
        }
    }

    /// <summary>A row that weighs next to nothing may be off a relation that the others keep, and is not off its own cloud.</summary>
    [Test]
    public void The_lightest_row_is_in_the_cloud_however_flat()
    {
        double[] x = [.. Enumerable.Range(0, 20).Select(i => (double)i)];
        Dataset data = Dataset.Create([.. x.Select(value => (double[])[value, value + (value == 11 ? 5e-3 : 0)])], x)
            .WithWeights([.. x.Select(value => value == 11 ? 1e-6 : 1)]);
        ApplicabilityDomain coverage = ApplicabilityDomain.Of(data);
        Assert.That(coverage.At(data.Inputs.Row(11)).CentreDistance, Is.LessThan(1));
        Assert.That(coverage.At([11, 11.5]).CentreDistance, Is.EqualTo(double.PositiveInfinity));
    }

    /// <summary>A light row may lie far out beside the weighted deviation; what no row can exceed heeds the least weight.</summary>
    [Test]
    public void The_lightest_row_is_not_beyond_what_a_row_can_be()
    {
        double[] x = [.. Enumerable.Range(0, 20).Select(i => (double)i), 100];
        Dataset data = Dataset.Create([.. x.Select(value => (double[])[value])], x).WithWeights([.. x.Select(value => value < 50 ? 1 : 0.01)]);
        ApplicabilityDomain known = ApplicabilityDomain.Of(data.Summary); // without rows
        double distance = known.At([100]).CentreDistance;
        Assert.That(distance, Is.GreaterThan(Math.Sqrt(20)), "farther than any of 21 equal rows could be");
        Assert.That(known.At([100]).Verdict, Is.EqualTo(Verdict.AtEdge));
        Assert.That(data.Summary.LightestRows, Is.EqualTo(2001).Within(1e-9));
        Assert.That(distance, Is.LessThan(Math.Sqrt(2000)));
        Assert.That(data.WithWeights([.. x.Select(value => value < 50 ? 1e100 : 5e-324)]).Summary.LightestRows, Is.EqualTo(1e300));
    }

    [Test]
    public void An_assessment_neither_trains_on_them_nor_holds_them_out()
    {
        int[] counted = [.. Enumerable.Range(0, 66).Except(Absurd)];
        Assessment with = Regressor.Assess(Weighted, Quick with { Epochs = 3 }), without = Regressor.Assess(Without, Quick with { Epochs = 3 });
        Assert.That(with.Summary, Is.EqualTo(without.Summary));
        foreach ((HeldOut one, HeldOut other) in with.Scores.Zip(without.Scores))
        {
            Assert.That((one.Network, one.Mean), Is.EqualTo((other.Network, other.Mean)));
            Assert.That((one.Linear, one.Quadratic), Is.EqualTo((other.Linear, other.Quadratic)));
            Assert.That(counted.Select(row => one.Predictions[row]), Is.EqualTo(other.Predictions));
            Assert.That(one.Folds[0].Rows, Is.EqualTo(other.Folds[0].Rows.Select(row => counted[row])));
            Assert.That(Absurd.Select(row => one.Residuals[row]), Is.All.NaN);
        }

        Assert.That(Residuals.Of(with).Count(), Is.EqualTo(60));
    }

    [Test]
    public void A_file_keeps_all_rows_and_reads_them_back()
    {
        Regressor model = Regressor.Train(Weighted, Quick with { Epochs = 2 });
        Regressor again = Regressor.Load(new MemoryStream(model.Bytes(withRows: true)));
        Assert.That((again.TrainingData!.RowCount, Rows: again.Summary.RowCount), Is.EqualTo((66, 60)));
        Assert.That(again.TrainingData.Weights.ToArray(), Is.EqualTo(Weighted.Weights.ToArray()));
        Assert.That(again.ApplicabilityDomain.At(Weighted.Inputs.Row(9)).Nearest[0].Row, Is.EqualTo(9));
        Assert.That(again.Bytes(withRows: true), Is.EqualTo(model.Bytes(withRows: true)));

        Regressor bare = Regressor.Load(new MemoryStream(model.Bytes()));
        Assert.That(bare.Summary.LightestRows, Is.EqualTo(model.Summary.LightestRows).And.EqualTo(120), "60 rows that weigh 1, 2 or 3");
    }

    /// <summary>With half of the rows counting nine times, the losses that are reported are the weighted means of the squared errors.</summary>
    [Test]
    public void The_validation_loss_is_the_weighted_mean()
    {
        Dataset data = Without.WithGroups([]);
        Regressor model = Regressor.Train(data, Quick with { Epochs = 5, Validation = 0.3 });
        Dataset held = data.SplitRows(0.3, Quick.Seed).Part;
        double[] predicted = new double[held.RowCount];
        model.Predict(held.Inputs.Span, predicted);
        Accuracy accuracy = Accuracy.Of(held.Targets.Span, predicted, held.Weights);
        History history = model.Training!.History;
        double scaled = accuracy.Rmse / data.TargetColumns[0].StandardDeviation;
        Assert.That(history.Validation[history.BestEpoch], Is.EqualTo(scaled * scaled).Within(1e-12));
    }
}
