using Extremal.Extrema;
using Extremal.Problems;
using Extremal.Results;
using Extremal.Tests.Problems;

namespace Extremal.Tests.Results;

/// <summary>An answer to a wanted value says whether it has the value, and nothing about one that has not reads like success.</summary>
public sealed class AttainmentTests
{
    // y₀ = a + b and y₁ = a − b + 100 on [-3, 5] × [-4, 7]: y₀ from -7 to 12, y₁ from 90 to 109; deviations of 12.5.
    private static readonly Surrogate Two = HandMade.Linear([[1, 1], [1, -1]], 0, 100);

    private static Extremum Find(Goal goal, Domain? domain = null) =>
        new ExtremumSearch(Two, domain ?? Domain.Of(Two.Summary), goal).Run();

    [Test]
    public void A_value_in_reach_is_attained()
    {
        Extremum found = Find(Goal.Target(2.5));
        Assert.That(found.IsAttained, Is.True);
        Attainment attainment = found.Attainments.Single();
        Assert.That((attainment.Output.Name, attainment.Target, attainment.Value), Is.EqualTo(("y0", 2.5, found.Value)));
        Assert.That(attainment.Tolerance, Is.EqualTo(0.0125).Within(1e-15), "a thousandth of the standard deviation");
        Assert.That(attainment.Difference, Is.EqualTo(found.Value - 2.5));
        Assert.That(found.ToString(), Does.Contain("  reached: y0 is 2.5, to within 0.013").And.Not.Contain("ot reached"));
    }

    [TestCase(1000, 12, "not reached: the nearest value found is 12, 988 below 1000")]
    [TestCase(-1000, -7, "not reached: the nearest value found is -7, 993 above -1000")]
    [TestCase(12.02, 12, "not reached: the nearest value found is 12, 0.02 below 12.02")]
    public void A_value_out_of_reach_is_said_to_be(double wanted, double nearest, string words)
    {
        Extremum found = Find(Goal.Target(wanted));
        Assert.That(found.Value, Is.EqualTo(nearest).Within(1e-9));
        Assert.That(found.IsAttained, Is.False);
        Assert.That(found.Attainments.Single().Difference, Is.EqualTo(nearest - wanted).Within(1e-9));
        string[] lines = found.ToString().Split('\n');
        Assert.That(lines[1], Is.EqualTo("  " + words), "right below the headline");
        Assert.That(lines, Has.Some.StartsWith("Not reached. The search: "));
        Assert.That(lines, Has.None.StartsWith("Converged"));
    }

    [Test]
    public void The_tolerance_is_where_it_says()
    {
        Assert.That(Find(Goal.Target(12.0124)).IsAttained, Is.True);
        Assert.That(Find(Goal.Target(12.0126)).IsAttained, Is.False);
    }

    [Test]
    public void Other_goals_want_no_value()
    {
        foreach (Goal goal in (Goal[])[Goal.Maximize(), Goal.Minimize(1), Goal.Of("y0", c => c.Outputs.Column(0)), PaperLosses.Maximization()])
        {
            Extremum found = Find(goal);
            Assert.That((found.IsAttained, found.Attainments.Count), Is.EqualTo(((bool?)null, 0)), $"{goal}");
            Assert.That(found.ToString(), Does.Not.Contain("eached"), $"{goal}");
        }
    }

    [Test]
    public void Each_value_of_a_sum_is_judged()
    {
        Extremum both = Find(Goal.Target(3) + Goal.Target(101, 1));
        Assert.That(both.IsAttained, Is.True, both.ToString());
        Assert.That(both.Attainments.Select(one => (one.Output.Name, one.Target)), Is.EqualTo(new[] { ("y0", 3.0), ("y1", 101.0) }));

        Extremum one = Find(Goal.Maximize() + Goal.Target(101, 1) + Goal.Target(200, 1));
        Assert.That(one.Attainments, Has.Count.EqualTo(2));
        Assert.That(one.IsAttained, Is.False, "y1 cannot be both");
        Assert.That(one.ToString(), Does.Contain("not reached: y1 is "), "a compromise is not the nearest");
    }

    [Test]
    public void A_value_outside_of_the_domain_is_not_attained()
    {
        Domain nowhere = Domain.Of(Two.Summary).Output("y1", 500, 600);
        Extremum found = Find(Goal.Target(2.5), nowhere);
        Assert.That((found.IsFeasible, found.IsAttained), Is.EqualTo((false, (bool?)false)));
    }
}
