using Extremal.Data;
using Extremal.Problems;
using Extremal.Problems.Constraints;

namespace Extremal.Tests.Problems;

public sealed class DomainConstraintsTests
{
    // y0 = a + 2b + 3c + 1, y1 = a - b.
    private static readonly Surrogate Model = HandMade.Linear([[1, 2, 3], [1, -1, 0]], 1, 0);

    private static Domain All => Domain.Of(Model.Summary).Unbounded();

    [Test]
    public void A_constraint_is_what_the_network_says()
    {
        Domain domain = All.Output("y1", -2, 5).Constrain("product", x => x.Input("a") * x.Input("c"), 1, double.PositiveInfinity, 4)
            .Constrain("twice y0", x => 2 * x.Output("y0"), double.NegativeInfinity, -30);
        Assert.That(domain.Constraints.Select(constraint => constraint.Description), Is.EqualTo(new[] { "y1", "product", "twice y0" }));
        Assert.That(domain.Constraints.Select(constraint => constraint.Scale), Is.EqualTo(new[] { 12.5, 4, 30 }));
        for (int seed = 0; seed < 50; seed++)
        {
            var random = new Random(seed);
            double[] x = [10 * random.NextDouble(), 10 * random.NextDouble() - 5, random.NextDouble()];
            double[] expected = [x[0] - x[1], x[0] * x[2], 2 * (x[0] + 2 * x[1] + 3 * x[2] + 1)];
            double[] values = [.. domain.Constraints.Select(constraint => constraint.At(x, Model))];
            Assert.That(values, Is.EqualTo(expected).Within(1e-12), $"seed {seed}");
        }
    }

    [Test]
    public void Violations_say_what_is_broken_and_by_how_much()
    {
        Domain domain = All.AtMost("a", 4).Integer("b").Sum(["a", "c"], 2, 3).Output("y1", 0, 1)
            .Constrain("c squared", x => x.Input("c") * x.Input("c"), double.NegativeInfinity, 4);
        Assert.That(domain.Violations([1, 1, 1], Model), Is.Empty);
        string[] sentences = [.. domain.Violations([5, 1.25, -3], Model).Select(violation => violation.Sentence)];
        Assert.That(sentences, Is.EqualTo(new[]
        {
            "a is 5, 1 above 4.",
            "b is 1.25; the nearest allowed number is 1.",
            "y1 is 3.75, 2.75 above 1.",
            "c squared is 9, 5 above 4.",
        }));
        Violation band = domain.Violations([1, 1, 1], Model, [new Constraint("a", x => x.Input("a"), 2, 3)]).Single();
        Assert.That((band.Description, band.Sentence), Is.EqualTo(("2 ≤ a ≤ 3", "a is 1, 1 below 2.")));
        Assert.That(band.Amount, Is.EqualTo(1).Within(1e-12));
        Assert.That(domain.Violations([double.NaN, 1, 1], Model).Select(violation => violation.Amount), Is.All.EqualTo(double.PositiveInfinity));
        Assert.That(domain.Violations([double.NaN, 1, 1], Model)[0].Sentence, Is.EqualTo("a is not a number."));
    }

    [Test]
    public void Each_rule_has_its_tolerance()
    {
        Domain domain = All.AtMost("a", 4).Linear(["b", "c"], [1, -1], 1, 1).Output("y1", -100, 1);
        Assert.Multiple(() =>
        {
            Assert.That(Broken([4, 3, 2]), Is.Empty);
            Assert.That(Broken([Math.BitIncrement(4.0), 3, 2]), Is.EqualTo(new[] { "a" }), "bounds are exact");
            Assert.That(Broken([4, 3 + 4e-9, 2]), Is.Empty, "5e-9 are allowed: 1e-9 of 3 + 2");
            Assert.That(Broken([4, 3 + 6e-9, 2]), Is.EqualTo(new[] { "b - c" }));
            Assert.That(Broken([4, 3 - 12e-6, 2 - 12e-6]), Is.Empty, "a millionth of y1's deviation, 12.5");
            Assert.That(Broken([4, 3 - 13e-6, 2 - 13e-6]), Is.EqualTo(new[] { "y1" }));
        });

        string[] Broken(double[] point) =>
            [.. domain.Violations(point, Model).Select(violation => violation.Sentence[..violation.Sentence.IndexOf(" is ", StringComparison.Ordinal)])];
    }

    [Test]
    public void A_domain_reads_as_it_was_said()
    {
        Dataset data = Dataset.Create(
            [Input.Number("heat", [10, 20], "K"), Input.Category("type", ["A", "B"]), Input.Number("n", [0.5, 7])], [1, 2], "yield");
        Domain domain = Domain.Of(data.WithUnit("yield", "kg")).AtMost("heat", 15).Integer("n").Sum(["heat", "n"], 12, double.PositiveInfinity)
            .Output("yield", 1, 2).Inside();
        Assert.That(domain.ToString().Split('\n'), Is.EqualTo(new[]
        {
            "10 ≤ heat ≤ 15 K", "type is one of A, B", "1 ≤ n ≤ 7, a whole number", "heat + n ≥ 12", "1 ≤ yield ≤ 2 kg",
            "inside what 0.95 of the data cover",
        }));
        Assert.That(domain.Unbounded().Fix("n", 3).Fix("type", "B").ToString(), Does.StartWith("heat ≤ 15 K\ntype is B\nn = 3\n"));
        Assert.That(Domain.Of(data).Unbounded().ToString(), Does.StartWith("heat is free\n"));
    }

    [Test]
    public void Inside_is_kept_for_the_search()
    {
        Assert.That(All.InsideQuantile, Is.Null);
        Assert.That(All.Inside().InsideQuantile, Is.EqualTo(0.95));
        Assert.That(All.Inside(0.9).Inside(0.95).InsideQuantile, Is.EqualTo(0.9), "the lesser holds");
        Assert.That(All.Inside(1).InsideQuantile, Is.EqualTo(1));
    }

    [Test]
    public void Mistakes_are_told()
    {
        var wide = new Constraint("all", x => x.Inputs, 0, 1);
        Assert.That(() => wide.At([1, 2, 3], Model), Throws.ArgumentException.With.Message.EqualTo(
            "The constraint 'all' gave 1 × 3 for one point; it wants one number a point."));
        Assert.That(() => wide.At([1, 2], Model), Throws.ArgumentException.With.Message.EqualTo(
            "The constraint 'all' got a point of 2 numbers and wants 3."));
        Assert.That(() => new Constraint(" ", x => x.Inputs, 0, 1), Throws.ArgumentException);
        Assert.That(() => new Constraint("a", x => x.Inputs, double.NegativeInfinity, double.NegativeInfinity), Throws.ArgumentException);
        Assert.That(() => All.Constrain("a", x => x.Input("A"), 0, 1).Violations([1, 2, 3], Model), Throws.ArgumentException.With.Message.EqualTo(
            "DecisionVariables.Input: there is no input 'A'; there is a, b, c. Did you mean 'a'?"));
        Assert.That(() => All.Violations([1, 2], Model), Throws.ArgumentException);
    }

    [TestCase(0, 1, "kg", "0 ≤ x ≤ 1 kg")]
    [TestCase(0.5, 0.5, null, "x = 0.5")]
    [TestCase(double.NegativeInfinity, 1, null, "x ≤ 1")]
    [TestCase(-1, double.PositiveInfinity, "MPa", "x ≥ -1 MPa")]
    public void Limits_read_as_they_would_be_written(double low, double high, string? unit, string text) =>
        Assert.That(new Constraint("x", x => x.Input("a"), low, high) { Unit = unit }.ToString(), Is.EqualTo(text));
}
