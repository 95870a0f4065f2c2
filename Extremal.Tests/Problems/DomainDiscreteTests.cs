using Extremal.Data;
using Extremal.Problems;

namespace Extremal.Tests.Problems;

public sealed class DomainDiscreteTests
{
    private static readonly Dataset Data = Dataset.Create(
        [
            Input.Number("heat", [150.5, 249.5, 200]), Input.Number("share", [0, 0.35, 0.2]),
            Input.Category("type", ["B", "A", "C"]), Input.Number("count", [-2, 3, 9]),
        ],
        [1, 2, 3], "yield");

    private static Domain All => Domain.Of(Data);

    private static DiscreteInput Grid(double step, double origin, double low, double high) =>
        All.Range("share", low, high).Grid("share", step, origin).Discrete.Single(input => !input.IsCategory);

    [Test]
    public void Categories_are_known_from_the_columns()
    {
        DiscreteInput type = All.Discrete.Single();
        Assert.Multiple(() =>
        {
            Assert.That(type.Name, Is.EqualTo("type"));
            Assert.That(type.Columns, Is.EqualTo(new[] { 2, 3, 4 }));
            Assert.That(type.Labels, Is.EqualTo(new[] { "A", "B", "C" }));
            Assert.That(type.Count, Is.EqualTo(3));
            Assert.That(type.Values, Is.EqualTo(new double[] { 0, 1, 2 }));
            Assert.That(type.Neighbours(1), Is.EqualTo(new double[] { 0, 2 }));
            Assert.That(type.ValueOf([200, 0, 0.3, 0.4, 0.3, 1]), Is.EqualTo(1));
            Assert.That(type.Show(2), Is.EqualTo("C"));
            Assert.That(type.Description, Is.EqualTo("type is one of A, B, C"));
        });
    }

    [Test]
    public void Whole_numbers_narrow_the_box_to_those_within()
    {
        Domain domain = All.Integer("heat");
        Assert.That((domain.Lower[0], domain.Upper[0]), Is.EqualTo((151.0, 249.0)));
        DiscreteInput heat = domain.Discrete[0];
        Assert.Multiple(() =>
        {
            Assert.That(heat.Count, Is.EqualTo(99));
            Assert.That(heat.Values, Is.EqualTo(Enumerable.Range(151, 99).Select(k => (double)k)));
            Assert.That(heat.Nearest(160.4), Is.EqualTo(160));
            Assert.That(heat.Nearest(-1e9), Is.EqualTo(151));
            Assert.That(heat.Nearest(double.NaN), Is.NaN);
            Assert.That(heat.Neighbours(151), Is.EqualTo(new[] { 152.0 }));
            Assert.That(heat.Neighbours(200), Is.EqualTo(new[] { 199.0, 201 }));
            Assert.That(heat.Neighbours(249), Is.EqualTo(new[] { 248.0 }));
        });
    }

    /// <summary>Every number of a grid is origin + k·step computed once, or the user's own bound where the two differ by rounding.</summary>
    [Test]
    public void A_grid_holds_exact_numbers()
    {
        for (int seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            double step = Math.Pow(10, -random.Next(4)) * random.Next(1, 9), origin = random.Next(3) * 0.1, low = random.NextDouble() - 0.5;
            DiscreteInput grid = Grid(step, origin, low, low + step * (2 + 20 * random.NextDouble()));
            double[] values = [.. grid.Values];
            int k = (int)Math.Ceiling((low - origin) / step);
            Assert.That(values, Is.EqualTo(Enumerable.Range(k, values.Length).Select(i => origin + i * step)), $"seed {seed}");
            Assert.That(grid.Count, Is.EqualTo(values.Length), $"seed {seed}");
            double x = low + 30 * step * (random.NextDouble() - 0.2), nearest = grid.Nearest(x);
            Assert.That(Math.Abs(nearest - x), Is.EqualTo(values.Min(value => Math.Abs(value - x))).Within(1e-12), $"seed {seed}");
            Assert.That(values, Does.Contain(nearest), $"seed {seed}");
        }
    }

    [Test]
    public void A_bound_on_the_grid_is_the_users_own_number()
    {
        Assert.That(3 * 0.1, Is.Not.EqualTo(0.3));
        DiscreteInput grid = Grid(0.1, 0, 0, 0.3);
        Assert.That(grid.Values, Is.EqualTo(new[] { 0, 0.1, 0.2, 0.3 }));
        Assert.That(Grid(0.1, 0, 0.3, 0.5).Values.First(), Is.EqualTo(0.3));
        Assert.That(Grid(0.3, 0, 2.1, 3).Values.First(), Is.EqualTo(2.1), "2.1 / 0.3 is rounded to above 7");
        Domain domain = All.Grid("share", 0.1).Fix("share", 0.3);
        Assert.That((domain.Lower[1], domain.Upper[1]), Is.EqualTo((0.3, 0.3)));
        Assert.That(domain.Discrete.Select(input => input.Name), Is.EqualTo(new[] { "type" }), "what is fixed has no choice");
    }

    [Test]
    public void A_grid_without_bounds_has_no_end()
    {
        DiscreteInput count = All.Unbounded().Integer("count").Discrete.Single(input => input.Name == "count");
        Assert.That(count.Count, Is.EqualTo(long.MaxValue));
        Assert.That(count.Nearest(-123456.4), Is.EqualTo(-123456));
        Assert.That(count.Neighbours(-5), Is.EqualTo(new[] { -6.0, -4 }));
        Assert.That(() => count.Values, Throws.InvalidOperationException);
    }

    [Test]
    public void Labels_can_be_chosen_and_excluded()
    {
        Domain two = All.OneOf("type", "A", "C"), one = two.Fix("type", "C");
        Assert.Multiple(() =>
        {
            Assert.That(two.Discrete.Single().Values, Is.EqualTo(new double[] { 0, 2 }));
            Assert.That(two.Lower[2..5].ToArray(), Is.EqualTo(new double[] { 0, 0, 0 }));
            Assert.That(two.Upper[2..5].ToArray(), Is.EqualTo(new double[] { 1, 0, 1 }));
            Assert.That(one.Discrete, Is.Empty);
            Assert.That(one.Lower[2..5].ToArray(), Is.EqualTo(new double[] { 0, 0, 1 }));
            Assert.That(one.Upper[2..5].ToArray(), Is.EqualTo(new double[] { 0, 0, 1 }));
            Assert.That(two.WithinDeviations(5).Upper[2..5].ToArray(), Is.EqualTo(new double[] { 1, 0, 1 }));
            Assert.That(two.Unbounded().Upper[2..5].ToArray(), Is.EqualTo(new double[] { 1, 0, 1 }));
        });
    }

    [Test]
    public void Snapping_moves_discrete_inputs_alone_and_lands_in_the_domain()
    {
        Domain domain = All.Integer("count").Grid("share", 0.05).OneOf("type", "A", "B");
        for (int seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            double[] point = [150.5 + 99 * random.NextDouble(), .. Enumerable.Range(0, 5).Select(_ => 12 * random.NextDouble() - 1)];
            double heat = point[0], expected = point[2] >= point[3] ? 1 : 0;
            domain.Snap(point);
            Assert.That(point[0], Is.EqualTo(heat), $"seed {seed}");
            Assert.That(point[2..5], Is.EqualTo(new[] { expected, 1 - expected, 0 }), $"seed {seed}");
            Assert.That(domain.Violation(point), Is.Zero, $"seed {seed}");
            double[] again = [.. point];
            domain.Snap(again);
            Assert.That(again, Is.EqualTo(point), $"seed {seed}");
        }
    }

    [Test]
    public void Points_beside_allowed_values_are_not_in_the_domain()
    {
        Domain domain = All.Integer("count").Grid("share", 0.1);
        Assert.Multiple(() =>
        {
            Assert.That(domain.Contains([200, 0.3, 0, 1, 0, 4]), "as it is typed");
            Assert.That(domain.Contains([200, 3 * 0.1, 0, 1, 0, 4]), "as it is computed");
            Assert.That(domain.Violation([200, 0.3, 0, 1, 0, 4.25]), Is.EqualTo(0.25));
            Assert.That(domain.Violation([200, 0.3, 0, 1, 0, 11]), Is.EqualTo(2));
            Assert.That(domain.Violation([200, 0.3, 0, 0.75, 0.25, 4]), Is.EqualTo(0.25));
            Assert.That(domain.Violation([200, 0.3, 1, 1, 0, 4]), Is.EqualTo(1));
            Assert.That(domain.Violation([200, 0.3, 0, 0, 0, 4]), Is.EqualTo(1));
            Assert.That(domain.Violation([200, double.NaN, 0, 1, 0, 4]), Is.EqualTo(double.PositiveInfinity));
            Assert.That(domain.Violation([200, 0.3, 0, 1, double.NaN, 4]), Is.EqualTo(double.PositiveInfinity));
        });
    }

    [Test]
    public void Mistakes_are_told()
    {
        Assert.Multiple(() =>
        {
            Told(() => All.Fix("typ", "A"), "Domain.Fix: there is no category 'typ'; there is type. Did you mean 'type'?");
            Told(() => All.Fix("type", "a"), "Domain.Fix: 'type' has no label 'a'; its labels are A, B, C. Did you mean 'A'?");
            Told(() => All.Fix("heat", "A"), "Domain.Fix wants a category for a label, and 'heat' is none; there is type.");
            Told(() => All.Fix("type", 1), "Domain.Fix wants a quantity, and 'type' is a category; its labels are A, B, C.");
            Told(() => All.Integer("type"), "Domain.Integer wants a quantity, and 'type' is a category; its labels are A, B, C.");
            Told(() => All.Sum(["type"], 0, 1), "Domain.Sum wants a quantity, and 'type' is a category; its labels are A, B, C.");
            Told(() => All.Fix("type=A", 1), "Domain.Fix wants a quantity, and 'type=A' stands for a label of the category 'type': "
                + "Fix(\"type\", label) and OneOf(\"type\", labels) choose among them.");
            Told(() => All.OneOf("type"), "Domain.OneOf got no labels for 'type' and wants at least one.");
            Told(() => All.Fix("type", "A").OneOf("type", "B", "C"), "Domain.OneOf got B, C for 'type', and an earlier verb left none of these.");
            Told(() => Domain.Of(Data.Take([0, 1])).Fix("type", "C").Validate(),
                "Domain: 'type' has no label left; the data have none of those that it may have.");
        });

        static void Told(Func<Domain> mistake, string message) =>
            Assert.That(() => mistake(), Throws.ArgumentException.With.Message.EqualTo(message));
    }
}
