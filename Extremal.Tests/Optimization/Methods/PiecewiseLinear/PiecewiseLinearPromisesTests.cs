using System.Runtime.InteropServices;
using Extremal.Memory;
using Extremal.Optimization;
using Extremal.Optimization.Methods;
using Extremal.Optimization.Regions;
using static Extremal.Tests.Optimization.Methods.LocalMinima;

namespace Extremal.Tests.Optimization.Methods;

/// <summary>What every method promises: starts do not feel each other, held coordinates and rows are kept, numbers do not throw.</summary>
public sealed class PiecewiseLinearPromisesTests
{
    [Test]
    public void DeletingStartsChangesNoBitOfTheOthers([Values(2, 4)] int inputs)
    {
        Box<double> box = Cube(inputs, -1, 1);
        double[][] starts = Starts(7, 9, box);
        int[] kept = [1, 4, 5, 8];
        byte[][] together = Search(starts, box, out Outcome<double>[] all);
        byte[][] fewer = Search([.. kept.Select(i => starts[i])], box, out Outcome<double>[] some);
        Assert.That(all.Select(outcome => outcome.Evaluations).Distinct().Count(), Is.GreaterThan(1), "some end before others");
        for (int i = 0; i < kept.Length; i++)
        {
            Assert.That(fewer[i], Is.EqualTo(together[kept[i]]), $"start {kept[i]}");
            Assert.That(some[i], Is.EqualTo(all[kept[i]]));
            Assert.That(Search([starts[kept[i]]], box, out _)[0], Is.EqualTo(fewer[i]), $"start {kept[i]} alone");
        }
    }

    private static byte[][] Search(double[][] starts, Box<double> box, out Outcome<double>[] outcomes)
    {
        PiecewiseLinear<double> method = new();
        Minimizer.Run(RectifierNetwork.Random(3, box.Dimension, 12, 12, 1), method, Rows(starts), box, Limits.None);
        outcomes = method.Outcomes.ToArray();
        byte[][] points = new byte[starts.Length][];
        for (int i = 0; i < starts.Length; i++)
        {
            points[i] = MemoryMarshal.AsBytes(method.BestPoints.Row(i)).ToArray();
        }

        return points;
    }

    [Test]
    public void NonFiniteEvaluationEndsOneStartAlone([Values(1, 2, 5, 8)] int k, [Values] bool inGradient,
        [Values(double.NaN, double.NegativeInfinity)] double poison)
    {
        double[][] starts = [[0.5, 0], [-0.5, 1], [0.3, 2]];
        Box<double> box = new([-1, 0], [1, 2]);
        PiecewiseLinear<double> clean = new(), poisoned = new();
        Minimizer.Run(new Problem<double>(2, Marked(-1, 0, false)), clean, Rows(starts), box, Limits.None, held: [false, true]);
        Minimizer.Run(new Problem<double>(2, Marked(k, poison, inGradient)), poisoned, Rows(starts), box, Limits.None, held: [false, true]);
        Assert.That(clean.Outcomes[1].Evaluations, Is.GreaterThanOrEqualTo(k), "the case is one");
        foreach (int i in (int[])[0, 2])
        {
            Assert.That(poisoned.Outcomes[i], Is.EqualTo(clean.Outcomes[i]));
            Assert.That(poisoned.BestPoints.Row(i).ToArray(), Is.EqualTo(clean.BestPoints.Row(i).ToArray()));
        }

        if (clean.Outcomes[1].Evaluations >= k)
        {
            Assert.That(poisoned.Outcomes[1].Reason, Is.EqualTo(StopReason.NonFinite));
            Assert.That(double.IsNaN(poisoned.Outcomes[1].Value), Is.EqualTo(k == 1));
            double x = poisoned.BestPoints[1, 0];
            Assert.That(poisoned.Outcomes[1].Value, Is.EqualTo(k == 1 ? double.NaN : Staircase(x).Value), "the last good point is kept");
        }
    }

    // Σ |x − c| over some c, with a marker in the second coordinate; the k-th evaluation of start 1 is poisoned.
    private static Func<double[], (double, double[])> Marked(int k, double poison, bool inGradient)
    {
        int seen = 0;
        return x =>
        {
            bool bad = x[1] == 1 && ++seen == k;
            (double value, double slope) = Staircase(x[0]);
            return (bad && !inGradient ? poison : value, [bad && inGradient ? poison : slope, 0]);
        };
    }

    private static (double Value, double Slope) Staircase(double x)
    {
        double[] steps = [-0.9, -0.3, -0.1, 0.05, 0.2, 0.45, 0.8];
        return (steps.Sum(c => Math.Abs(x - c)), steps.Sum(c => x > c ? 1.0 : -1));
    }

    [Test]
    public void HeldCoordinatesKeepTheirNumbers()
    {
        RectifierNetwork network = RectifierNetwork.Random(8, 3, 16, 16, 1);
        Box<double> box = Cube(3, -1, 1);
        double[][] starts = Starts(9, 10, box);
        PiecewiseLinear<double> held = new(), alone = new();
        Minimizer.Run(network, held, Rows(starts), box, Limits.None, held: [false, true, false]);
        for (int i = 0; i < 10; i++)
        {
            double number = starts[i][1];
            Assert.That(held.BestPoints[i, 1], Is.EqualTo(number));
            Assert.That(held.Outcomes[i].Reason, Is.EqualTo(StopReason.Converged));
            Box<double> slice = new([-1, number, -1], [1, number, 1]);
            Outcome<double> same = Minimizer.Run(network, alone, Rows(starts[i]), slice, Limits.None);
            Assert.That(held.Outcomes[i].Value, Is.EqualTo(same.Value).Within(1e-12));
            Assert.That(SteepestFall(x => network.Value(x), held.BestPoints.Row(i), slice, i), Is.LessThan(1e-8), $"start {i}");
        }
    }

    /// <summary>
    /// Σ x = 1 with x ≥ 0, against the same with the last coordinate eliminated: then x₄ ≥ 0 is a row, and nothing else changes.
    /// </summary>
    [Test]
    public void AnEqualityIsAsGoodAsElimination()
    {
        int higher = 0;
        for (int seed = 0; seed < 10; seed++)
        {
            RectifierNetwork network = RectifierNetwork.Random(seed, 4, 12, 12, 1);
            Box<double> box = Cube(4, 0, 1), small = Cube(3, 0, 1);
            double[][] starts = [.. Starts(seed, 30, small).Select(p => p.Append(Math.Max(1 - p.Sum(), 0.1)).ToArray())
                .Select(p => p.Select(v => v / p.Sum()).ToArray())];
            double[] ones = [1, 1, 1, 1], less = [1, 1, 1];
            PiecewiseLinear<double> mixture = new(rows: new(new(ones, new Shape(1, 4)), [1], [1]));
            PiecewiseLinear<double> eliminated = new(rows: new(new(less, new Shape(1, 3)), [double.NegativeInfinity], [1]));
            Problem<double> reduced = new(3, x =>
            {
                double[] values = new double[1], gradient = new double[4];
                double[] all = [.. x, 1 - x.Sum()];
                network.Evaluate(Rows(all), values, new Matrix<double>(gradient, new Shape(1, 4)));
                return (values[0], [gradient[0] - gradient[3], gradient[1] - gradient[3], gradient[2] - gradient[3]]);
            });
            Outcome<double> first = Minimizer.Run(network, mixture, Rows(starts), box, Limits.None);
            Outcome<double> second = Minimizer.Run(reduced, eliminated, Rows([.. starts.Select(p => p[..3])]), small, Limits.None);
            higher += Math.Abs(first.Value - second.Value) > 1e-10 ? 1 : 0;
            for (int i = 0; i < starts.Length; i++)
            {
                double[] found = mixture.BestPoints.Row(i).ToArray(), other = eliminated.BestPoints.Row(i).ToArray();
                Assert.That(found.Sum(), Is.EqualTo(1).Within(1e-13), $"seed {seed}, start {i}");
                Assert.That(box.Contains(found), $"seed {seed}, start {i}");
                Assert.That(other.Sum(), Is.LessThanOrEqualTo(1 + 1e-13), $"seed {seed}, start {i}");
                Assert.That(mixture.Outcomes[i].Reason, Is.EqualTo(StopReason.Converged), $"seed {seed}, start {i} {mixture.Outcomes[i]}");
                Assert.That(FallInTheSimplex(network, found, i), Is.LessThan(1e-8), $"seed {seed}, start {i}");
                Assert.That(eliminated.Outcomes[i].Reason, Is.EqualTo(StopReason.Converged), $"seed {seed}, start {i}");
                Assert.That(FallInTheSimplex(network, [.. other, 1 - other.Sum()], i), Is.LessThan(1e-8), $"seed {seed}, start {i}");
            }
        }

        Assert.That(higher, Is.LessThanOrEqualTo(1), "the best of thirty starts is the same");
    }

    // Random points of the simplex nearby.
    private static double FallInTheSimplex(RectifierNetwork network, double[] point, int seed)
    {
        Random random = new(seed);
        double least = network.Value(point), steepest = 0;
        for (int k = 0; k < 2000; k++)
        {
            double radius = k % 2 == 0 ? 1e-4 : 1e-6;
            double[] near = [.. point.Select(v => v + radius * Math.Pow(2 * random.NextDouble() - 1, 3))];
            double mean = near.Average() - 0.25;
            near = [.. near.Select((v, j) => point[j] < 1e-12 && random.Next(2) == 0 ? 0 : v - mean)];
            int most = Array.IndexOf(point, point.Max());
            near[most] += 1 - near.Sum();
            steepest = near.Min() < 0 ? steepest : Math.Max(steepest, (least - network.Value(near)) / radius);
        }

        return steepest;
    }

    /// <summary>A linear function over a box and two rows is a linear program; its optimum is known.</summary>
    [Test]
    public void RowsAndBoundsMeetInTheRightVertex()
    {
        // min −x − 2y, x + y ≤ 1, x − y ≥ −0.5, 0 ≤ x, y ≤ 2: at x = 0.25, y = 0.75.
        PiecewiseLinear<double> method = new(rows: new(
            new([1, 1, 1, -1], new Shape(2, 2)), [double.NegativeInfinity, -0.5], [1, double.PositiveInfinity]));
        Problem<double> problem = new(2, x => (-x[0] - 2 * x[1], [-1, -2]));
        Minimizer.Run(problem, method, Rows([0, 0], [1, 0], [0.2, 0.3], [0, 0.5]), Cube(2, 0, 2), Limits.None);
        for (int i = 0; i < 4; i++)
        {
            Assert.That(method.BestPoints.Row(i).ToArray(), Is.EqualTo(new[] { 0.25, 0.75 }).Within(1e-14), $"start {i}");
            Assert.That(method.Outcomes[i].Reason, Is.EqualTo(StopReason.Converged));
        }
    }

    [Test]
    public void CoordinatesMayHaveAnyUnits()
    {
        RectifierNetwork network = RectifierNetwork.Random(2, 2, 16, 16, 1);
        double[] units = [1e-6, 3e7];
        Problem<double> scaled = new(2, x =>
        {
            double[] values = new double[1], gradient = new double[2];
            network.Evaluate(Rows([x[0] / units[0], x[1] / units[1]]), values, new Matrix<double>(gradient, new Shape(1, 2)));
            return (values[0], [gradient[0] / units[0], gradient[1] / units[1]]);
        });
        double[][] starts = Starts(1, 20, Cube(2, -1, 1));
        PiecewiseLinear<double> plain = new(), other = new();
        Outcome<double> expected = Minimizer.Run(network, plain, Rows(starts), Cube(2, -1, 1), Limits.None);
        Outcome<double> outcome = Minimizer.Run(scaled, other, Rows([.. starts.Select(p => new[] { p[0] * units[0], p[1] * units[1] })]),
            new Box<double>([-units[0], -units[1]], [units[0], units[1]]), Limits.None);
        Assert.That(outcome.Value, Is.EqualTo(expected.Value).Within(1e-12));
        Assert.That(other.Outcomes.ToArray().Select(o => o.Reason), Is.All.EqualTo(StopReason.Converged));
    }

    [Test]
    public void SinglePrecisionSearchesToo()
    {
        Problem<float> problem = new(2, x => (Math.Abs(x[0] + 2 * x[1] - 0.5) + Math.Abs(x[0] - x[1]),
            [Math.Sign(x[0] + 2 * x[1] - 0.5) + Math.Sign(x[0] - x[1]), 2 * Math.Sign(x[0] + 2 * x[1] - 0.5) - Math.Sign(x[0] - x[1])]));
        PiecewiseLinear<float> method = new();
        Outcome<float> outcome = Minimizer.Run(problem, method, new ReadOnlyMatrix<float>([0.7f, -0.9f], new Shape(1, 2)),
            new Box<float>([-1, -1], [1, 1]), Limits.None);
        Assert.That(outcome.Reason, Is.EqualTo(StopReason.Converged), $"{outcome}");
        Assert.That(outcome.Value, Is.LessThan(1e-6f));
    }

    [Test]
    public void NothingIsAllocatedAfterBeginning()
    {
        RectifierNetwork network = RectifierNetwork.Random(2, 3, 16, 16, 1);
        Box<double> box = Cube(3, -1, 1);
        double[][] starts = Starts(1, 8, box);
        PiecewiseLinear<double> method = new();
        Slice<double> points = Slice<double>.Zeros(new Shape(8, 3));
        points.Matrix.Assign(Rows(starts));
        method.Begin(points.Matrix, box);
        Slice<double> asked = Slice<double>.Zeros(new Shape(method.Capacity, 3)), gradients = Slice<double>.Zeros(asked.Shape);
        double[] values = new double[method.Capacity];
        int[] owners = new int[method.Capacity];
        long least = long.MaxValue;
        for (int round = 0; round < 20; round++)
        {
            method.Begin(points.Matrix, box);
            long before = GC.GetAllocatedBytesForCurrentThread();
            while (method.Running > 0)
            {
                int count = method.Ask(asked.Matrix, owners);
                network.Evaluate(asked.Matrix.RowRange(0, count), values.AsSpan(0, count), gradients.Matrix.RowRange(0, count));
                method.Tell(values.AsSpan(0, count), gradients.Matrix.RowRange(0, count));
            }

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.That(least, Is.Zero);
    }

    [Test]
    public void MistakesAreRefused() => Assert.Multiple(() =>
    {
        Assert.That(() => new PiecewiseLinear<double>(-1), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new PiecewiseLinear<double>(0, -3), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new PiecewiseLinear<double>().Begin(Rows([0, 0]), new BoxAndSlab<double>(Cube(2, 0, 1), [1, 1], 0, 1)),
            Throws.ArgumentException.With.Message.Contains("as rows"));
        Assert.That(() => new PiecewiseLinear<double>(rows: LinearRows<double>.None(3)).Begin(Rows([0, 0]), Cube(2, 0, 1)),
            Throws.ArgumentException.With.Message.Contains("rows of 3 coordinates"));
    });
}
