using Extremal.Data;
using Extremal.Networks;
using Extremal.Problems;

namespace Extremal.Tests.Problems;

public sealed class SurrogateTests
{
    [Test]
    public void Value_and_gradient_are_in_the_users_units()
    {
        Surrogate surrogate = HandMade.Linear([[3, -2], [0.5, 8]], 4, -1);
        double[] gradient = new double[2];
        Assert.That(surrogate.Value([1.25, -2], 0, gradient), Is.EqualTo(3.75 + 4 + 4).Within(1e-13));
        Assert.That(gradient, Is.EqualTo(new double[] { 3, -2 }).Within(1e-13));
        Assert.That(surrogate.Value([1.25, -2], 1, gradient), Is.EqualTo(0.625 - 16 - 1).Within(1e-13));
        Assert.That(gradient, Is.EqualTo(new[] { 0.5, 8 }).Within(1e-13));
        Assert.That(surrogate.Value([1.25, -2], 1, []), Is.EqualTo(surrogate.Value([1.25, -2], 1, gradient)));
    }

    [Test]
    public void The_gradient_is_that_of_differences()
    {
        const int seed = 31;
        Surrogate surrogate = HandMade.Of(Network<double>.Create(3, [9, 6], 2, Activation.SiLU, seed));
        double[] x = [1.5, -2, 3], gradient = new double[3];
        for (int output = 0; output < 2; output++)
        {
            surrogate.Value(x, output, gradient);
            for (int j = 0; j < 3; j++)
            {
                double Moved(double by)
                {
                    double[] moved = [.. x];
                    moved[j] += by;
                    return surrogate.Value(moved, output, []);
                }

                // Six points: the error is of sixth order in the step.
                const double h = 0.02;
                double slope = (45 * (Moved(h) - Moved(-h)) - 9 * (Moved(2 * h) - Moved(-2 * h)) + Moved(3 * h) - Moved(-3 * h)) / (60 * h);
                Assert.That(gradient[j], Is.EqualTo(slope).Within(1e-8 * Math.Max(1, Math.Abs(slope))),
                    $"output {output}, input {j}, seed {seed}");
            }
        }
    }

    [Test]
    public void Mistakes_name_the_numbers()
    {
        Surrogate surrogate = HandMade.Linear([[3, -2]], 4);
        double[] gradient = [5, 5, 5];
        Assert.That(() => surrogate.Value([1], 0, []),
            Throws.ArgumentException.With.Message.Contains("1 numbers").And.Message.Contains("wants 2"));
        Assert.That(() => surrogate.Value([1, 2], 0, gradient), Throws.ArgumentException.With.Message.Contains("3 derivatives"));
        Assert.That(() => surrogate.Value([1, 2], 1, []), Throws.ArgumentException.With.Message.Contains("output 1"));
        Assert.That(() => surrogate.Value([1, 2], -1, []), Throws.ArgumentException.With.Message.Contains("output -1"));
        Assert.That(gradient, Is.All.EqualTo(5));
        Assert.That(() => new Surrogate(Network<double>.Create(3, [], 1, Activation.Tanh, 1), surrogate.InputScaling,
            surrogate.OutputScaling, surrogate.Summary),
            Throws.ArgumentException.With.Message.Contains("3-1"));
        Assert.That(() => new Surrogate(surrogate.Network, surrogate.InputScaling, Standardization.None(2), surrogate.Summary),
            Throws.ArgumentException);
        Assert.Throws<ArgumentNullException>(() =>
            _ = new Surrogate((Network<double>)null!, surrogate.InputScaling, surrogate.OutputScaling, surrogate.Summary));
    }
}
