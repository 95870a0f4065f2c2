using Extremal.Memory;
using Extremal.Optimization;
using Extremal.Optimization.Methods;
using Extremal.Optimization.Regions;
using static Extremal.Tests.Optimization.Methods.LocalMinima;

namespace Extremal.Tests.Optimization.Methods;

/// <summary>Handmade functions whose minima are known.</summary>
public sealed class PiecewiseLinearTests
{
    [Test]
    public void ARotatedSumOfModuliEndsAtItsCentre([Values(1, 2, 3, 5, 8, 12, 20)] int dimension)
    {
        const int seed = 5;
        Random random = new(seed);
        double[] centre = [.. Enumerable.Range(0, dimension).Select(_ => random.NextDouble() - 0.5)];
        double[][] normals = [.. Enumerable.Range(0, dimension).Select(_ =>
            Enumerable.Range(0, dimension).Select(_ => 2 * random.NextDouble() - 1).ToArray())];
        Problem<double> problem = new(dimension, Moduli(normals, centre));
        Box<double> box = Cube(dimension, -1, 1);
        PiecewiseLinear<double> method = new();
        Minimizer.Run(problem, method, Rows(Starts(seed, 5, box)), box, Limits.None);
        for (int i = 0; i < 5; i++)
        {
            Assert.That(method.Outcomes[i].Reason, Is.EqualTo(StopReason.Converged), $"start {i} {method.Outcomes[i]}");
            Assert.That(method.BestPoints.Row(i).ToArray(), Is.EqualTo(centre).Within(1e-10), $"start {i}");
            Assert.That(method.Outcomes[i].Value, Is.LessThan(1e-13 * dimension), $"start {i}");
        }

        TestContext.Out.WriteLine($"{problem.Batches} rounds, {problem.Evaluations} evaluations, {method.Outcomes[0].Steps} steps");
    }

    /// <summary>
    /// The greatest of planes. Of n + 1 in general position no n kinks cross: each ends where it meets the others.
    /// </summary>
    [Test]
    public void TheGreatestOfPlanesEndsWhereTheyMeet([Values(1, 2, 3, 4, 6)] int dimension, [Values(1, 2, 3)] int seed)
    {
        Random random = new(seed);
        double[][] planes = [.. Enumerable.Range(0, 3 * dimension + 2).Select(_ =>
            Enumerable.Range(0, dimension + 1).Select(_ => 2 * random.NextDouble() - 1).ToArray())];
        Problem<double> problem = new(dimension, Greatest(planes));
        Box<double> box = Cube(dimension, -10, 10);
        PiecewiseLinear<double> method = new();
        Minimizer.Run(problem, method, Rows(Starts(seed, 12, box)), box, Limits.None);
        double least = method.Outcomes[method.BestStart].Value;
        for (int i = 0; i < 12; i++)
        {
            Assert.That(method.Outcomes[i].Reason, Is.EqualTo(StopReason.Converged), $"seed {seed}, start {i} {method.Outcomes[i]}");
            Assert.That(method.Outcomes[i].Value, Is.EqualTo(least).Within(1e-12), $"seed {seed}, start {i}: convex, so all are the least");
        }

        TestContext.Out.WriteLine($"{problem.Batches} rounds, {problem.Evaluations} evaluations");
    }

    /// <summary>2|x| + 2|y| − |x + y| is 0 at its only minimum, and −(…) has its minima in the corners of the box.</summary>
    [TestCase(1)]
    [TestCase(-1)]
    public void AMixtureOfValleysAndRidges(int sign)
    {
        Func<double[], (double, double[])> function = x =>
        {
            double s = Math.Sign(x[0] + x[1]);
            return (sign * (2 * Math.Abs(x[0]) + 2 * Math.Abs(x[1]) - Math.Abs(x[0] + x[1])),
                [sign * (2 * Math.Sign(x[0]) - s), sign * (2 * Math.Sign(x[1]) - s)]);
        };
        Box<double> box = new([-1, -1.5], [2, 1]);
        PiecewiseLinear<double> method = new();
        Minimizer.Run(new Problem<double>(2, function), method, Rows(Starts(3, 20, box)), box, Limits.None);
        double[][] minima = sign > 0 ? [[0, 0]] : [[-1, -1.5], [-1, 1], [2, -1.5], [2, 1]];
        for (int i = 0; i < 20; i++)
        {
            double[] found = method.BestPoints.Row(i).ToArray();
            Assert.That(method.Outcomes[i].Reason, Is.EqualTo(StopReason.Converged), $"start {i} {method.Outcomes[i]}");
            Assert.That(minima.Min(m => Math.Max(Math.Abs(m[0] - found[0]), Math.Abs(m[1] - found[1]))),
                sign > 0 ? Is.LessThan(1e-12) : Is.Zero, $"start {i} at {found[0]}, {found[1]}");
        }
    }

    /// <summary>Ridges and bounds: every linear function ends in a corner, exactly.</summary>
    [Test]
    public void APlaneEndsInACorner([Values(1, 3, 20)] int dimension)
    {
        Problem<double> problem = new(dimension, x => (x.Select((v, j) => (j % 2 == 0 ? 1 : -2) * v).Sum(),
            [.. x.Select((_, j) => j % 2 == 0 ? 1.0 : -2)]));
        Box<double> box = Cube(dimension, -0.3, 0.7);
        PiecewiseLinear<double> method = new();
        Outcome<double> outcome = Minimizer.Run(problem, method, Rows(new double[dimension]), box, Limits.None);
        Assert.That(outcome.Reason, Is.EqualTo(StopReason.Converged));
        Assert.That(outcome.GradientNorm, Is.Zero);
        Assert.That(method.BestPoints.Row(0).ToArray(), Is.EqualTo(Enumerable.Range(0, dimension).Select(j => j % 2 == 0 ? -0.3 : 0.7)));
    }

    /// <summary>A kink that bends: y's valley is bent where x = 0, and the minimum lies on its far arm.</summary>
    [Test]
    public void AWalkFollowsAKinkThatBends()
    {
        // 5 |y − |x|| − x/2 on [−1, 1] × [−2, 2]: the valley y = |x| falls towards x = 1.
        Func<double[], (double, double[])> function = x =>
        {
            double s = x[1] > Math.Abs(x[0]) ? 5 : -5, t = x[0] > 0 ? 1 : -1;
            return (5 * Math.Abs(x[1] - Math.Abs(x[0])) - x[0] / 2, [-s * t - 0.5, s]);
        };
        Box<double> box = new([-1, -2], [1, 2]);
        PiecewiseLinear<double> method = new();
        Minimizer.Run(new Problem<double>(2, function), method, Rows(Starts(4, 20, box)), box, Limits.None);
        for (int i = 0; i < 20; i++)
        {
            Assert.That(method.BestPoints.Row(i).ToArray(), Is.EqualTo(new double[] { 1, 1 }).Within(1e-12), $"start {i}");
            Assert.That(method.Outcomes[i].Reason, Is.EqualTo(StopReason.Converged), $"start {i}");
        }
    }

    [Test]
    public void AFlatFunctionHasConvergedWhereItStarts()
    {
        PiecewiseLinear<double> method = new();
        Problem<double> flat = new(2, _ => (3, [0, 0]));
        Outcome<double> outcome = Minimizer.Run(flat, method, Rows([0.5, 1]), Cube(2, 0, 1), Limits.None);
        Assert.That(outcome, Is.EqualTo(new Outcome<double>(StopReason.Converged, 3, 0, 0, 1)));
    }

    [Test]
    public void CurvedFunctionsEndWithoutAnIncrease([Values(0, 3, 50)] int steps)
    {
        PiecewiseLinear<double> method = new(1e-6, steps);
        Problem<double> problem = new(2, Functions.Rosenbrock);
        Outcome<double> outcome = Minimizer.Run(problem, method, Rows([-1.2, 1]), Cube(2, -2, 2), new Limits(100_000, TimeSpan.MaxValue));
        TestContext.Out.WriteLine($"{outcome}");
        Assert.That(outcome.Reason, Is.AnyOf(StopReason.StepLimit, StopReason.NoDescent));
        Assert.That(outcome.Value, Is.LessThanOrEqualTo(Functions.Rosenbrock([-1.2, 1]).Value));
        Assert.That(outcome.Steps, Is.LessThanOrEqualTo(Math.Max(steps, 0)));
    }

    [Test]
    public void AKinkOnACurvedFunctionIsFound()
    {
        // |x + y| + 0.01 (x − y)²: nearly linear by pieces, least at 0.
        Problem<double> problem = new(2, x => (Math.Abs(x[0] + x[1]) + 0.01 * (x[0] - x[1]) * (x[0] - x[1]),
            [Math.Sign(x[0] + x[1]) + 0.02 * (x[0] - x[1]), Math.Sign(x[0] + x[1]) - 0.02 * (x[0] - x[1])]));
        PiecewiseLinear<double> method = new();
        Outcome<double> outcome = Minimizer.Run(problem, method, Rows([0.7, 0.3]), Cube(2, -1, 1), Limits.None);
        TestContext.Out.WriteLine($"{outcome} {problem.Batches}");
        Assert.That(outcome.Value, Is.LessThan(1e-10));
    }

    private static Func<double[], (double, double[])> Moduli(double[][] normals, double[] centre) => x =>
    {
        double value = 0;
        double[] gradient = new double[x.Length];
        foreach (double[] normal in normals)
        {
            double side = normal.Select((a, j) => a * (x[j] - centre[j])).Sum();
            value += Math.Abs(side);
            for (int j = 0; j < x.Length; j++)
            {
                gradient[j] += side > 0 ? normal[j] : -normal[j];
            }
        }

        return (value, gradient);
    };

    private static Func<double[], (double, double[])> Greatest(double[][] planes)
    {
        // One more, so that there is a least: the planes' negative sum.
        double[][] all = [.. planes, [.. Enumerable.Range(0, planes[0].Length).Select(j => -planes.Sum(plane => plane[j]))]];
        return x => all.Select(plane => (plane[^1] + x.Select((v, j) => v * plane[j]).Sum(), plane[..^1])).MaxBy(p => p.Item1);
    }
}
