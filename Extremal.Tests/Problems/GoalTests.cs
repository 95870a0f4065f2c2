using System.Globalization;
using Extremal.Autodiff;
using Extremal.Problems;

namespace Extremal.Tests.Problems;

public sealed class GoalTests
{
    // y₀ = 2a − b + 1, y₁ = b; targets of mean 7 and 8 and deviation 12.5.
    private static readonly Surrogate Two = HandMade.Linear([[2, -1], [0, 1]], 1, 0);
    private static readonly double[][] Points = [[0, 0], [3, 1], [-2, 4]];
    private static readonly double[] First = [1, 6, -7], Second = [0, 1, 4];

    [Test]
    public void Maximise_and_minimise_are_the_output_in_deviations_with_a_sign()
    {
        Assert.That(Goal.Maximize().Read(Two, Points).Losses, Is.EqualTo(First.Select(y => -(y - 7) / 12.5)).Within(1e-14));
        Assert.That(Goal.Minimize().Read(Two, Points).Losses, Is.EqualTo(First.Select(y => (y - 7) / 12.5)).Within(1e-14));
        Assert.That(Goal.Minimize(1).Read(Two, Points).Losses, Is.EqualTo(Second.Select(y => (y - 8) / 12.5)).Within(1e-14));
        foreach (double[] gradient in Goal.Maximize().Read(Two, Points).Gradients)
        {
            Assert.That(gradient, Is.EqualTo(new[] { -2 / 12.5, 1 / 12.5 }).Within(1e-14));
        }
    }

    [Test]
    public void Reach_is_the_square_of_the_distance_in_deviations()
    {
        Goal goal = Goal.Target(4, 1);
        Assert.That(goal.Read(Two, Points).Losses, Is.EqualTo(Second.Select(y => (y - 4) * (y - 4) / 12.5 / 12.5)).Within(1e-14));
        Assert.That(goal.Read(Two, [[9, 4]]).Gradients[0], Is.EqualTo(new double[] { 0, 0 }).Within(1e-14));
        Assert.That(goal.Output, Is.EqualTo(1));
    }

    [Test]
    public void An_expression_sees_the_users_units()
    {
        Goal goal = Goal.Of("a + 10 b + 100 y₁", c => (c.Inputs * c.Row(1, 10)).RowSums() + 100 * c.Outputs.Column(1), 1);
        (double[] losses, double[][] gradients) = goal.Read(Two, Points);
        Assert.That(losses, Is.EqualTo(Points.Select(x => x[0] + 110 * x[1])).Within(1e-11));
        Assert.That(gradients, Has.All.EqualTo(new double[] { 1, 110 }).Within(1e-11));
        Assert.That((goal.Output, goal.Description, goal.ToString()), Is.EqualTo((1, "a + 10 b + 100 y₁", "a + 10 b + 100 y₁")));
    }

    [Test]
    public void Candidates_show_scaled_outputs_and_the_summary()
    {
        Goal goal = Goal.Of("scaled", c =>
            c.ScaledOutputs.Column(0) * c.Summary.TargetColumns[0].StandardDeviation + c.Summary.TargetColumns[0].Mean);
        Assert.That(goal.Read(Two, Points).Losses, Is.EqualTo(First).Within(1e-13));
    }

    [Test]
    public void Losses_add_up()
    {
        Goal one = Goal.Target(2, 1), other = Goal.Maximize(), third = PaperLosses.Positivity(3);
        Goal sum = one + other + third;
        double[][] all = [.. ((Goal[])[one, other, third]).Select(goal => goal.Read(Two, Points).Losses)];
        Assert.That(sum.Read(Two, Points).Losses,
            Is.EqualTo(Enumerable.Range(0, 3).Select(i => all.Sum(losses => losses[i]))).Within(1e-13));
        for (int j = 0; j < 2; j++)
        {
            double expected = one.Read(Two, Points).Gradients[2][j] + other.Read(Two, Points).Gradients[2][j] + third.Read(Two,
                Points).Gradients[2][j];
            Assert.That(sum.Read(Two, Points).Gradients[2][j], Is.EqualTo(expected).Within(1e-13));
        }

        Assert.That(sum.Output, Is.EqualTo(1), "that of the first");
        Assert.That(sum.Description, Is.EqualTo($"{one} + {other} + {third}"));
    }

    [Test]
    public void A_row_does_not_depend_on_the_others()
    {
        foreach (Goal goal in (Goal[])[Goal.Maximize(), Goal.Target(1),
            Goal.Minimize(1) + PaperLosses.Extrapolation() + PaperLosses.NonNegativeMaximization()])
        {
            (double[] losses, double[][] gradients) = goal.Read(Two, Points);
            for (int i = 0; i < Points.Length; i++)
            {
                (double[] alone, double[][] gradient) = goal.Read(Two, Points[i]);
                Assert.That(alone[0], Is.EqualTo(losses[i]), $"{goal}");
                Assert.That(gradient[0], Is.EqualTo(gradients[i]), $"{goal}");
            }
        }
    }

    [Test]
    public void Descriptions_are_the_same_in_every_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.That(Goal.Target(1.5).ToString(), Is.EqualTo("reach 1.5 in output 0"));
            Assert.That(Goal.Maximize(2).ToString(), Is.EqualTo("maximize output 2"));
            Assert.That(PaperLosses.Maximization(0.5).ToString(), Does.Contain("0.5"));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Test]
    public void Mistakes_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Goal.Maximize(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Goal.Minimize(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Goal.Target(1, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Goal.Target(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => Goal.Target(double.NegativeInfinity));
        Assert.Throws<ArgumentOutOfRangeException>(() => Goal.Of("y", c => c.Outputs.Column(0), -1));
        Assert.Throws<ArgumentException>(() => Goal.Of(" ", c => c.Outputs));
        Assert.Throws<ArgumentNullException>(() => Goal.Of("y", null!));
        Assert.Throws<ArgumentNullException>(() => _ = Goal.Maximize() + null!);
        Assert.Throws<ArgumentNullException>(() => _ = null! + Goal.Maximize());
        Assert.That(() => Goal.Maximize(2).Read(Two, Points), Throws.InstanceOf<ArgumentException>());
        Assert.That(() => (Goal.Maximize() + Goal.Maximize(2)).Read(Two, Points), Throws.InstanceOf<ArgumentException>());
        Assert.That(() => Goal.Of("row", c => c.Inputs + c.Row(1, 2, 3)).Read(Two, Points), Throws.InstanceOf<ArgumentException>());
    }
}
