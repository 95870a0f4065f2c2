using System.Runtime.InteropServices;
using Extremal.Memory;
using Extremal.Optimization;
using Extremal.Optimization.Methods;
using Extremal.Optimization.Regions;

namespace Extremal.Tests.Optimization.Methods;

public sealed class FirstOrderTests
{
    private static readonly Optimizer[] Rules =
    [
        Optimizer.Sgd(0.05), Optimizer.Momentum(0.01), Optimizer.Nesterov(0.01), Optimizer.RmsProp(0.02), Optimizer.Adam(0.1),
        Optimizer.AdamW(0.1, decay: 0),
    ];

    [TestCaseSource(nameof(Rules))]
    public void QuadraticInABoxEndsAtTheClampedTarget(Optimizer optimizer)
    {
        Box<double> box = new([-1, -1, 0.5, double.NegativeInfinity], [1, 1, 0.5, double.PositiveInfinity]);
        Problem<double> problem = new(4, Functions.Quadratic([1, 3, 2, 0.5], [0.3, 4, 9, -7]));
        FirstOrder<double> method = new(optimizer, tolerance: 1e-9, steps: 4000, Schedule.Cosine());
        Outcome<double> outcome = Minimizer.Run(problem, method, Rows([0, 0, 0, 0], [-1, 0.9, 3, 20]), box, Limits.None);
        for (int start = 0; start < 2; start++)
        {
            Assert.That(method.BestPoints.Row(start).ToArray(), Is.EqualTo(new[] { 0.3, 1, 0.5, -7 }).Within(1e-4), $"start {start}");
            Assert.That(box.Contains(method.BestPoints.Row(start)), Is.True);
        }

        Assert.That(outcome.Value, Is.EqualTo(27 + 2 * 8.5 * 8.5).Within(1e-6));
    }

    [Test]
    public void QuadraticInABandEndsAtTheProjectedTarget()
    {
        BoxAndSlab<double> region = new(new([0, 0, 0], [1, 1, 1]), [1, 1, 1], 1, 1);
        double[] target = [0.9, 0.7, -1];
        FirstOrder<double> method = new(Optimizer.Sgd(0.25), tolerance: 1e-12, steps: 1000);
        Outcome<double> outcome = Minimizer.Run(new Problem<double>(3, Functions.Quadratic([1, 1, 1], target)), method, Rows([0, 0, 1]),
            region, Limits.None);
        Assert.Multiple(() =>
        {
            Assert.That(outcome.Reason, Is.EqualTo(StopReason.Converged));
            Assert.That(outcome.GradientNorm, Is.LessThanOrEqualTo(1e-12));
            Assert.That(method.BestPoints.Row(0).ToArray(), Is.EqualTo(new[] { 0.6, 0.4, 0 }).Within(1e-12));
            Assert.That(region.Contains(method.BestPoints.Row(0)), Is.True);
        });
    }

    [Test]
    public void RosenbrockInABoxEndsAtItsOptimum()
    {
        Assert.That(Functions.Rosenbrock([1, 1, 1]).Value, Is.Zero);
        FirstOrder<double> method = new(Optimizer.Adam(0.02), tolerance: 1e-8, steps: 20_000, Schedule.Cosine());
        Minimizer.Run(new Problem<double>(3, Functions.Rosenbrock), method, Rows([-1.2, 1, 0.5], [0, 0, 0]), Cube(3, -5, 10), Limits.None);
        Assert.That(method.BestPoints.Row(0).ToArray(), Is.EqualTo(new double[] { 1, 1, 1 }).Within(1e-5));
        Assert.That(method.BestPoints.Row(1).ToArray(), Is.EqualTo(new double[] { 1, 1, 1 }).Within(1e-5));
    }

    /// <summary>With x ≤ ½ the optimum is at (½, ¼), where the slope 2(½ − 1) = −1 presses against the bound.</summary>
    [Test]
    public void RosenbrockAgainstABoundEndsOnIt()
    {
        (double value, double[] gradient) = Functions.Rosenbrock([0.5, 0.25]);
        Assert.That((value, gradient[0], gradient[1]), Is.EqualTo((0.25, -1.0, 0.0)));
        FirstOrder<double> method = new(Optimizer.Adam(0.01), tolerance: 1e-9, steps: 20_000, Schedule.Cosine());
        Outcome<double> outcome = Minimizer.Run(new Problem<double>(2, Functions.Rosenbrock), method, Rows([-1.2, 0.4]), Cube(2, -5, 0.5),
            Limits.None);
        Assert.That(outcome.Reason, Is.EqualTo(StopReason.Converged));
        Assert.That(method.BestPoints[0, 0], Is.EqualTo(0.5), "exactly the bound");
        Assert.That(method.BestPoints[0, 1], Is.EqualTo(0.25).Within(1e-9));
    }

    [Test]
    public void KnownOptimaAreFoundFromSeveralStarts()
    {
        double[][] optima = [[-Math.PI, 12.275], [Math.PI, 2.275], [3 * Math.PI, 2.475]];
        CheckOptimum(Functions.Branin, 0.397887357730, optima, new([-5, 0], [10, 15]));
        CheckOptimum(Functions.Camel, -1.031628453490, [[0.089842019, -0.712656400], [-0.089842019, 0.712656400]], new([-3, -2], [3, 2]));
    }

    private static void CheckOptimum(Func<double[], (double Value, double[] Gradient)> function, double least, double[][] optima,
        Box<double> box)
    {
        foreach (double[] optimum in optima)
        {
            (double value, double[] gradient) = function(optimum);
            Assert.That(value, Is.EqualTo(least).Within(1e-11));
            Assert.That(gradient, Is.All.EqualTo(0.0).Within(1e-6));
        }

        double[][] starts = Starts(16, box);
        FirstOrder<double> method = new(Optimizer.Adam(0.1), tolerance: 1e-8, steps: 3000, Schedule.Cosine());
        Outcome<double> outcome = Minimizer.Run(new Problem<double>(2, function), method, Rows(starts), box, Limits.None);
        Assert.That(outcome.Value, Is.EqualTo(least).Within(1e-10));
        double[] best = method.BestPoints.Row(method.BestStart).ToArray();
        Assert.That(optima.Min(o => Math.Max(Math.Abs(o[0] - best[0]), Math.Abs(o[1] - best[1]))), Is.LessThan(1e-6));
    }

    [TestCaseSource(nameof(Rules))]
    public void DeletingStartsChangesNoBitOfTheOthers(Optimizer optimizer)
    {
        double[][] starts = Starts(9, new([-2, -2, -2], [2, 2, 2]));
        int[] kept = [1, 4, 5, 8];
        byte[][] together = Search(optimizer, starts, out Outcome<double>[] all);
        byte[][] fewer = Search(optimizer, [.. kept.Select(i => starts[i])], out Outcome<double>[] some);
        Assert.That(all.Select(outcome => outcome.Steps).Distinct().Count(), Is.GreaterThan(1), "some end before others");
        for (int i = 0; i < kept.Length; i++)
        {
            Assert.That(fewer[i], Is.EqualTo(together[kept[i]]), $"start {kept[i]}");
            Assert.That(some[i], Is.EqualTo(all[kept[i]]));
            Assert.That(Search(optimizer, [starts[kept[i]]], out _)[0], Is.EqualTo(fewer[i]), $"start {kept[i]} alone");
        }
    }

    private static byte[][] Search(Optimizer optimizer, double[][] starts, out Outcome<double>[] outcomes)
    {
        FirstOrder<double> method = new(optimizer, tolerance: 0.05, steps: 150);
        Minimizer.Run(new Problem<double>(3, Functions.Quadratic([1, 0.2, 3], [0.1, -1, 5])), method, Rows(starts), Cube(3, -2, 2),
            Limits.None);
        outcomes = method.Outcomes.ToArray();
        byte[][] points = new byte[starts.Length][];
        for (int i = 0; i < starts.Length; i++)
        {
            points[i] = MemoryMarshal.AsBytes(method.BestPoints.Row(i)).ToArray();
        }

        return points;
    }

    /// <summary>
    /// Start 1 meets a NaN or an infinity at its evaluation k: it ends alone, with the best of its first k − 1, and the others do not
    /// notice.
    /// </summary>
    [Test]
    public void NonFiniteEvaluationEndsOneStartAlone([Values(1, 2, 5, 20)] int k, [Values] bool inGradient,
        [Values(double.NaN, double.NegativeInfinity)] double poison)
    {
        double[][] starts = [[2, 0], [-2, 1], [1.5, 2]];
        Box<double> box = new([-3, 0], [3, 2]);
        FirstOrder<double> clean = new(Optimizer.Momentum(0.05), 1e-6, 30), poisoned = new(Optimizer.Momentum(0.05), 1e-6, 30),
            cut = new(Optimizer.Momentum(0.05), 1e-6, Math.Max(k - 2, 0));
        Minimizer.Run(new Problem<double>(2, Marked(-1, 0, false)), clean, Rows(starts), box, Limits.None);
        Minimizer.Run(new Problem<double>(2, Marked(k, poison, inGradient)), poisoned, Rows(starts), box, Limits.None);
        Minimizer.Run(new Problem<double>(2, Marked(-1, 0, false)), cut, Rows(starts), box, Limits.None);
        Assert.That(poisoned.Outcomes[0], Is.EqualTo(clean.Outcomes[0]));
        Assert.That(poisoned.Outcomes[2], Is.EqualTo(clean.Outcomes[2]));
        Assert.That(poisoned.BestPoints.Row(2).ToArray(), Is.EqualTo(clean.BestPoints.Row(2).ToArray()));
        Assert.That(poisoned.Outcomes[1].Reason, Is.EqualTo(StopReason.NonFinite));
        Assert.That(poisoned.Outcomes[1].Evaluations, Is.EqualTo(k));
        Assert.That(poisoned.Outcomes[1].Value, Is.EqualTo(k == 1 ? double.NaN : cut.Outcomes[1].Value));
        Assert.That(poisoned.BestPoints.Row(1).ToArray(), Is.EqualTo(k == 1 ? starts[1] : cut.BestPoints.Row(1).ToArray()));
        Assert.That(poisoned.BestStart, Is.Not.EqualTo(-1));
    }

    /// <summary>x² whose second coordinate, without influence, marks the start; the k-th evaluation of start 1 is poisoned.</summary>
    private static Func<double[], (double, double[])> Marked(int k, double poison, bool inGradient)
    {
        int seen = 0;
        return x =>
        {
            bool bad = x[1] == 1 && ++seen == k;
            return (bad && !inGradient ? poison : x[0] * x[0], [bad && inGradient ? poison : 2 * x[0], 0]);
        };
    }

    [Test]
    public void NonFiniteStartsEndUnevaluated()
    {
        FirstOrder<double> method = new(Optimizer.Sgd(), 0, 3);
        Problem<double> problem = new(1, x => (1, [1]));
        Outcome<double> outcome = Minimizer.Run(problem, method, Rows([double.NaN], [double.PositiveInfinity]), new Everywhere<double>(1),
            Limits.None);
        Assert.That(outcome.Reason, Is.EqualTo(StopReason.NonFinite));
        Assert.That(problem.Evaluations, Is.Zero);
        Assert.That(method.BestStart, Is.EqualTo(-1));
    }

    [Test]
    public void EvaluationsAreOneMoreThanSteps()
    {
        FirstOrder<double> method = new(Optimizer.Sgd(1e-3), 0, 7);
        Problem<double> problem = new(2, Functions.Rosenbrock);
        Outcome<double> outcome = Minimizer.Run(problem, method, Rows([-1, 1]), Cube(2, -2, 2), Limits.None);
        Assert.That((outcome.Reason, outcome.Steps, outcome.Evaluations), Is.EqualTo((StopReason.StepLimit, 7, 8)));
        Assert.That((problem.Batches, problem.Evaluations), Is.EqualTo((8, 8)));
    }

    [Test]
    public void SinglePrecisionSearchesToo()
    {
        FirstOrder<float> method = new(Optimizer.Adam(0.05), 1e-4, 3000, Schedule.Cosine());
        Outcome<float> outcome = Minimizer.Run(
            new Problem<float>(2, Functions.Branin), method, new ReadOnlyMatrix<float>([3f, 3f], new Shape(1, 2)),
            new Box<float>([-5, 0], [10, 15]), Limits.None);
        Assert.That(outcome.Value, Is.EqualTo(0.3978874f).Within(1e-6f));
    }

    [Test]
    public void MistakesAreRefused() => Assert.Multiple(() =>
    {
        Assert.That(() => new FirstOrder<double>(Optimizer.Sgd(), -1, 3), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new FirstOrder<double>(Optimizer.Sgd(), 0, -3), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new FirstOrder<double>(Optimizer.Sgd(), 0, 3, Schedule.ReduceOnPlateau()),
            Throws.ArgumentException.With.Message.Contains("reads losses"));
    });

    private static Box<double> Cube(int dimension, double lower, double upper) =>
        new([.. Enumerable.Repeat(lower, dimension)], [.. Enumerable.Repeat(upper, dimension)]);

    private static ReadOnlyMatrix<double> Rows(params double[][] rows) =>
        new(rows.SelectMany(row => row).ToArray(), new Shape(rows.Length, rows[0].Length));

    private static double[][] Starts(int count, Box<double> box)
    {
        Random random = new(11);
        double[] lower = box.Lower.ToArray(), upper = box.Upper.ToArray();
        return [.. Enumerable.Range(0, count).Select(_ => lower.Zip(upper, (l, u) => l + (u - l) * random.NextDouble()).ToArray())];
    }
}
