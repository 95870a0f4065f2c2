using System.Runtime.InteropServices;
using Extremal.Memory;
using Extremal.Optimization;
using Extremal.Optimization.Methods;
using Extremal.Optimization.Regions;
using Extremal.Tests.Laws;

namespace Extremal.Tests.Optimization.Methods;

/// <summary>Promises of the method that have nothing to do with how good it is.</summary>
[NonParallelizable]
internal sealed partial class LbfgsbTests
{
    private const double Infinite = double.PositiveInfinity;

    [Test]
    public void OneStartAmongManyEndsAsItWouldAlone([Values(2, 8)] int memory, [Values("smooth", "kinked", "lying")] string kind)
    {
        double[][] starts = Starts(20, 4, seed: 3);
        Lbfgsb<double> together = Search(starts, memory, kind);
        int lengths = together.Outcomes.ToArray().Select(outcome => outcome.Steps).Distinct().Count();
        Assert.That(kind == "kinked" || lengths > 3, "some end before others");
        for (int i = 0; i < starts.Length; i++)
        {
            Lbfgsb<double> alone = Search([starts[i]], memory, kind);
            Assert.That(alone.Outcomes[0], Is.EqualTo(together.Outcomes[i]), $"start {i}");
            Assert.That(Bits(alone, 0), Is.EqualTo(Bits(together, i)), $"start {i}");
        }
    }

    private static Lbfgsb<double> Search(double[][] starts, int memory, string kind)
    {
        Lbfgsb<double> method = new(1e-8, 60, memory);
        Problem<double> problem = new(4, kind == "kinked" ? Kinked : kind == "lying" ? Lying : Functions.Rosenbrock);
        Minimizer.Run(problem, method, Rows(starts), Cube(4, -1.5, 1.7), Limits.None);
        return method;
    }

    /// <summary>Line searches settle for their best step here.</summary>
    private static (double, double[]) Kinked(double[] x) =>
        (x.Select((v, i) => (i + 1) * Math.Abs(v - 0.3) + v * v / 2).Sum(), [.. x.Select((v, i) => (i + 1) * Math.Sign(v - 0.3) + v)]);

    /// <summary>Low down the gradient lies: line searches fail there, and the model begins anew.</summary>
    private static (double, double[]) Lying(double[] x)
    {
        (double value, double[] dx) = Functions.Rosenbrock(x);
        return (value, value < 20 ? [.. dx.Select(d => -d)] : dx);
    }

    [Test]
    public void CoordinatesAtABoundAreExactlyThere([Values(1, 3)] int memory)
    {
        double lower = 0.1 + 0.2, upper = 1 / 3.0 + 0.5;
        Lbfgsb<double> method = new(1e-10, 100, memory);
        Problem<double> problem = new(3, Functions.Quadratic([1, 20, 3], [-4, 9, 0.5]));
        foreach (double[] start in Starts(30, 3, seed: 8))
        {
            Outcome<double> outcome = Minimizer.Run(problem, method, Rows(start), Cube(3, lower, upper), Limits.None);
            Assert.That(outcome.Reason, Is.EqualTo(StopReason.Converged));
            Assert.That(method.BestPoints.Row(0)[..2].ToArray(), Is.EqualTo(new[] { lower, upper }));
            Assert.That(method.BestPoints[0, 2], Is.EqualTo(0.5).Within(1e-9));
        }
    }

    [Test]
    public void NoEvaluationLeavesTheBox()
    {
        Box<double> box = new([-1.1, -Infinite, 0.3], [0.7, 0.9, Infinite]);
        Problem<double> problem = new(3, x =>
        {
            Assert.That(box.Contains(x), string.Join(", ", x));
            return Functions.Rosenbrock(x);
        });
        Lbfgsb<double> method = new(1e-9, 200);
        Minimizer.Run(problem, method, Rows(Starts(40, 3, seed: 5)), box, Limits.None);
        Assert.That(method.Outcomes.ToArray().Select(outcome => outcome.Reason), Is.All.EqualTo(StopReason.Converged));
    }

    [Test]
    public void EqualBoundsFixACoordinate()
    {
        Box<double> box = new([-5, 0.3, -5], [5, 0.3, 5]);
        Lbfgsb<double> method = new(1e-9, 200);
        Outcome<double> outcome = Minimizer.Run(new Problem<double>(3, Functions.Rosenbrock), method, Rows([-1, 2, 3]), box, Limits.None);
        Assert.That(outcome.Reason, Is.EqualTo(StopReason.Converged));
        Assert.That(method.BestPoints[0, 1], Is.EqualTo(0.3));
        Assert.That(method.BestPoints[0, 2], Is.EqualTo(0.09).Within(1e-8));
        Minimizer.Run(new Problem<double>(1, x => (x[0] * x[0], [2 * x[0]])), method, Rows([7]), new Box<double>([4], [4]), Limits.None);
        Assert.That(method.BestPoints[0, 0], Is.EqualTo(4));
        Assert.That(method.Outcomes[0], Is.EqualTo(new Outcome<double>(StopReason.Converged, 16, 0, 0, 1)));
    }

    /// <summary>Held coordinates keep the number of each start, even outside the box, and the others reach what fewer variables
    /// would.</summary>
    [Test]
    public void HeldCoordinatesStay([Values(1, 8)] int memory)
    {
        double[][] starts = [[-1, 0.25, 3], [2, -9, 1]];
        Lbfgsb<double> method = new(1e-10, 500, memory);
        Problem<double> problem = new(3, Functions.Rosenbrock);
        Minimizer.Run(problem, method, Rows(starts), Cube(3, -5, 5), Limits.None, held: [false, true, false]);
        for (int i = 0; i < 2; i++)
        {
            double held = starts[i][1];
            Problem<double> smaller = new(2, x =>
            {
                (double value, double[] dx) = Functions.Rosenbrock([x[0], held, x[1]]);
                return (value, [dx[0], dx[2]]);
            });
            Lbfgsb<double> twin = new(1e-10, 500);
            Outcome<double> outcome = Minimizer.Run(smaller, twin, Rows([starts[i][0], starts[i][2]]), Cube(2, -5, 5), Limits.None);
            Assert.That(method.BestPoints[i, 1], Is.EqualTo(held));
            Assert.That(method.Outcomes[i].Value, Is.EqualTo(outcome.Value).Within(1e-9 * outcome.Value));
            Assert.That(method.Outcomes[i].Reason, Is.EqualTo(StopReason.Converged));
        }
    }

    [Test]
    public void SinglePrecisionSearchesToo([Values(1, 8)] int memory)
    {
        Lbfgsb<float> method = new(1e-3, 100, memory);
        Outcome<float> outcome = Minimizer.Run(new Problem<float>(2, Functions.Branin), method,
            new ReadOnlyMatrix<float>([3f, 3f], new Shape(1, 2)), new Box<float>([-5, 0], [10, 15]), Limits.None);
        Assert.That(outcome.Reason, Is.EqualTo(StopReason.Converged));
        Assert.That(outcome.Value, Is.EqualTo(0.3978874f).Within(1e-6f));
    }

    /// <summary>Some two hundred evaluations of a long valley by each model; the fewest bytes of many rounds of them.</summary>
    [Test]
    public void NothingIsAllocatedAfterBegin([Values(4, 40)] int memory)
    {
        const int n = 30;
        Lbfgsb<double> method = new(1e-12, 10_000, memory);
        Slice<double> points = Slice<double>.Zeros(new Shape(3, n)), gradients = Slice<double>.Zeros(new Shape(3, n));
        (double[] values, int[] owners, int rounds) = (new double[3], new int[3], 0);
        method.Begin(Rows(Starts(3, n, seed: 2)), Cube(n, -1.5, 2));
        long bytes = Allocation.OfProcess(() =>
        {
            int count = method.Running > 0 ? method.Ask(points.Matrix, owners) : 0;
            for (int r = 0; r < count; r++)
            {
                values[r] = Valley(points.Matrix.Row(r), gradients.Matrix.Row(r));
            }

            if (count > 0)
            {
                method.Tell(values.AsSpan(0, count), gradients.Matrix.RowRange(0, count));
                rounds++;
            }
        }, rounds: 12);
        Assert.That(bytes, Is.Zero);
        Assert.That(rounds, Is.GreaterThan(8));
    }

    /// <summary>The function of <see cref="Functions.Rosenbrock"/>, without an allocation.</summary>
    private static double Valley(ReadOnlySpan<double> x, Span<double> dx)
    {
        double value = 0;
        dx.Clear();
        for (int i = 0; i + 1 < x.Length; i++)
        {
            double bend = x[i + 1] - x[i] * x[i], lag = x[i] - 1;
            value += 100 * bend * bend + lag * lag;
            dx[i] += -400 * bend * x[i] + 2 * lag;
            dx[i + 1] += 200 * bend;
        }

        return value;
    }

    [Test]
    public void MistakesAreRefused() => Assert.Multiple(() =>
    {
        Assert.That(() => new Lbfgsb<double>(-1), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new Lbfgsb<double>(double.NaN), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new Lbfgsb<double>(steps: -1), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new Lbfgsb<double>(memory: 0), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(
            () => new Lbfgsb<double>().Begin(Rows([0.5, 0.5]), new BoxAndSlab<double>(Cube(2, 0, 1), [1, 1], 1, 1)),
            Throws.ArgumentException.With.Message.Contains("BoxAndSlab"));
    });

    private static byte[] Bits(Lbfgsb<double> method, int start) => MemoryMarshal.AsBytes(method.BestPoints.Row(start)).ToArray();

    private static Box<double> Cube(int dimension, double lower, double upper) =>
        new([.. Enumerable.Repeat(lower, dimension)], [.. Enumerable.Repeat(upper, dimension)]);

    private static ReadOnlyMatrix<double> Rows(params double[][] rows) =>
        new(rows.SelectMany(row => row).ToArray(), new Shape(rows.Length, rows[0].Length));

    private static double[][] Starts(int count, int dimension, int seed)
    {
        Random random = new(seed);
        double[] Start() => [.. Enumerable.Range(0, dimension).Select(_ => 4 * random.NextDouble() - 2)];
        return [.. Enumerable.Range(0, count).Select(_ => Start())];
    }
}
