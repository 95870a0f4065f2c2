using System.Diagnostics;
using Extremal.Autodiff;
using Extremal.Data;
using Extremal.Extrema;
using Extremal.Optimization;
using Extremal.Problems;
using Extremal.Results;
using Extremal.Tests.Problems;

namespace Extremal.Tests.Extrema;

/// <summary>Constrained problems with known answers, asked at the door of the search.</summary>
public sealed class ConstrainedSearchTests
{
    // f = a + b, on [0, 1]².
    private static readonly Surrogate Sum = HandMade.Linear([[1, 1]], 0);

    private static Domain Square => Domain.Of(Sum.Summary).Range("a", 0, 1).Range("b", 0, 1);

    private static Extremum Find(Surrogate surrogate, Domain domain, Goal goal, SearchOptions? options = null) =>
        new ExtremumSearch(surrogate, domain, goal, options).Run();

    [Test]
    public void The_problem_of_Gramacy_is_solved_from_whatever_start([Range(1, 10)] int seed)
    {
        Domain domain = Square
            .Constrain("wave", c => 1.5 - c.Input("a") - 2.0 * c.Input("b")
                - 0.5 * (2 * Math.PI * (c.Input("a").Square() - 2.0 * c.Input("b"))).Sin(), double.NegativeInfinity, 0)
            .Constrain("disc", c => c.Input("a").Square() + c.Input("b").Square(), double.NegativeInfinity, 1.5);
        Extremum found = Find(Sum, domain, Goal.Minimize(), new SearchOptions { Seed = (ulong)seed });
        Assert.That(found.IsConverged, found.ToString());
        Assert.That(found.Value, Is.EqualTo(0.5998).Within(5e-5));
        Assert.That(found.Point, Is.EqualTo(new[] { 0.1954, 0.4044 }).Within(1e-3), "the constraint's curve touches the goal's lines");
        Assert.That(found.ShadowPrices.Select(price => price.Limit), Has.Some.Contains("wave"));

        Extremum single = Find(Sum, domain, Goal.Minimize(), new SearchOptions { Starts = 0, Points = [[0, 0]] });
        Assert.That(single.IsFeasible, "from a start that breaks a constraint");
    }

    // Σ (xᵢ − cᵢ)² is least on the simplex Σ xᵢ = 1, xᵢ ≥ 0 at the projection of c: (0.75, 0.25, 0, 0).
    [Test]
    public void A_mixture_ends_at_the_projection_onto_the_simplex()
    {
        Surrogate four = HandMade.Linear([[0, 0, 0, 0]], 0);
        string[] names = ["a", "b", "c", "d"];
        double[] center = [1.5, 1, -2, 0.1];
        Goal goal = Goal.Of("distance", c => (c.Inputs - c.Row(center)).Square().RowSums() + c.ScaledOutputs * 0);
        Domain domain = names.Aggregate(Domain.Of(four.Summary), (one, name) => one.Range(name, 0, 1)).Sum(names, 1, 1);
        foreach (SearchOptions options in (SearchOptions[])[new(), new() { Starts = 0, Points = [[1, 1, 1, 1], [0, 0, 0, 0]] }])
        {
            Extremum found = Find(four, domain, goal, options);
            Assert.That(found.Point, Is.EqualTo(new[] { 0.75, 0.25, 0, 0 }).Within(1e-7));
            Assert.That(found.Point.Sum(), Is.EqualTo(1).Within(1e-12));
            Assert.That(found.IsFeasible && found.Point.All(x => x >= 0));
        }
    }

    [Test]
    public void Several_sums_hold_to_a_billionth()
    {
        Surrogate peak = HandMade.Peak(2, 3, 1, 0.5);
        Domain domain = Domain.Of(peak.Summary).Sum(["a", "b"], 3, 3).Linear(["b", "c", "d"], [1, -2, 0.5], -1, -0.25)
            .Linear(["a", "d"], [1e-3, 1e3], 400, double.PositiveInfinity);
        Extremum found = Find(peak, domain, Goal.Maximize());
        Assert.That(found.IsConverged, found.ToString());
        foreach (LinearConstraint band in domain.LinearConstraints)
        {
            Assert.That(band.IsMet([.. found.Point]), band.Description);
        }

        Assert.That(found.Starts.Select(start => start.IsFeasible), Is.All.True);
        Assert.That(found.Value, Is.GreaterThanOrEqualTo(found.Starts.Max(start => start.Value)));
    }

    // max 5a + 4b, 6a + 4b ≤ 24, a + 2b ≤ 6, whole numbers: 20 at (4, 0); without the integers 21 at (3, 1.5).
    [TestCase(true, 20.0, 4.0, 0.0)]
    [TestCase(false, 21.0, 3.0, 1.5)]
    public void A_small_integer_programme_is_solved(bool whole, double value, double a, double b)
    {
        Surrogate profit = HandMade.Linear([[5, 4]], 0);
        Domain domain = Domain.Of(profit.Summary).Range("a", 0, 4).Range("b", 0, 4)
            .Linear(["a", "b"], [6, 4], double.NegativeInfinity, 24).Linear(["a", "b"], [1, 2], double.NegativeInfinity, 6);
        domain = whole ? domain.Integer("a").Integer("b") : domain;
        Extremum found = Find(profit, domain, Goal.Maximize());
        Assert.That((found.Value, found.IsFeasible), Is.EqualTo((value, true)).Using<(double Value, bool Feasible)>(
            (x, y) => Math.Abs(x.Value - y.Value) < 1e-9 && x.Feasible == y.Feasible), found.ToString());
        Assert.That(found.Point, Is.EqualTo(new[] { a, b }).Within(1e-9));
    }

    [Test]
    public void Many_grid_values_are_searched_by_rounding_and_by_neighbours()
    {
        Surrogate peak = HandMade.Peak(2.34, 3.21, 1.11);
        Domain domain = Domain.Of(peak.Summary).Grid("a", 0.1).Grid("b", 0.25).Grid("c", 0.5, 0.3);
        Extremum found = Find(peak, domain, Goal.Maximize());
        Assert.That(found.Point, Is.EqualTo(new[] { 2.3, 3.25, 1.3 }).Within(1e-12), "the peak is a sum, so each is rounded by itself");
        Assert.That(found.IsFeasible);
    }

    [Test]
    public void A_category_is_chosen_among_its_labels()
    {
        string[] labels = ["x", "y", "z"];
        double[] offsets = [0, 3, 1];
        int rows = 60;
        double[] amount = [.. Enumerable.Range(0, rows).Select(row => row / 20 * 0.05 + row % 20 / 10.0)];
        string[] kinds = [.. Enumerable.Range(0, rows).Select(row => labels[row % 3])];
        double[] target = [.. Enumerable.Range(0, rows).Select(row => offsets[row % 3] - Math.Pow(amount[row] - 1.2, 2))];
        Dataset data = Dataset.Create([Input.Number("amount", amount, "g"), Input.Category("kind", kinds)], target);
        Regressor model = Regressor.Train(data, new Extremal.Training.TrainingOptions { Hidden = [16, 16], Epochs = 200, Validation = 0 });
        Extremum best = model.Maximize();
        Assert.That(best.Point.Skip(1), Is.EqualTo(new double[] { 0, 1, 0 }), best.ToString());
        Assert.That(best.Point[0], Is.EqualTo(1.2).Within(0.2));
        Assert.That(best.ToString(), Does.Match(@"kind +y\b"));
        Extremum fixedLabel = model.Maximize(Domain.Of(data).Fix("kind", "z"));
        Assert.That(fixedLabel.Point.Skip(1), Is.EqualTo(new double[] { 0, 0, 1 }));
        Assert.That(fixedLabel.Value, Is.LessThan(best.Value));
    }

    [Test]
    public void Another_output_is_held_below_its_limit()
    {
        Surrogate two = HandMade.Linear([[1, 1], [2, -1]], 0, 0);
        Domain domain = Domain.Of(two.Summary).Range("a", 0, 1).Range("b", 0, 1).Output("y1", double.NegativeInfinity, 0.5);
        Extremum found = Find(two, domain, Goal.Maximize());
        Assert.That(found.Point, Is.EqualTo(new[] { 0.75, 1 }).Within(1e-6), "2a − b ≤ ½ ends a");
        Assert.That(found.IsFeasible);
    }

    [Test]
    public void Limits_that_contradict_each_other_are_told_in_words_within_a_second()
    {
        long began = Stopwatch.GetTimestamp();
        Assert.That(() => Find(Sum, Square.Sum(["a", "b"], 1.5, 2).Linear(["a", "b"], [1, -1], -0.1, 0.1).Sum(["a"], 0, 0.4), Goal.Maximize()),
            Throws.ArgumentException.With.Message.Contains("a + b").And.Message.Contains("a - b"));
        Extremum none = Find(Sum, Square.Constrain("distance from the corner", c => c.Inputs.Square().RowSums(), 3, 4), Goal.Maximize());
        Assert.That((none.IsFeasible, none.IsConverged, none.Reason), Is.EqualTo((false, false, StopReason.Infeasible)));
        Assert.That(none.Violations[0].Sentence, Does.Contain("distance from the corner"));
        Assert.That(none.Violation, Is.EqualTo(1).Within(1e-6), "at (1, 1) it is 2, the least that 3 can be missed by");
        Assert.That(none.ToString(), Does.Contain("NOT IN THE DOMAIN"));
        Assert.That(Stopwatch.GetElapsedTime(began), Is.LessThan(TimeSpan.FromSeconds(5)), "a second, and patience for a busy machine");
    }

    [Test]
    public void A_price_is_what_moving_the_limit_changes()
    {
        Surrogate peak = HandMade.Peak(2, 3, 1);
        double Best(double most, double band, double output) => Find(peak, Asked(most, band, output), Goal.Maximize()).Value;
        Domain Asked(double most, double band, double disc) => Domain.Of(peak.Summary).AtMost("a", most)
            .Sum(["b", "c"], double.NegativeInfinity, band).Constrain("disc", c => c.Input("c").Square() + c.Input("a").Square(), 0, disc);
        Extremum found = Find(peak, Asked(1, 1.5, 1.2), Goal.Maximize());
        Assert.That(found.ShadowPrices, Has.Count.EqualTo(3), found.ToString());
        const double Step = 1e-4;
        (string Limit, double Price)[] expected =
        [
            ("a ≤ 1", (Best(1 + Step, 1.5, 1.2) - Best(1 - Step, 1.5, 1.2)) / (2 * Step)),
            ("b + c", (Best(1, 1.5 + Step, 1.2) - Best(1, 1.5 - Step, 1.2)) / (2 * Step)),
            ("disc", (Best(1, 1.5, 1.2 + Step) - Best(1, 1.5, 1.2 - Step)) / (2 * Step)),
        ];
        foreach ((string limit, double price) in expected)
        {
            ShadowPrice one = found.ShadowPrices.Single(price => price.Limit.Contains(limit, StringComparison.Ordinal));
            Assert.That(one.Price, Is.EqualTo(price).Within(2e-3 * Math.Abs(price) + 1e-5), one.ToString());
        }
    }
}
