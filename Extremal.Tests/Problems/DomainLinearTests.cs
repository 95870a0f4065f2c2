using Extremal.Data;
using Extremal.Optimization.Regions;
using Extremal.Problems;

namespace Extremal.Tests.Problems;

public sealed class DomainLinearTests
{
    private static readonly Dataset Data = Dataset.Create(
        [[100, 250.3, 1], [500, 150.1, 7], [222.2, 175, 3]], [10, 20, 15], ["cement", "water", "age"], "strength");

    private static readonly Standardization Scaling = Standardization.Of(Data.InputColumns);

    private static Domain All => Domain.Of(Data);

    [Test]
    public void There_may_be_any_number_and_each_is_told_as_it_would_be_written()
    {
        Domain domain = All.Linear(["cement", "water"], [1, 2], 500, 700).Linear(["water", "age"], [-1, -0.5], double.NegativeInfinity, 3)
            .Linear(["age", "cement"], [-2, 1], 100, 100).Validate();
        Assert.That(domain.LinearConstraints.Select(band => band.Description), Is.EqualTo(new[]
        {
            "500 ≤ cement + 2·water ≤ 700", "-water - 0.5·age ≤ 3", "cement - 2·age = 100",
        }));
        Assert.That(domain.LinearConstraints.Select(band => band.IsEquality), Is.EqualTo(new[] { false, false, true }));
        Assert.That(domain.Contains([102, 200, 1]));
        Assert.That(domain.Violation([103, 200, 1]), Is.EqualTo(1));
        Assert.That(domain.Violation([102, 300, 1]), Is.EqualTo(49.7).Within(1e-9), "water ends at 250.3");
    }

    [Test]
    public void A_band_is_met_up_to_a_billionth_of_its_terms()
    {
        LinearConstraint band = All.Linear(["cement", "water"], [1, -1], 0, 0).LinearConstraints[0];
        Assert.That(band.IsMet([100, 100, 0]));
        Assert.That(band.IsMet([100 + 1.9e-7, 100, 0]));
        Assert.That(band.IsMet([100 + 2.1e-7, 100, 0]), Is.False);
        Assert.That(band.Violation([100 + 2.1e-7, 100, 0]), Is.EqualTo(2.1e-7).Within(1e-12));
        Assert.That(band.IsMet([double.NaN, 100, 0]), Is.False);
        Assert.That(band.IsMet([double.PositiveInfinity, 100, 0]), Is.False);
    }

    /// <summary>A scaled row says of a scaled point what the linear constraint says of the point; fixed inputs are in the limits.</summary>
    [Test]
    public void Rows_are_the_bands_in_either_coordinates()
    {
        Domain domain = All.Fix("age", 2.5).Linear(["cement", "water", "age"], [1, 2.5, -3], 500, 720).Sum(["cement", "age"], 120, 480);
        LinearRows<double> rows = domain.Rows(), scaled = domain.Rows(Scaling);
        Assert.That((rows.Count, rows.Dimension, scaled.Count, scaled.Dimension), Is.EqualTo((2, 3, 2, 3)));
        Assert.That(scaled.Coefficients(0)[2], Is.Zero);
        for (int seed = 0; seed < 100; seed++)
        {
            var random = new Random(seed);
            double[] user = [100 + 400 * random.NextDouble(), 150 + 100 * random.NextDouble(), 2.5], point = new double[3];
            Scaling.Apply<double>(user, point);
            for (int k = 0; k < 2; k++)
            {
                LinearConstraint band = domain.LinearConstraints[k];
                Assert.That(rows.Sum(k, user), Is.EqualTo(band.Sum(user)), $"seed {seed}");
                Assert.That((rows.Low(k), rows.High(k)), Is.EqualTo((band.Low, band.High)));
                double above = scaled.Sum(k, point) - scaled.Low(k), below = scaled.High(k) - scaled.Sum(k, point);
                Assert.That(above, Is.EqualTo(band.Sum(user) - band.Low).Within(1e-11), $"seed {seed}");
                Assert.That(below, Is.EqualTo(band.High - band.Sum(user)).Within(1e-11), $"seed {seed}");
            }
        }

        Assert.That(All.Rows().Count, Is.Zero);
        Assert.That(All.Rows(Scaling).Dimension, Is.EqualTo(3));
        Assert.That(domain.Box().Lower.ToArray(), Is.EqualTo(domain.Lower.ToArray()));
        Assert.That(domain.Box(Scaling).Upper[1], Is.EqualTo(Scaling.Apply(1, 250.3)));
    }

    /// <summary>What several linear constraints project is in the box exactly and in the linear constraints up to their tolerance; scaled, nearly so.</summary>
    [Test]
    public void Several_bands_make_a_region()
    {
        for (int seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            double[] inside = [100 + 400 * random.NextDouble(), 151 + 99 * random.NextDouble(), 1 + 6 * random.NextDouble()];
            Domain domain = All;
            for (int k = 0; k < 2 + seed % 2; k++)
            {
                double[] coefficients = [random.NextDouble() - 0.5, random.NextDouble(), 20 * random.NextDouble()];
                double sum = coefficients[0] * inside[0] + coefficients[1] * inside[1] + coefficients[2] * inside[2];
                domain = domain.Linear(["cement", "water", "age"], coefficients, sum, k == 1 ? sum : sum + 3 * random.NextDouble());
            }

            double[] point = [1000 * random.NextDouble(), 500 * random.NextDouble(), 10 * random.NextDouble()], scaled = new double[3];
            Scaling.Apply<double>(point, scaled);
            domain.ToRegion().Project(point);
            Assert.That(domain.LinearConstraints.All(band => band.IsMet(point)), $"seed {seed}");
            Assert.That(domain.Box().Contains(point), $"seed {seed}");
            domain.ToRegion<double>(Scaling).Project(scaled);
            Scaling.Invert<double>(scaled, point);
            Assert.That(domain.Violation(point), Is.LessThan(1e-9), $"seed {seed}");
        }
    }

    [Test]
    public void Bands_that_leave_nothing_together_are_named()
    {
        Domain domain = All.Fix("age", 2).Sum(["cement", "water"], 600, double.PositiveInfinity)
            .Linear(["cement", "water"], [1, -1], double.NegativeInfinity, 50).Sum(["cement", "age"], 0, 1000);
        Assert.That(() => domain.Validate(), Throws.Nothing, "each alone can be met");
        Assert.That(() => domain.ToRegion(), Throws.ArgumentException.With.Message.EqualTo(
            "Domain: no point meets all of these: cement + water ≥ 600; cement - water ≤ 50; water ≤ 250.3."));
        Assert.That(() => domain.ToRegion<float>(Scaling), Throws.ArgumentException.With.Message.Contain("no point meets all of these"));
    }

    /// <summary>0.1 + 0.2 is not 0.3, and who fixes both and wants the sum means it.</summary>
    [Test]
    public void An_equality_that_fixed_inputs_miss_by_a_rounding_is_met()
    {
        Domain domain = All.Fix("cement", 0.1).Fix("water", 0.2).Sum(["cement", "water"], 0.3, 0.3).Validate();
        double[] point = [0, 0, 3];
        domain.ToRegion().Project(point);
        Assert.That(point, Is.EqualTo(new[] { 0.1, 0.2, 3 }));
        Assert.That(domain.LinearConstraints[0].IsMet(point));
        Assert.That(domain.ToRegion<double>(Scaling).EmptyReason, Is.Null);
        Assert.That(domain.ToRegion<float>(Scaling).EmptyReason, Is.Null);
    }

    [Test]
    public void Bands_of_different_sums_are_not_called_contradictory()
    {
        Domain domain = All.Sum(["cement", "water"], 250, 300).Linear(["cement", "water"], [1, 1.01], 301, 303).Sum(["water", "cement"], 300, 400);
        Assert.That(() => domain.Validate(), Throws.Nothing);
        Assert.That(() => All.Sum(["age"], 2, 3).Linear(["age"], [-2], -6, -6).Validate(), Throws.Nothing, "they touch");
        Assert.That(() => All.Sum(["age"], 2, 3).Linear(["age"], [-2], -6.1, -6.1).Validate(), Throws.ArgumentException);
    }
}
