using Extremal.Certificates;
using Extremal.Networks;

namespace Extremal.Tests.Certificates;

/// <summary>How much room lines leave, against the best line of the same rule, found by plain bisection.</summary>
public sealed class TightnessTests
{
    [Test]
    public void Lines_of_tanh_leave_one_percent_more_room_than_the_best_of_the_rule_at_most()
    {
        const int Seed = 12;
        var random = new Random(Seed);
        Relaxation relaxation = Relaxation.Of(Activation.Tanh);
        double[] belowSlope = new double[1], belowOffset = new double[1], aboveSlope = new double[1], aboveOffset = new double[1];
        for (int k = 0; k < 3000; k++)
        {
            double center = 3 * (2 * random.NextDouble() - 1);
            double half = Math.Pow(10, 1 - 3 * random.NextDouble());
            (double lower, double upper) = (center - half, center + half);
            relaxation.Lines([lower], [upper], [], new Lines(belowSlope, belowOffset, aboveSlope, aboveOffset));
            double mean = (Integral(upper) - Integral(lower)) / (upper - lower);
            double best = Best(lower, upper) - mean;
            double ours = aboveSlope[0] * center + aboveOffset[0] - mean;
            Assert.That(ours, Is.LessThanOrEqualTo(1.01 * best + 1e-12), $"seed {Seed}: above [{lower:R}, {upper:R}]");
            best = mean + Best(-upper, -lower);
            ours = mean - belowSlope[0] * center - belowOffset[0];
            Assert.That(ours, Is.LessThanOrEqualTo(1.01 * best + 1e-12), $"seed {Seed}: below [{lower:R}, {upper:R}]");
        }
    }

    [TestCase("silu")]
    [TestCase("gelu")]
    [TestCase("sine")]
    [TestCase("asinh")]
    [TestCase("elu(2.5)")]
    [TestCase("leakyRelu(3)")]
    [TestCase("softplus")]
    [TestCase("square")]
    [TestCase("radialGaussian")]
    [TestCase("radialMatern")]
    public void Lines_leave_less_room_than_constants_and_little_more_than_the_best_line(string name)
    {
        const int Seed = 13;
        const int Steps = 400;
        var random = new Random(Seed);
        Relaxation relaxation = Relaxation.Of(Activation.Parse(name));
        double[] belowSlope = new double[1], belowOffset = new double[1], aboveSlope = new double[1], aboveOffset = new double[1];
        (double all, double most) = (0, 0);
        for (int k = 0; k < 300; k++)
        {
            double center = 4 * (2 * random.NextDouble() - 1);
            double half = Math.Pow(10, 0.5 - 2 * random.NextDouble());
            double[] z = [.. Enumerable.Range(0, Steps + 1).Select(i => center - half + 2 * half * i / Steps)];
            double[] y = new double[z.Length];
            relaxation.Range(z, z, y, new double[z.Length]);
            relaxation.Lines([z[0]], [z[^1]], [], new Lines(belowSlope, belowOffset, aboveSlope, aboveOffset));
            double ours = aboveSlope[0] * center + aboveOffset[0] - y.Average();
            Assert.That(ours, Is.LessThanOrEqualTo(y.Max() - y.Average() + 1e-9), $"seed {Seed}: [{z[0]:R}, {z[^1]:R}]");

            // The best line over an interval touches the concave hull above its middle.
            double best = HullAt(z, y, center) - y.Average();
            (all, most) = (all + ours, most + best);
        }

        TestContext.Out.WriteLine($"{name}: {all / most:F4} times the room of the best lines");
        Assert.That(all / most, Is.LessThan(1.12));
    }

    // The least that a line above all points can be at the middle: the greatest chord over it.
    private static double HullAt(double[] z, double[] y, double middle)
    {
        double best = y[z.Length / 2];
        for (int i = 0; i < z.Length / 2; i++)
        {
            for (int j = z.Length / 2 + 1; j < z.Length; j++)
            {
                best = Math.Max(best, y[i] + (y[j] - y[i]) * (middle - z[i]) / (z[j] - z[i]));
            }
        }

        return best;
    }

    // ∫ tanh = ln cosh.
    private static double Integral(double z) => Math.Abs(z) + Math.Log(0.5 * (1 + Math.Exp(-2 * Math.Abs(z))));

    // The line above tanh by the rule, at the middle of the interval.
    private static double Best(double lower, double upper)
    {
        double middle = 0.5 * (lower + upper);
        double chord = Math.Tanh(lower) + 0.5 * (Math.Tanh(upper) - Math.Tanh(lower));
        if (upper <= 0)
        {
            return chord;
        }

        double touching = 0;
        for (double high = 30; lower < 0 && high - touching > 1e-12;)
        {
            double p = 0.5 * (touching + high);
            bool isBehind = Math.Tanh(p) - (1 - Math.Tanh(p) * Math.Tanh(p)) * (p - lower) >= Math.Tanh(lower);
            (touching, high) = isBehind ? (touching, p) : (p, high);
        }

        double at = Math.Max(touching, middle);
        return touching >= upper ? chord : Math.Tanh(at) + (1 - Math.Tanh(at) * Math.Tanh(at)) * (middle - at);
    }
}
