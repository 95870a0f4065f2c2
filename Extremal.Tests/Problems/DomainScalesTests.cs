using Extremal.Data;
using Extremal.Extrema;
using Extremal.Networks;
using Extremal.Problems;
using Extremal.Results;

namespace Extremal.Tests.Problems;

/// <summary>Domains whose inputs differ in scale by many powers of ten: none with a point is refused, and one without is told in words.</summary>
public sealed class DomainScalesTests
{
    private const double Free = double.PositiveInfinity;

    private static Domain Of(params (string Name, double Low, double High)[] inputs) =>
        Domain.Of([.. inputs.Select(input => new Column(input.Name, input.Low, input.High, Middle(input), 0.3 * (input.High - input.Low)))]);

    private static double Middle((string Name, double Low, double High) input) => 0.5 * input.Low + 0.5 * input.High;

    /// <summary>Whether the data reach as far as the range, so that scaled coordinates are of order one, or not.</summary>
    [Test]
    public void Two_bands_may_meet_in_very_different_units([Values(1e6, 1e10, 1e14)] double unit, [Values] bool isObserved)
    {
        double observed = isObserved ? unit : 1;
        Surrogate surrogate = Made(Of(("a", 0, 10), ("b", -observed, observed)));
        Domain domain = Domain.Of(surrogate.Summary).Range("b", -unit, unit).Linear(["a", "b"], [1, 1 / unit], 10.5, 10.5);
        Domain feasible = domain.Sum(["b"], -1, Free);
        Extremum found = new ExtremumSearch(surrogate, feasible, Goal.Maximize(), new SearchOptions { Starts = 32, Searches = 4 }).Run();
        Assert.That(found.IsFeasible, found.ToString());
        Assert.That(feasible.LinearConstraints.Select(band => band.IsMet([.. found.Point])), Is.All.True);
        Assert.That(() => domain.Sum(["b"], double.NegativeInfinity, -1).ToRegion(), Throws.ArgumentException.With.Message.EqualTo(
            FormattableString.Invariant($"Domain: no point meets all of these: a + {1 / unit}·b = 10.5; b ≤ -1; a ≤ 10.")));
    }

    /// <summary>The means are far from the ranges in use: scaled, the limits are differences of great numbers.</summary>
    [Test]
    public void Limits_that_scaling_rounds_are_still_met()
    {
        var columns = new Column[] { new("a", 1e9, 1e9 + 10, 1e9 + 5, 3), new("b", 1e9, 1e9 + 10, 1e9 + 5, 3) };
        Domain domain = Domain.Of(columns).Range("a", 0, 1).Range("b", 0, 1).Sum(["a", "b"], 2, 2).Linear(["a", "b"], [1, -1], 0, 0);
        Standardization scaling = Standardization.Of(columns);
        Assert.That(domain.ToRegion().EmptyReason, Is.Null);
        Assert.That(domain.ToRegion<double>(scaling).EmptyReason, Is.Null);
        Assert.That(domain.ToRegion<float>(scaling).EmptyReason, Is.Null);
    }

    /// <summary>A sum counts as in its linear constraint within 10⁻⁹ of its terms, so two linear constraints that leave no exact point may both be kept.</summary>
    [Test]
    public void Bands_that_miss_each_other_by_less_than_their_tolerance_are_not_refused()
    {
        Domain both = Of(("a", 0, 1000), ("b", 0, 1000)).Linear(["a", "b"], [1, -1], 1e-8, Free);
        Domain near = both.Linear(["a", "b"], [1, -1], double.NegativeInfinity, 0), far = both.Linear(["a", "b"], [1, -1], double.NegativeInfinity, -1e-5);
        Assert.That(near.LinearConstraints.All(band => band.IsMet([1000, 1000])));
        Assert.That(() => near.ToRegion(), Throws.Nothing);
        Assert.That(() => far.Validate(), Throws.ArgumentException.With.Message.Contains("no point meets both linear constraints"));
        Domain wide = Of(("a", -1e10, 1e10)).Sum(["a"], 5, Free);
        Assert.That(() => wide.Sum(["a"], double.NegativeInfinity, 3).Validate(), Throws.ArgumentException, "what a is there is known: 3 to 5");
    }

    [Test]
    public void Bands_without_bounds_contradict_each_other_only_exactly()
    {
        Domain free = Of(("a", 0, 1), ("b", 0, 1)).Unbounded().Linear(["a", "b"], [3, 0.1], 1, Free);
        Assert.That(() => free.Linear(["a", "b"], [6, 0.2], double.NegativeInfinity, 1).Validate(), Throws.ArgumentException);
        Assert.That(() => free.Linear(["a", "b"], [3, Math.BitIncrement(0.1)], double.NegativeInfinity, 0).ToRegion(), Throws.Nothing);
        Assert.That(() => free.Linear(["a", "b"], [-1, 0.2], 1, Free).Linear(["a", "b"], [5, 0.7], double.NegativeInfinity, 1.9).ToRegion(),
            Throws.ArgumentException.With.Message.Contains("3·a + 0.1·b ≥ 1; -a + 0.2·b ≥ 1; 5·a + 0.7·b ≤ 1.9"));
    }

    /// <summary>What is not refused is searched, and an answer says what it breaks.</summary>
    [Test]
    public void What_is_not_proven_empty_is_searched()
    {
        Surrogate surrogate = Made(Of(("a", 0, 1000), ("b", 0, 1000)));
        Domain all = Domain.Of(surrogate.Summary), line = all.Linear(["a", "b"], [1, -1], 1e-8, Free);
        Extremum near = Find(line.Linear(["a", "b"], [1, -1], double.NegativeInfinity, 0));
        Assert.That(near.IsFeasible, "a - b counts as 0 and as 1e-8 where a and b are greater than 10: " + near);
        Extremum crossing = Find(all.Unbounded().Linear(["a", "b"], [3, 0.1], 1, Free)
            .Linear(["a", "b"], [3, Math.BitIncrement(0.1)], double.NegativeInfinity, 0));
        Assert.That(crossing.IsFeasible || crossing.Violations.Count > 0, crossing.ToString());

        Extremum Find(Domain domain) =>
            new ExtremumSearch(surrogate, domain, Goal.Maximize(), new SearchOptions { Starts = 32, Searches = 4, MaxRounds = 1 }).Run();
    }

    private static Surrogate Made(Domain domain)
    {
        var network = new Network<double>(2, new Layer(4, Activation.Tanh), new Layer(1, Activation.Identity));
        var random = new Random(1);
        foreach (ref double weight in network.Weights.All)
        {
            weight = random.NextDouble() - 0.5;
        }

        Column[] inputs = [.. domain.Inputs], targets = [HandMade.Target()];
        double[] covariance = [inputs[0].StandardDeviation * inputs[0].StandardDeviation, 0, 0, inputs[1].StandardDeviation * inputs[1].StandardDeviation];
        return new(network, Standardization.Of(inputs), Standardization.Of(targets), new DataSummary(100, inputs, targets, covariance));
    }
}
