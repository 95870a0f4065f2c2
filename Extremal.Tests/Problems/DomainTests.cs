using Extremal.Data;
using Extremal.Problems;

namespace Extremal.Tests.Problems;

public sealed class DomainTests
{
    private static readonly string[] Mix = ["cement", "water"];

    // cement 100 to 500, mean 300, deviation 200; water 150 to 250, mean 200, deviation 50; age 1 to 7, mean 4, deviation 3.
    private static readonly Dataset Data = Dataset.Create([[100, 250, 1], [500, 150, 7]], [10, 20], ["cement", "water", "age"], "strength");

    private static Domain All => Domain.Of(Data);

    private static double[] Ends(Domain domain) => [.. domain.Lower, .. domain.Upper];

    [Test]
    public void Begins_with_what_was_observed()
    {
        Assert.That(Ends(All), Is.EqualTo(new double[] { 100, 150, 1, 500, 250, 7 }));
        Assert.That(Ends(Domain.Of(Data.Summary)), Is.EqualTo(Ends(All)));
        Assert.That(Ends(Domain.Of(Data.InputColumns)), Is.EqualTo(Ends(All)));
        Assert.That(All.Inputs, Is.EqualTo(Data.InputColumns));
        Assert.That(All.LinearConstraints, Is.Empty);
        Assert.That(Enumerable.Range(0, 3).Select(All.IsFixed), Is.All.False);
    }

    [Test]
    public void Deviations_reach_around_the_mean()
    {
        Assert.That(Ends(All.WithinDeviations(2)), Is.EqualTo(new double[] { -100, 100, -2, 700, 300, 10 }));
        Assert.That(Ends(All.WithinDeviations(9).WithinDeviations(2)), Is.EqualTo(Ends(All.WithinDeviations(2))));
    }

    [Test]
    public void The_order_of_verbs_does_not_matter()
    {
        Func<Domain, Domain>[] verbs =
        [
            d => d.Fix("age", 28), d => d.Range("water", 0, 160), d => d.WithinDeviations(1.5), d => d.Sum(Mix, 300, 400),
            d => d.Range("age", 20, 30),
        ];
        double[] expected = [0, 0, 28, 600, 160, 28];
        foreach (int[] order in Orders(verbs.Length))
        {
            Domain domain = order.Aggregate(All, (d, verb) => verbs[verb](d)).Validate();
            Assert.That(Ends(domain), Is.EqualTo(expected), string.Join(' ', order));
            Assert.That((domain.LinearConstraints.Single().Low, domain.LinearConstraints[0].High), Is.EqualTo((300.0, 400.0)));
        }

        static IEnumerable<int[]> Orders(int count) => count == 0 ? [[]] :
            from order in Orders(count - 1) from at in Enumerable.Range(0, count) select (int[])[.. order[..at], count - 1, .. order[at..]];
    }

    [Test]
    public void A_domain_never_changes()
    {
        Domain before = All;
        _ = before.Fix("age", 3).Range("water", 1, 2).WithinDeviations(3).Sum(Mix, 0, 1);
        Assert.That(Ends(before), Is.EqualTo(Ends(All)));
        Assert.That(before.LinearConstraints, Is.Empty);
    }

    [Test]
    public void Fixing_outside_the_data_is_the_users_right()
    {
        Domain domain = All.Fix("age", 28.1);
        Assert.That((domain.Lower[2], domain.Upper[2], domain.IsFixed(2)), Is.EqualTo((28.1, 28.1, true)));
        Assert.That(All.Range("age", 5, 5).IsFixed(2));
        Assert.That(Ends(All.Fix("age", 3).Fix("age", 3).Range("age", 1, 3).Range("age", 1, 3)), Is.EqualTo(Ends(All.Fix("age", 3))));
    }

    [Test]
    public void Contains_and_violation_are_exact()
    {
        Domain domain = All.Fix("age", 0.1).Sum(Mix, 300, 400.5);
        double above = Math.BitIncrement(0.1);
        Assert.Multiple(() =>
        {
            Assert.That(domain.Contains([150, 150, 0.1]));
            Assert.That(domain.Contains([200.5, 200, 0.1]));
            Assert.That(domain.Contains([150, 150, above]), Is.False);
            Assert.That(domain.Violation([150, 150, above]), Is.EqualTo(above - 0.1));
            Assert.That(domain.Contains([Math.BitIncrement(200.5), 200, 0.1]), Is.True, "the sum rounds to the limit");
            Assert.That(domain.Violation([201, 200, 0.1]), Is.EqualTo(0.5));
            Assert.That(domain.Violation([100, 150, 0.1]), Is.EqualTo(50));
            Assert.That(domain.Violation([90, 150, 0.1]), Is.EqualTo(60), "the worst counts");
            Assert.That(domain.Violation([600, 150, 0.1]), Is.EqualTo(349.5));
            Assert.That(domain.Violation([150, double.NaN, 0.1]), Is.EqualTo(double.PositiveInfinity));
            Assert.That(domain.Contains([150, 150, double.NaN]), Is.False);
            Assert.That(domain.Violation([double.NegativeInfinity, 150, 0.1]), Is.EqualTo(double.PositiveInfinity));
        });
    }

    [Test]
    public void A_coordinate_at_a_bound_is_the_users_own_number()
    {
        double low = 0.1 + 0.2, high = Math.BitDecrement(1e3);
        Domain domain = All.Range("cement", low, high).Fix("age", 28.7);
        Assert.Multiple(() =>
        {
            Assert.That(domain.StateOf(0, low), Is.EqualTo(BoundState.AtLower));
            Assert.That(domain.StateOf(0, low - 1), Is.EqualTo(BoundState.AtLower));
            Assert.That(domain.StateOf(0, high), Is.EqualTo(BoundState.AtUpper));
            Assert.That(domain.StateOf(0, Math.BitIncrement(low)), Is.EqualTo(BoundState.Free));
            Assert.That(domain.StateOf(2, 28.7), Is.EqualTo(BoundState.Fixed));
            Assert.That(domain.Resolve(0, BoundState.AtLower, double.NaN), Is.EqualTo(low));
            Assert.That(domain.Resolve(0, BoundState.AtUpper, double.NaN), Is.EqualTo(high));
            Assert.That(domain.Resolve(2, BoundState.Fixed, double.NaN), Is.EqualTo(28.7));
            Assert.That(domain.Resolve(0, BoundState.Free, 7), Is.EqualTo(7));
            Assert.That(domain.Resolve(0, BoundState.Free, Math.BitDecrement(low)), Is.EqualTo(low));
            Assert.That(domain.Resolve(0, BoundState.Free, 1e9), Is.EqualTo(high));
        });
    }

    [Test]
    public void A_band_has_a_coefficient_for_every_input()
    {
        LinearConstraint plain = All.Sum(["age", "cement"], 1, 2).LinearConstraints[0];
        Assert.That(plain.Coefficients.ToArray(), Is.EqualTo(new double[] { 1, 0, 1 }));
        Assert.That(plain.Sum([10, double.NaN, 2]), Is.EqualTo(12));
        LinearConstraint weighted = All.Linear(["age", "water"], [2, -0.5], double.NegativeInfinity, 4).LinearConstraints[0];
        Assert.That(weighted.Coefficients.ToArray(), Is.EqualTo(new double[] { 0, -0.5, 2 }));
        Assert.That((weighted.Low, weighted.High), Is.EqualTo((double.NegativeInfinity, 4.0)));
        Assert.That(weighted.Sum([0, 8, 3]), Is.EqualTo(2));
    }

    [Test]
    public void A_sum_rounds_every_product_and_every_sum()
    {
        LinearConstraint band = All.Linear(["cement", "water", "age"], [0.1, 0.7, -1.3], 0, 1).LinearConstraints[0];
        for (int seed = 0; seed < 100; seed++)
        {
            var random = new Random(seed);
            double[] x = [random.NextDouble() * 500, random.NextDouble() * 250, random.NextDouble()];
            double cement = 0.1 * x[0], water = 0.7 * x[1], age = -1.3 * x[2];
            Assert.That(band.Sum(x), Is.EqualTo(cement + water + age), $"seed {seed}");
        }
    }

    [Test]
    public void No_point_of_the_box_has_a_sum_beyond_the_attainable()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            double[] low = [random.NextDouble(), random.NextDouble() * 1e3, random.NextDouble() - 1];
            double[] high = [.. low.Select(value => value + random.NextDouble() * 1e-13)];
            double[] coefficients = [.. low.Select(_ => random.NextDouble() * 2 - 1)];
            LinearConstraint band = All.Linear(["cement", "water", "age"], coefficients, 0, 1).LinearConstraints[0];
            (double least, double greatest) = band.Attainable(low, high);
            for (int i = 0; i < 50; i++)
            {
                double[] point = [.. low.Zip(high, (a, b) => Math.Min(b, a + random.NextDouble() * (b - a)))];
                Assert.That(band.Sum(point), Is.InRange(least, greatest), $"seed {seed}");
            }
        }
    }

    [Test]
    public void Validate_accepts_a_band_that_one_corner_meets()
    {
        Assert.That(() => All.Sum(Mix, 0, 250).Validate(), Throws.Nothing);
        Assert.That(() => All.Sum(Mix, 750, double.PositiveInfinity).Validate(), Throws.Nothing);
        Assert.That(() => All.Linear(Mix, [1, -1], 350, 1000).Validate(), Throws.Nothing);
        Domain domain = All.Sum(Mix, 0, 240).Range("cement", 0, 500);
        Assert.That(domain.Validate(), Is.SameAs(domain), "a later verb may make room");
    }
}
