using Extremal.Problems;

namespace Extremal.Tests.Problems;

/// <summary>The printed equations at points where they can be worked out by hand, on f(x) = x behind other scalings.</summary>
public sealed class PaperLossesTests
{
    private const double Step = 1e-13;

    private static readonly Surrogate Same = HandMade.Same(); // a: mean 0.5, deviation 1.5

    private static void Check(Goal goal, double x, double loss, double slope)
    {
        (double Loss, double Slope) = goal.At(Same, x);
        Assert.That(Loss, Is.EqualTo(loss).Within(Step * Math.Max(1, Math.Abs(loss))), $"{goal} at {x}");
        Assert.That(Slope, Is.EqualTo(slope).Within(10 * Step * Math.Max(1, Math.Abs(slope))), $"slope of {goal} at {x}");
    }

    [TestCase(-2.0)]
    [TestCase(-0.25)]
    [TestCase(0.5)]
    [TestCase(40.0)]
    public void Equation_2_3(double y)
    {
        foreach (double kappa in (double[])[1, 0.25, 30])
        {
            Check(PaperLosses.Maximization(kappa), y, 1 / (y * y + kappa), -2 * y / ((y * y + kappa) * (y * y + kappa)));
        }

        Check(PaperLosses.Minimization(), y, y * y, 2 * y);
    }

    [Test]
    public void Equation_2_3_at_nought()
    {
        Assert.That(PaperLosses.Maximization(4).At(Same, 0).Loss, Is.EqualTo(0.25).Within(Step));
        Assert.That(PaperLosses.Minimization().At(Same, 0).Loss, Is.Zero.Within(Step));
    }

    [Test]
    public void Equation_2_6_is_nought_inside_and_a_square_outside()
    {
        // μ ± 2σ is −2.5 to 3.5, μ ± σ is −1 to 2.
        foreach (double inside in (double[])[-2.4999, 0, 1, 3.4999])
        {
            Check(PaperLosses.Extrapolation(), inside, 0, 0);
        }

        Check(PaperLosses.Extrapolation(), 4, 0.25, 1);
        Check(PaperLosses.Extrapolation(), -3, 0.25, -1);
        Check(PaperLosses.Extrapolation(1, 10), 5, 90, 60);
        Check(PaperLosses.Extrapolation(1, 10), -2, 10, -20);
    }

    [Test]
    public void Equation_2_6_sums_over_the_inputs()
    {
        // a within −2.5 … 3.5, b (mean 0.75, deviation 2) within −3.25 … 4.75, c (mean 1, deviation 2.5) within −4 … 6.
        Surrogate three = HandMade.Linear([[1, 1, 1]], 0);
        (double[] losses, double[][] gradients) = PaperLosses.Extrapolation(2, 3).Read(three, [4.5, -4.25, 6.5], [0, 0, 0],
            [3.5, 4.75, -5]);
        Assert.That(losses, Is.EqualTo(new[] { 3 * (1 + 1 + 0.25), 0, 3 }).Within(1e-12));
        Assert.That(gradients[0], Is.EqualTo(new double[] { 6, -6, 3 }).Within(1e-12));
        Assert.That(gradients[2][2], Is.EqualTo(-6).Within(1e-12));
    }

    [TestCase(10.0, 1.0)]
    [TestCase(2.5, 0.5)]
    public void Equation_2_7_has_two_branches(double kappa2, double kappaHat)
    {
        Goal goal = PaperLosses.NonNegativeMaximization(kappa2, kappaHat);
        foreach (double y in (double[])[-3, -0.125, -1e-6])
        {
            Check(goal, y, -kappa2 * y + kappaHat, -kappa2);
        }

        foreach (double y in (double[])[1e-6, 0.5, 2, 30])
        {
            double bottom = y * y + 1 / kappaHat;
            Check(goal, y, 1 / bottom, -2 * y / (bottom * bottom));
        }

        Assert.That(goal.At(Same, 0).Loss, Is.EqualTo(kappaHat).Within(1e-12), "both branches meet at nought");
    }

    [Test]
    public void Equation_2_8_means_the_users_zero_not_the_mean()
    {
        Surrogate three = HandMade.Linear([[1, 1, 1]], 0);
        (double[] losses, double[][] gradients) = PaperLosses.Positivity(4).Read(three, [-1, 2, -0.5], [0.1, 0.1, 0.1], [-2, -3, -4]);
        Assert.That(losses, Is.EqualTo(new double[] { 6, 0, 36 }).Within(1e-12));
        Assert.That(gradients[0], Is.EqualTo(new double[] { -4, 0, -4 }).Within(1e-12));
        Assert.That(gradients[1], Is.All.Zero);
    }

    [Test]
    public void Equation_3_2_is_the_sum_of_two()
    {
        // (3.3) with κ₁ = ½, c = 2 and (3.4) with κ₂ = 10, κ̂ = 1, at x = 4, half beyond 3.5; and at −3, half beyond −2.5.
        Goal goal = PaperLosses.Extrapolation(2, 0.5) + PaperLosses.NonNegativeMaximization();
        Check(goal, 4, 0.125 + 1 / 17.0, 0.5 - 8 / 289.0);
        Check(goal, -3, 0.125 + 31, -0.5 - 10);
    }

    [Test]
    public void The_output_may_be_chosen()
    {
        Surrogate two = HandMade.Linear([[1], [-2]], 0, 1); // y₁ = 1 − 2x
        foreach (Goal goal in (Goal[])[PaperLosses.Maximization(1, 1), PaperLosses.Minimization(1),
            PaperLosses.NonNegativeMaximization(output: 1)])
        {
            Assert.That(goal.Output, Is.EqualTo(1));
        }

        Assert.That(PaperLosses.Minimization(1).Read(two, [2]).Losses[0], Is.EqualTo(9).Within(1e-12));
        Assert.That(PaperLosses.NonNegativeMaximization(output: 1).Read(two, [2]).Losses[0], Is.EqualTo(31).Within(1e-12));
    }

    [Test]
    public void Numbers_that_make_no_sense_are_refused()
    {
        foreach (double bad in (double[])[0, -1, double.NaN, double.PositiveInfinity])
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => PaperLosses.Maximization(bad));
            Assert.Throws<ArgumentOutOfRangeException>(() => PaperLosses.Extrapolation(bad));
            Assert.Throws<ArgumentOutOfRangeException>(() => PaperLosses.Extrapolation(2, bad));
            Assert.Throws<ArgumentOutOfRangeException>(() => PaperLosses.NonNegativeMaximization(bad));
            Assert.Throws<ArgumentOutOfRangeException>(() => PaperLosses.NonNegativeMaximization(1, bad));
            Assert.Throws<ArgumentOutOfRangeException>(() => PaperLosses.Positivity(bad));
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => PaperLosses.Maximization(1, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => PaperLosses.Minimization(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => PaperLosses.NonNegativeMaximization(output: -1));
    }
}
