using Extremal.Data;
using Extremal.Extrema;
using Extremal.Problems;
using Extremal.Results;
using Extremal.Training;

namespace Extremal.Tests;

/// <summary>Models that learn a target on a logarithmic scale, beside one that they learn as it is.</summary>
public sealed class RegressorTransformTests
{
    private static readonly TrainingOptions Options = new() { EvidenceSteps = 30 };
    private static readonly Lazy<Regressor> Model = new(() => Regressor.Train(Data("life", "cost"), Options));

    // A life over three decades, with noise of 10 % of it; a cost that is linear.
    private static Dataset Data(params string[] targets)
    {
        var random = new Random(7);
        double[,] x = new double[40, 2], y = new double[40, targets.Length];
        for (int i = 0; i < 40; i++)
        {
            (x[i, 0], x[i, 1]) = (random.NextDouble(), random.NextDouble());
            double life = Life(x[i, 0], x[i, 1]) * Math.Exp(0.1 * (2 * random.NextDouble() - 1)), cost = 3 * x[i, 0] - x[i, 1];
            for (int k = 0; k < targets.Length; k++)
            {
                y[i, k] = targets[k] == "life" ? life : cost;
            }
        }

        return Dataset.Create(x, y, ["load", "heat"], targets);
    }

    private static double Life(double load, double heat) => 1000 * Math.Exp(-6 * load - 4 * Math.Pow(heat - 0.6, 2));

    [Test]
    public void A_life_is_known_to_a_share_of_it()
    {
        Surrogate surrogate = Model.Value.Surrogate;
        Assert.That((surrogate.OutputScaling.Transform(0) is null, surrogate.OutputScaling.Transform(1) is null), Is.EqualTo((false, true)));
        foreach (double load in (double[])[0.1, 0.3, 0.5, 0.7, 0.9])
        {
            double truth = Life(load, 0.4);
            Assert.That(surrogate.Value([load, 0.4], 0, []), Is.EqualTo(truth).Within(0.15 * truth), $"load {load}");
        }
    }

    /// <summary>Each target is learned on its own, in its own coordinate: the other one's changes nothing.</summary>
    [Test]
    public void The_other_target_is_as_if_it_stood_alone()
    {
        Regressor alone = Regressor.Train(Data("cost"), Options);
        foreach (double load in (double[])[0.2, 0.6])
        {
            double[] both = new double[2], spreads = new double[2], one = new double[1], spread = new double[1];
            Model.Value.Predict([load, 0.5], both, spreads);
            alone.Predict([load, 0.5], one, spread);
            Assert.That(both[1], Is.EqualTo(one[0]).Within(1e-9));
            Assert.That(spreads[1], Is.EqualTo(spread[0]).Within(1e-9));
        }
    }

    /// <summary>What is missed of a row left out is in the target's unit, and the interval grows where the target does.</summary>
    [Test]
    public void Intervals_are_wide_where_lives_are_long_and_hold_the_rows()
    {
        Dataset data = Model.Value.TrainingData!;
        PredictionInterval[] intervals =
            [.. Enumerable.Range(0, data.RowCount).Select(row => Model.Value.PredictInterval(data.Inputs.Row(row).ToArray())!.Value)];
        int held = intervals.Where((interval, row) => interval.Contains(data.Targets[row, 0])).Count();
        Assert.That(held, Is.InRange(34, 40));
        PredictionInterval longest = Model.Value.PredictInterval([0, 0.6])!.Value, shortest = Model.Value.PredictInterval([1, 0.6])!.Value;
        Assert.That(longest.HalfWidth, Is.GreaterThan(10 * shortest.HalfWidth));
    }

    [Test]
    public void The_greatest_life_and_the_cautious_one_are_in_units()
    {
        Extremum best = Model.Value.Maximize();
        double truth = Life(best.Point[0], best.Point[1]);
        Assert.That(best.Value, Is.EqualTo(truth).Within(0.1 * truth));
        Assert.That(best.Point[1], Is.EqualTo(0.6).Within(0.15));
        Recommendation careful = Model.Value.Recommend(Goal.Maximize(0), options: new SearchOptions { Starts = 8 });
        Assert.That(careful.RiskAverse.Value, Is.InRange(0.6 * truth, 1.1 * truth));
    }
}
