using Extremal.Autodiff;
using Extremal.Data;
using Extremal.Memory;
using Extremal.Problems;
using Extremal.Results;
using Extremal.Training;

namespace Extremal.Tests;

/// <summary>How sure a model that was trained by evidence is, and what it recommends.</summary>
public sealed class RegressorSpreadTests
{
    private static readonly Lazy<Regressor> OfOne = new(() => Regressor.Train(Noisy(1), new TrainingOptions { EvidenceSteps = 30 }));
    private static readonly Lazy<Regressor> OfTwo = new(() => Regressor.Train(Noisy(2), new TrainingOptions { EvidenceSteps = 30 }));

    /// <summary>Rows in the middle half of each side; a smooth target with noise, and its negative half.</summary>
    private static Dataset Noisy(int targets)
    {
        var random = new Random(8);
        double[,] x = new double[50, 2], y = new double[50, targets];
        for (int i = 0; i < 50; i++)
        {
            (x[i, 0], x[i, 1]) = (5 + 10 * random.NextDouble(), -1 + 2 * random.NextDouble());
            double smooth = 40 * Math.Sin(x[i, 0] / 4) + 20 * x[i, 1] * x[i, 1];
            for (int k = 0; k < targets; k++)
            {
                y[i, k] = (k == 0 ? 1 : -0.5) * smooth + 2 * (random.NextDouble() - 0.5);
            }
        }

        return Dataset.Create(x, y);
    }

    [Test]
    public void It_is_what_the_tape_says_and_its_gradient_is_that_of_differences([Values(1, 2)] int targets)
    {
        Regressor model = targets == 1 ? OfOne.Value : OfTwo.Value;
        double[] point = [12.3, 0.4];
        for (int output = 0; output < targets; output++)
        {
            int own = output;
            var told = new Evaluation(model.Surrogate, point, variables => variables.Spread.Column(own), differentiated: true);
            Assert.That(Spread(model, point, output), Is.EqualTo(told.Values[0, 0]).Within(1e-12 * told.Values[0, 0]));
            double[] gradient = new double[2];
            told.Gradient(1, gradient);
            for (int j = 0; j < 2; j++)
            {
                double step = 1e-4;
                double Moved(double by) => Spread(model, [.. point.Select((value, i) => value + (i == j ? by : 0))], own);
                double difference = (8 * (Moved(step) - Moved(-step)) - (Moved(2 * step) - Moved(-2 * step))) / (12 * step);
                Assert.That(gradient[j], Is.EqualTo(difference).Within(1e-6 * Math.Max(1, Math.Abs(difference))), $"output {output}, input {j}");
            }
        }
    }

    [Test]
    public void Its_text_names_each_form_with_how_many_there_are()
    {
        string text = OfOne.Value.ToString();
        foreach (var forms in OfOne.Value.Surrogate.Members.GroupBy(member => member.ToString()))
        {
            Assert.That(text, Does.Contain(forms.Count() > 1 ? $"{forms.Count()} × {forms.Key}" : forms.Key));
        }
    }

    [Test]
    public void What_its_members_are_is_said_with_their_shares()
    {
        Surrogate one = OfOne.Value.Surrogate;
        string words = one.DescribeMembers();
        int radial = one.Members.Count(member => member.Layers.Any(layer => layer.Activation.Name.StartsWith("radial", StringComparison.Ordinal)));
        double share = Enumerable.Range(0, one.Members.Count - radial).Sum(member => one.Share(member));
        string kinds = radial == 0 ? "18 dense networks" : FormattableString.Invariant(
            $"18 dense networks with {share:P0} and 1 radial network with {1 - share:P0}");
        Assert.That(words, Is.EqualTo(share == 0 ? $"the radial network {one.Network}" : $"the mean of {kinds}"));
        Assert.That(one.Only(0).DescribeMembers(), Does.EndWith(one.Network.ToString()));
        Assert.That(() => one.DescribeMembers(1), Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("outputs are 0 to 0"));
    }

    [Test]
    public void A_limit_of_the_confidence_bound_has_its_price_in_the_targets_unit()
    {
        Goal goal = Goal.Maximize(0, RiskAttitude.Averse(1));
        Extremum At(double most) => OfOne.Value.Extremize(goal, OfOne.Value.Domain.Range("x0", 6, 8).Range("x1", 0.2, most));
        double Bound(double most) => At(most) is var found ? found.Value - Spread(OfOne.Value, [.. found.Point], 0) : 0;
        const double Step = 1e-3;
        double slope = (Bound(0.7 + Step) - Bound(0.7 - Step)) / (2 * Step);
        ShadowPrice price = At(0.7).ShadowPrices.Single(price => price.Limit == "x1 ≤ 0.7");
        Assert.That(price.Price, Is.EqualTo(slope).Within(1e-3 * Math.Abs(slope)));
        Assert.That(price.Sentence, Does.Contain("changes the confidence bound of y by"));
    }

    [Test]
    public void It_is_greater_where_there_are_no_rows()
    {
        double inside = Spread(OfOne.Value, [10, 0], 0), beyond = Spread(OfOne.Value, [30, 4], 0);
        Assert.That(inside, Is.GreaterThan(0));
        Assert.That(beyond, Is.GreaterThan(5 * inside));
    }

    [Test]
    public void A_file_keeps_it_to_the_bit([Values(1, 2)] int targets)
    {
        Regressor model = targets == 1 ? OfOne.Value : OfTwo.Value;
        using var stream = new MemoryStream();
        model.Save(stream);
        stream.Position = 0;
        Regressor read = Regressor.Load(stream);
        foreach (double[] point in (double[][])[[10, 0], [7.5, 0.9], [30, 4]])
        {
            for (int output = 0; output < targets; output++)
            {
                Assert.That(Spread(read, point, output), Is.EqualTo(Spread(model, point, output)));
                Assert.That(read.PredictInterval(point, 0.8, output), Is.EqualTo(model.PredictInterval(point, 0.8, output)));
            }
        }
    }

    [Test]
    public void What_is_recommended_has_the_better_bound([Values] bool isGreatest)
    {
        Goal goal = isGreatest ? Goal.Maximize() : Goal.Minimize();
        int sign = isGreatest ? 1 : -1;
        Domain wide = OfOne.Value.Domain.Range("x0", 0, 40).Range("x1", -4, 4);
        Recommendation first = OfOne.Value.Recommend(goal, wide);
        double Bound(Extremum answer, double spread) => sign * answer.Value - first.Beta * spread;
        Assert.That(first.RiskAverseSpread, Is.EqualTo(Spread(OfOne.Value, [.. first.RiskAverse.Point], 0)));
        Assert.That(first.RiskNeutralSpread, Is.GreaterThan(2 * first.RiskAverseSpread), first.ToString());
        Assert.That(Bound(first.RiskAverse, first.RiskAverseSpread), Is.GreaterThan(Bound(first.RiskNeutral, first.RiskNeutralSpread)), first.ToString());
        Assert.That(sign * first.RiskNeutral.Value, Is.GreaterThan(sign * first.RiskAverse.Value));
        Assert.That(first.ToString(), Does.StartWith("try first: y = ").And.Contain("believed less"));
    }

    /// <summary>Where a point beyond the data is doubted twice, one inside is not left for a little more.</summary>
    [Test]
    public void Noise_alone_leads_nowhere_beyond_the_data()
    {
        var random = new Random(4);
        double[][] x = [.. Enumerable.Range(0, 60).Select(_ => (double[])[Normal(random), Normal(random)])];
        Regressor model = Regressor.Train(
            Dataset.Create(x, [.. x.Select(_ => Normal(random))]), new TrainingOptions { EvidenceSteps = 20 });
        Recommendation first = model.Recommend(Goal.Maximize(), model.Domain.Range("x0", -20, 20).Range("x1", -20, 20));
        Assert.That(first.RiskAverse.Support.Verdict, Is.EqualTo(Verdict.Inside), first.ToString());
    }

    [Test]
    public void Only_an_extreme_value_is_recommended_and_only_by_who_knows_a_doubt()
    {
        Assert.That(() => OfOne.Value.Recommend(Goal.Target(3)), Throws.ArgumentException.With.Message.Contains("greatest or the least"));
        Assert.That(
            () => OfOne.Value.Recommend(Goal.Maximize(0, RiskAttitude.Averse(1))), Throws.ArgumentException.With.Message.Contains("greatest or the least"));
        Assert.That(() => OfOne.Value.Recommend(Goal.Maximize(), beta: -1), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Regressor single = Regressor.Train(Noisy(1), new TrainingOptions { Hidden = [4], Epochs = 2 });
        Assert.That(() => single.Recommend(Goal.Maximize()), Throws.ArgumentException.With.Message.Contains("single network"));
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static double Spread(Regressor model, double[] point, int output)
    {
        double[] outputs = new double[model.Surrogate.Outputs], spreads = new double[outputs.Length];
        model.Predict(point, outputs, spreads);
        return spreads[output];
    }
}
