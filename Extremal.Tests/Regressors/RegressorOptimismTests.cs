using Extremal.Data;
using Extremal.Extrema;
using Extremal.Problems;
using Extremal.Results;
using Extremal.Training;

namespace Extremal.Tests;

public sealed class RegressorOptimismTests
{
    private static readonly SearchOptions Search = new() { Starts = 6, MaxSteps = 50 };

    private static readonly Lazy<Regressor> Noise = new(() => Train(3));

    /// <summary>Whatever looks best here is chance.</summary>
    private static Regressor Train(int seed)
    {
        var random = new Random(seed);
        Dataset data = Dataset.Create(Enumerable.Range(0, 30).Select(_ => (double[])[random.NextDouble(), random.NextDouble()]).ToArray(),
            [.. Enumerable.Range(0, 30).Select(_ => random.NextDouble())]).WithUnit("y", "MPa");
        return Regressor.Train(data, RegressorData.Quick with { Hidden = [20, 20], Epochs = 150, Members = 5, Validation = 0 });
    }

    [Test]
    public void Who_chooses_by_chance_is_disappointed_whichever_way_is_sought([Values(3, 4, 5)] int seed)
    {
        Regressor model = seed == 3 ? Noise.Value : Train(seed);
        Optimism most = model.EstimateOptimism(Goal.Maximize(), options: Search), least = model.EstimateOptimism(Goal.Minimize(), options: Search);
        TestContext.Out.WriteLine($"{most}\n{least}");
        Assert.That(most.Expected, Is.GreaterThan(0.05), $"seed {seed}");
        Assert.That(least.Expected, Is.GreaterThan(0.05), $"seed {seed}");
        Assert.That(most.Expected, Is.EqualTo(most.Chosen - most.Scored).Within(1e-12));
        Assert.That(least.Expected, Is.EqualTo(least.Scored - least.Chosen).Within(1e-12));
        Assert.That(most.ToString(), Does.Contain("MPa"));
        Assert.That(model.EstimateOptimism(Goal.Maximize(), options: Search).Expected, Is.EqualTo(most.Expected), "the same bits");
    }

    /// <summary>Rows on a ring: its middle is near their centre and far from each of them, which only the rows can tell.</summary>
    [Test]
    public void Inside_the_data_means_the_same_as_in_a_search()
    {
        double[][] ring = [.. Enumerable.Range(0, 60).Select(i => (double[])[Math.Cos(0.1 * i), Math.Sin(0.1 * i)])];
        Dataset data = Dataset.Create(ring, [.. ring.Select(x => 1 - x[0])]);
        Regressor model = Regressor.Train(data, RegressorData.Quick with { Hidden = [8], Epochs = 60, Members = 2 });
        foreach (HalfChoice choice in model.EstimateOptimism(Goal.Target(1), model.Domain.Inside()).Choices)
        {
            Support support = model.ApplicabilityDomain.At([.. choice.Point]);
            Assert.That(support.Verdict, Is.EqualTo(Verdict.Inside), support.Words);
        }
    }

    [Test]
    public void Nobody_scores_what_he_chose()
    {
        foreach (HalfChoice choice in Noise.Value.EstimateOptimism(Goal.Maximize(), options: Search).Choices)
        {
            int[] others = [.. Enumerable.Range(0, 5).Except(choice.Choosers)];
            Assert.That(others, Has.Length.EqualTo(5 - choice.Choosers.Count).And.Length.InRange(2, 3));
            double[] point = [.. choice.Point];
            Assert.That(choice.Scored, Is.EqualTo(others.Average(k => Noise.Value.Surrogate.Only(k).Value(point, 0, []))).Within(1e-12));
            Assert.That(choice.Chosen, Is.EqualTo(choice.Choosers.Average(k => Noise.Value.Surrogate.Only(k).Value(point, 0, []))).Within(1e-12));
        }
    }

    [Test]
    public void What_the_data_settle_falls_short_by_little()
    {
        Regressor model = Regressor.Train(RegressorData.Process(200), RegressorData.Quick with { Members = 4, Epochs = 150 });
        Optimism most = model.EstimateOptimism(Goal.Maximize(), options: Search);
        TestContext.Out.WriteLine($"{most}");
        Assert.That(most.Choices, Has.Count.EqualTo(4), "two ways of halving four, both ways round");
        Assert.That(Math.Abs(most.Expected), Is.LessThan(0.3 * model.Summary.TargetColumns[0].StandardDeviation));
    }

    [Test]
    public void Each_goal_knows_what_falls_short()
    {
        Assert.That(Goal.Maximize().Shortfall(10, 7), Is.EqualTo(3));
        Assert.That(Goal.Minimize(0, RiskAttitude.Averse(1)).Shortfall(10, 7), Is.EqualTo(-3));
        Assert.That(Goal.Target(10).Shortfall(10, 7), Is.EqualTo(3));
        Assert.That(Goal.Target(8).Shortfall(10, 7), Is.EqualTo(-1));
        Assert.That((Goal.Maximize() + PaperLosses.Positivity()).Shortfall(10, 7), Is.EqualTo(3));
        Assert.That(PaperLosses.Minimization().Shortfall(10, 7), Is.EqualTo(3));
    }

    [Test]
    public void A_cancelled_one_has_the_choices_made_so_far()
    {
        Optimism soon = Noise.Value.EstimateOptimism(Goal.Maximize(), options: Search, cancellation: new CancellationToken(true));
        Assert.That(soon.Choices, Has.Count.EqualTo(1));
        Assert.That(double.IsFinite(soon.Expected));
    }

    [Test]
    public void A_single_network_cannot_be_halved() => Assert.That(
        () => RegressorData.Trained.EstimateOptimism(Goal.Maximize()), Throws.InvalidOperationException.With.Message.Contains("Members"));
}
