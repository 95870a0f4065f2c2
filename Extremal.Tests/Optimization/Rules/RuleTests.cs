using System.Runtime.InteropServices;
using Extremal.Memory;
using Extremal.Optimization;
using Extremal.Optimization.Rules;

namespace Extremal.Tests.Optimization.Rules;

/// <summary>Each rule against its equations in plain scalar double, and the promises that all rules share.</summary>
public sealed class RuleTests
{
    private const int Dimension = 37;

    private static readonly Optimizer[] All =
    [
        Optimizer.Sgd(0.05), Optimizer.Momentum(0.05, 0.8), Optimizer.Nesterov(0.05, 0.8), Optimizer.RmsProp(0.02, 0.9, 1e-6),
        Optimizer.Adam(0.03, 0.8, 0.95, 1e-6), Optimizer.AdamW(0.03, 0.8, 0.95, 1e-6, 0.2),
    ];

    [TestCaseSource(nameof(All))]
    public void RuleFollowsItsEquations(Optimizer optimizer)
    {
        UpdateRule<double> rule = optimizer.Create<double>(Dimension);
        double[] x = Numbers(1), twin = Numbers(1), m = new double[Dimension], s = new double[Dimension];
        for (int t = 1; t <= 60; t++)
        {
            double[] dx = Numbers(1000 + t);
            rule.Step(x, dx);
            for (int i = 0; i < Dimension; i++)
            {
                twin[i] = Naive(optimizer.Name, twin[i], dx[i], t, ref m[i], ref s[i]);
            }

            Assert.That(x, Is.EqualTo(twin).Within(1e-13), $"step {t}");
        }
    }

    private static double Naive(string rule, double x, double g, int t, ref double m, ref double s)
    {
        switch (rule)
        {
            case "sgd":
                return x - 0.05 * g;
            case "momentum":
                m = 0.8 * m + g;
                return x - 0.05 * m;
            case "nesterov":
                m = 0.8 * m + g;
                return x - 0.05 * (g + 0.8 * m);
            case "rmsprop":
                s = 0.9 * s + 0.1 * g * g;
                return x - 0.02 * g / (Math.Sqrt(s) + 1e-6);
            default:
                x *= rule == "adamw" ? 1 - 0.03 * 0.2 : 1;
                m = 0.8 * m + 0.2 * g;
                s = 0.95 * s + 0.05 * g * g;
                return x - 0.03 * (m / (1 - Math.Pow(0.8, t))) / (Math.Sqrt(s / (1 - Math.Pow(0.95, t))) + 1e-6);
        }
    }

    [TestCaseSource(nameof(All))]
    public void SinglePrecisionFollowsDouble(Optimizer optimizer)
    {
        UpdateRule<float> rule = optimizer.Create<float>(Dimension);
        UpdateRule<double> exact = optimizer.Create<double>(Dimension);
        float[] x = [.. Numbers(1).Select(v => (float)v)];
        double[] wide = [.. x.Select(v => (double)v)];
        for (int t = 1; t <= 60; t++)
        {
            float[] dx = [.. Numbers(1000 + t).Select(v => (float)v)];
            rule.Step(x, dx);
            exact.Step(wide, [.. dx.Select(v => (double)v)]);
        }

        Assert.That(x.Select(v => (double)v), Is.EqualTo(wide).Within(2e-5));
    }

    [TestCaseSource(nameof(All))]
    public void RestoredStateGoesOnWithTheSameBits(Optimizer optimizer)
    {
        UpdateRule<double> rule = optimizer.Create<double>(Dimension);
        double[] x = Numbers(3);
        Walk(rule, x, 0, 7);

        UpdateRule<double> restored = Optimizer.Parse(optimizer.ToString()).Create<double>(Dimension);
        double[] copy = [.. x];
        restored.Steps = rule.Steps;
        restored.Rate = rule.Rate;
        foreach ((KeyValuePair<string, Slice<double>> to, KeyValuePair<string, Slice<double>> from) in restored.State.Zip(rule.State))
        {
            Assert.That(to.Key, Is.EqualTo(from.Key));
            from.Value.Span.CopyTo(to.Value.Span);
        }

        Walk(rule, x, 7, 20);
        Walk(restored, copy, 7, 20);
        Assert.That(Bits(copy), Is.EqualTo(Bits(x)));
    }

    [TestCaseSource(nameof(All))]
    public void ResetForgetsAllSteps(Optimizer optimizer)
    {
        UpdateRule<double> rule = optimizer.Create<double>(Dimension);
        double[] first = Numbers(3), second = Numbers(3);
        Walk(rule, first, 0, 9);
        rule.Reset();
        Assert.That(rule.Steps, Is.Zero);
        Walk(rule, second, 0, 9);
        Assert.That(Bits(second), Is.EqualTo(Bits(first)));
    }

    [TestCaseSource(nameof(All))]
    public void StepAllocatesNothing(Optimizer optimizer)
    {
        UpdateRule<float> rule = optimizer.Create<float>(Dimension);
        float[] x = new float[Dimension], dx = new float[Dimension];
        rule.Step(x, dx);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            rule.Step(x, dx);
        }

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
    }

    [TestCaseSource(nameof(All))]
    public void RateActsFromTheNextStep(Optimizer optimizer)
    {
        UpdateRule<double> rule = optimizer.WithRate(0).Create<double>(Dimension);
        double[] x = Numbers(5);
        rule.Step(x, Numbers(6));
        Assert.That(Bits(x), Is.EqualTo(Bits(Numbers(5))));
        rule.Rate = 0.5;
        rule.Step(x, Numbers(6));
        Assert.That(x, Is.Not.EqualTo(Numbers(5)));
    }

    [Test]
    public void WrongLengthsAreRefusedAndHarmNothing()
    {
        Adam<double> rule = new(3);
        double[] x = [1, 2, 3, 4];
        Assert.Multiple(() =>
        {
            Assert.That(() => rule.Step(x.AsSpan(0, 2), new double[3]),
                Throws.ArgumentException.With.Message.Contains("2 coordinates").And.Message.Contains("3"));
            Assert.That(() => rule.Step(x.AsSpan(0, 3), new double[4]), Throws.ArgumentException);
            Assert.That(() => rule.Step(x.AsSpan(0, 3), x.AsSpan(1, 3)), Throws.ArgumentException.With.Message.Contains("overlap"));
            Assert.That(() => rule.Rate = double.NaN, Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => rule.Steps = -1, Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(x, Is.EqualTo(new double[] { 1, 2, 3, 4 }));
            Assert.That(rule.Steps, Is.Zero);
        });
    }

    [Test]
    public void WholePowersAreAccurate()
    {
        foreach (double x in new[] { 0.0, 0.5, 0.9, 0.999 })
        {
            for (int n = 0; n < 5000; n = n * 5 / 4 + 1)
            {
                double power = Math.Pow(x, n);
                Assert.That(Moments.Power(Moments.Squares(x), n), Is.EqualTo(power).Within((n + 1) * 2e-16 * power), $"{x} to {n}");
            }
        }
    }

    private static void Walk(UpdateRule<double> rule, double[] x, int from, int to)
    {
        for (int t = from; t < to; t++)
        {
            rule.Step(x, Numbers(50 + t));
        }
    }

    private static double[] Numbers(int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, Dimension).Select(_ => random.NextDouble() * 2 - 1)];
    }

    private static byte[] Bits(double[] numbers) => MemoryMarshal.AsBytes<double>(numbers).ToArray();
}
