using Extremal.Extrema;
using Extremal.Networks;
using Extremal.Problems;
using Extremal.Results;
using Extremal.Tests.Problems;

namespace Extremal.Tests.Extrema;

/// <summary>Equations (1.2) to (1.4): deviations of the inputs are 1.5, 2 and 2.5, of the target 12.5.</summary>
public sealed class FastGradientSignTests
{
    private static readonly double[] Sigma = [1.5, 2, 2.5];

    [TestCase(true)]
    [TestCase(false)]
    public void On_a_linear_network_what_is_predicted_happens(bool increase)
    {
        Surrogate linear = HandMade.Linear([[3, -2, 0.5]], 4);
        double sign = increase ? 1 : -1;
        foreach (double epsilon in (double[])[0, 1e-3, 0.1, 2])
        {
            FastGradientSignStep step = FastGradientSign.Step(linear, [1, 2, 3], epsilon, 0, increase);
            double norm = 3 * 1.5 + 2 * 2 + 0.5 * 2.5;
            Assert.That(step.PredictedChange, Is.EqualTo(sign * epsilon * norm).Within(1e-12), "ε‖∇f‖₁");
            Assert.That(step.ActualChange, Is.EqualTo(step.PredictedChange).Within(1e-12));
            Assert.That(step.Before, Is.EqualTo(4.5).Within(1e-13));
            Assert.That(step.Point,
                Is.EqualTo(new[] { 1 + sign * epsilon * 1.5, 2 - sign * epsilon * 2, 3 + sign * epsilon * 2.5 }).Within(1e-14));
            Assert.That(step.After, Is.EqualTo(linear.Value([.. step.Point], 0, [])));
        }
    }

    [Test]
    public void The_ball_is_never_left()
    {
        Surrogate wavy = HandMade.Of(Network<double>.Create(3, [12], 1, Activation.Sine, 5));
        foreach (double epsilon in (double[])[0.1, 1.0 / 3, 0.7])
        {
            foreach (double[] x in (double[][])[[0.1, 0.2, 0.3], [-1e3, 1e-7, 7.7]])
            {
                FastGradientSignStep step = FastGradientSign.Iterate(wavy, x, epsilon, 0.3 * epsilon, 50);
                for (int j = 0; j < 3; j++)
                {
                    double radius = epsilon * Sigma[j];
                    Assert.That(step.Point[j], Is.InRange(x[j] - radius, x[j] + radius), $"input {j}, ε = {epsilon}");
                }
            }
        }
    }

    [Test]
    public void Iterating_keeps_the_best_of_its_points()
    {
        for (ulong seed = 1; seed <= 20; seed++)
        {
            Surrogate wavy = HandMade.Of(Network<double>.Create(3, [12], 1, Activation.Sine, seed));
            FastGradientSignStep one = FastGradientSign.Step(wavy, [1, 1, 1], 1), first = FastGradientSign.Iterate(wavy, [1, 1, 1], 1, 1, 1);
            Assert.That((first.After, first.PredictedChange), Is.EqualTo((one.After, one.PredictedChange)));
            FastGradientSignStep many = FastGradientSign.Iterate(wavy, [1, 1, 1], 1, 1, 10), fine = FastGradientSign.Iterate(wavy, [1, 1, 1], 1, 0.02, 40);
            Assert.That(many.After, Is.GreaterThanOrEqualTo(one.After), $"the first of its steps is that step; seed {seed}");
            Assert.That(fine.After, Is.GreaterThan(fine.Before), $"small steps go up; seed {seed}");
            Assert.That(fine.After, Is.EqualTo(wavy.Value([.. fine.Point], 0, [])));
        }
    }

    [Test]
    public void Small_steps_reach_a_peak_that_one_step_oversteps()
    {
        // In deviations the peak is 0.4 and 0.3 away; one step of 1 lands 0.6 and 0.7 beyond it.
        Surrogate peak = HandMade.Peak(1.1, 2.1);
        double height = 7 + 12.5 * 2 * 2 * Math.Tanh(2);
        FastGradientSignStep one = FastGradientSign.Step(peak, [0.5, 1.5], 1), fine = FastGradientSign.Iterate(peak, [0.5, 1.5], 1, 0.05, 20);
        Assert.That(one.After, Is.LessThan(one.Before));
        Assert.That(fine.After, Is.InRange(height - 0.1, height));
        Assert.That(one.PredictedChange, Is.GreaterThan(0), "the linear equation does not see it");
    }

    [Test]
    public void Without_a_gradient_nothing_moves()
    {
        Surrogate flat = HandMade.Linear([[0, 0]], 4);
        FastGradientSignStep step = FastGradientSign.Step(flat, [1.1, 2.2], 0.5);
        Assert.That(step.Point, Is.EqualTo(new[] { 1.1, 2.2 }));
        Assert.That((step.PredictedChange, step.ActualChange), Is.EqualTo((0.0, 0.0)));
        Assert.That(FastGradientSign.Iterate(flat, [1.1, 2.2], 0.5, 0.1, 7).Point, Is.EqualTo(new[] { 1.1, 2.2 }));
    }

    [Test]
    public void An_input_without_influence_stays()
    {
        FastGradientSignStep step = FastGradientSign.Step(HandMade.Linear([[1, 0]], 4), [1.1, 2.2], 0.5);
        Assert.That(step.Point[1], Is.EqualTo(2.2));
    }

    [Test]
    public void Mistakes_are_refused()
    {
        Surrogate linear = HandMade.Linear([[3, -2, 0.5]], 4);
        foreach (double bad in (double[])[-1, double.NaN, double.PositiveInfinity])
        {
            Assert.That(() => FastGradientSign.Step(linear, [1, 2, 3], bad),
                Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("epsilon"));
            Assert.That(() => FastGradientSign.Iterate(linear, [1, 2, 3], 1, bad, 1),
                Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("size"));
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => FastGradientSign.Iterate(linear, [1, 2, 3], 1, 1, 0));
        Assert.That(() => FastGradientSign.Step(linear, [1, 2], 1), Throws.ArgumentException.With.Message.Contains("2 numbers"));
        Assert.That(() => FastGradientSign.Step(linear, [1, 2, 3], 1, 1), Throws.ArgumentException.With.Message.Contains("output 1"));
    }
}
