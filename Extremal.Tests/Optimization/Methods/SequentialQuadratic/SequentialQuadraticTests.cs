using Extremal.Memory;
using Extremal.Optimization;
using Extremal.Optimization.Methods;
using Extremal.Optimization.Regions;
using Extremal.Tests.Optimization.Regions;
using Extremal.Tests.Oracle;
using static Extremal.Tests.Oracle.DualFunctions;

namespace Extremal.Tests.Optimization.Methods;

public sealed class SequentialQuadraticTests
{
    private const double Free = double.PositiveInfinity;

    /// <summary>Gramacy et al., Technometrics 2016: least a + b is 0.5998 at (0.1954, 0.4044), along a flat valley.</summary>
    private static readonly Func<Dual[], Dual>[] Gramacy =
    [
        x => x[0] + x[1],
        x => 1.5 - x[0] - 2 * x[1] - 0.5 * Sin(2 * Math.PI * (Square(x[0]) - 2 * x[1])),
        x => Square(x[0]) + Square(x[1]) - 1.5,
    ];

    [Test]
    public void GramacysOptimumIsFoundFromInfeasibleStarts()
    {
        double[][] starts = [[0, 0], [0.1, 0.3], [0.2, 0.2], [0.3, 0.3], [0.95, 0.95]];
        SequentialQuadratic<double> method = new(LinearRows<double>.None(2), [-Free, -Free], [0, 0]);
        double[] optimum = GramacysOptimum();
        Assert.That(optimum, Is.EqualTo(new[] { 0.1954, 0.4044 }).Within(5e-4), "the published one");
        Assert.That(starts.All(x => Math.Max(Value(Gramacy[1], x), Value(Gramacy[2], x)) > 0), "all are infeasible");
        ConstrainedProblem<double> problem = new(2, Gramacy);
        Outcome<double> outcome = Minimizer.Run(problem, method, Rows(starts), Cube(2, 0, 1), Limits.None);
        Assert.Multiple(() =>
        {
            Assert.That(outcome.Value, Is.EqualTo(optimum.Sum()).Within(1e-9));
            Assert.That(outcome.Value, Is.EqualTo(0.5998).Within(5e-5));
            Assert.That(method.BestPoints.Row(method.BestStart).ToArray(), Is.EqualTo(optimum).Within(1e-5));
            Assert.That(method.Outcomes.ToArray().Select(each => each.Reason), Is.All.EqualTo(StopReason.Converged));
            Assert.That(method.Violations.ToArray(), Is.All.Zero);
            for (int i = 0; i < starts.Length; i++)
            {
                Assert.That(Value(Gramacy[1], method.BestPoints.Row(i).ToArray()), Is.LessThanOrEqualTo(1e-9), $"start {i}");
            }
        });
    }

    /// <summary>
    /// A mixture: Σ (xᵢ − tᵢ)² with Σx = 1 and bounds is least at the projection of t. By hand: x₀ is at its bound 0.4, x₃ at 0, and the
    /// others share what is left: 0.35 − 0.05 and 0.35 − 0.05.
    /// </summary>
    [Test]
    public void MixtureEndsAtTheProjectedTarget()
    {
        double[] target = [0.9, 0.35, 0.35, -0.3];
        LinearRows<double> rows = PolytopeTests.Rows([[1, 1, 1, 1]], [1], [1]);
        SequentialQuadratic<double> method = new(rows, [], []);
        ConstrainedProblem<double> problem = new(4, x => Enumerable.Range(0, 4).Aggregate((Dual)0, (s, i) => s + Square(x[i] - target[i])));
        Outcome<double> outcome = Minimizer.Run(
            problem, method, Rows([1, 1, 1, 1], [0, 0, 0, 1]), new Box<double>([0, 0, 0, 0], [0.4, 1, 1, 1]), Limits.None);
        for (int i = 0; i < 2; i++)
        {
            Assert.That(method.Outcomes[i].Reason, Is.EqualTo(StopReason.Converged));
            Assert.That(method.BestPoints.Row(i).ToArray(), Is.EqualTo(new[] { 0.4, 0.3, 0.3, 0 }).Within(1e-9), $"start {i}");
            Assert.That((method.BestPoints[i, 0], method.BestPoints[i, 3]), Is.EqualTo((0.4, 0.0)), "exactly the bounds");
            Assert.That(method.Multipliers(i).ToArray(), Is.EqualTo(new[] { -0.9, 0, 0, 0.7, -0.1 }).Within(1e-8));
        }

        Assert.That(problem.Points.Select(x => Math.Abs(x.Sum() - 1)).Max(), Is.LessThan(1e-12), "every point asked for keeps the row");
        Assert.That(outcome.Value, Is.EqualTo(0.25 + 0.0025 * 2 + 0.09).Within(1e-12));
    }

    [Test]
    public void LinearObjectiveEndsExactlyInAVertex()
    {
        LinearRows<double> rows = PolytopeTests.Rows([[1, 1, 1]], [-Free], [2]);
        SequentialQuadratic<double> method = new(rows, [], []);
        ConstrainedProblem<double> problem = new(3, x => -3 * x[0] - 2 * x[1] + 0.001 * x[2]);
        double[][] starts = [[0.2, 0.3, 0.4], [0, 0, 1], [1.5, 0, 0], [0.7, 0.7, 0.6]];
        Minimizer.Run(problem, method, Rows(starts), new Box<double>([0, 0, 0.25], [1.5, 1, 1]), Limits.None);
        for (int i = 0; i < starts.Length; i++)
        {
            Assert.That(method.BestPoints.Row(i).ToArray(), Is.EqualTo(new[] { 1.5, 0.25, 0.25 }).Within(1e-15), $"start {i}");
            Assert.That((method.BestPoints[i, 0], method.BestPoints[i, 2]), Is.EqualTo((1.5, 0.25)), "exactly the bounds");
            Assert.That(method.Outcomes[i].Reason, Is.EqualTo(StopReason.Converged));
            Assert.That(method.Multipliers(i).ToArray(), Is.EqualTo(new[] { -1, 0, 2.001, -2 }).Within(1e-12));
        }
    }

    /// <summary>Each limit is moved a little, and the least value found anew.</summary>
    [Test]
    public void MultipliersAreTheChangeOfTheOptimumPerLimit()
    {
        double[] limits = [0.3, 1.2, 0.9, 2];
        double[] multipliers = Solve(limits, out double least);
        for (int k = 0; k < limits.Length; k++)
        {
            const double step = 1e-4;
            Solve([.. limits.Select((v, i) => i == k ? v + step : v)], out double above);
            Solve([.. limits.Select((v, i) => i == k ? v - step : v)], out double below);
            double slope = (above - below) / (2 * step);
            Assert.That(multipliers[k], Is.EqualTo(slope).Within(1e-6 * (1 + Math.Abs(slope))), $"limit {k}");
            Assert.That(Math.Abs(multipliers[k]), Is.GreaterThan(0.01), $"limit {k} is met");
        }

        Assert.That(least, Is.Not.NaN);

        static double[] Solve(double[] limits, out double least)
        {
            SequentialQuadratic<double> method = new(
                PolytopeTests.Rows([[0, 1, 1, 0]], [limits[1]], [limits[1]]), [limits[2], -Free], [Free, limits[3]]);
            ConstrainedProblem<double> problem = new(4,
                x => Square(x[0]) + 2 * Square(x[1]) + Exp(x[2]) + Square(x[3] - 3) + x[0] * x[1], x => x[2] * x[3],
                x => Square(x[3]) + Square(x[2]));
            Outcome<double> outcome = Minimizer.Run(
                problem, method, Rows([1, 1, 1, 1]), new Box<double>([limits[0], -9, -9, -9], [9, 9, 9, 9]), Limits.None);
            Assert.That(outcome.Reason, Is.EqualTo(StopReason.Converged));
            least = outcome.Value;
            double[] all = method.Multipliers(0).ToArray();
            Assert.That(all[1..4], Is.All.Zero, "those bounds are not met");
            return [all[0], all[4], all[5], all[6]];
        }
    }

    [Test]
    public void RosenbrockInABoxEndsOnItsBoundOrInItsValley()
    {
        SequentialQuadratic<double> method = new(LinearRows<double>.None(2), [], []);
        Problem<double> problem = new(2, Functions.Rosenbrock);
        Outcome<double> valley = Minimizer.Run(problem, method, Rows([-1.2, 1]), Cube(2, -5, 10), Limits.None);
        Assert.That(method.BestPoints.Row(0).ToArray(), Is.EqualTo(new double[] { 1, 1 }).Within(1e-8));
        Assert.That(valley.Reason, Is.EqualTo(StopReason.Converged));
        Assert.That(valley.Evaluations, Is.LessThan(60));
        Outcome<double> bound = Minimizer.Run(problem, method, Rows([-1.2, 0.4]), Cube(2, -5, 0.5), Limits.None);
        Assert.That((bound.Reason, method.BestPoints[0, 0]), Is.EqualTo((StopReason.Converged, 0.5)), "exactly the bound");
        Assert.That((bound.Value, method.BestPoints[0, 1]), Is.EqualTo((0.25, 0.25)).Within(1e-9));
        Assert.That(method.Multipliers(0)[0], Is.EqualTo(-1).Within(1e-8));
    }

    [Test]
    public void RepeatedConstraintsDoNoHarm()
    {
        LinearRows<double> rows = PolytopeTests.Rows(
            [[1, 1, 0], [2, 2, 0], [-1, -1, 0], [1, 1, 0]], [1, 2, -1, -Free], [1, 2, -1, 1]);
        SequentialQuadratic<double> method = new(rows, [1, 3, -Free], [1, 3, 3]);
        Func<Dual[], Dual> sphere = x => Square(x[0]) + Square(x[1]) + Square(x[2]);
        ConstrainedProblem<double> problem = new(3, x => x[2] + 0.1 * x[0], sphere, x => 3 * sphere(x), x => 3 * sphere(x));
        Outcome<double> outcome = Minimizer.Run(problem, method, Rows([0.2, 0.1, -1], [2, 1, 1]), Cube(3, -3, 3), Limits.None);
        Assert.That(method.Outcomes.ToArray().Select(each => each.Reason), Is.All.EqualTo(StopReason.Converged));

        // On x + y = 1 the sphere leaves 2(x − ½)² + z² = ½, a half-axis of ½ along x; so z = −√½ cos, and 0.1·½ sin on top.
        Assert.That(outcome.Value, Is.EqualTo(0.05 - Math.Sqrt(0.5 + 0.0025)).Within(1e-9));
    }

    [Test]
    public void FlatMinimumIsFound()
    {
        SequentialQuadratic<double> method = new(PolytopeTests.Rows([[1, 1]], [1], [1]), [], []);
        ConstrainedProblem<double> quartic = new(2, x => Square(Square(x[0] - 0.3)) + Square(Square(x[1] - 0.7)));
        Minimizer.Run(quartic, method, Rows([1, 0]), Cube(2, 0, 1), Limits.None);
        Assert.That(method.Outcomes[0].Reason, Is.EqualTo(StopReason.Converged));
        Assert.That(method.BestPoints.Row(0).ToArray(), Is.EqualTo(new[] { 0.3, 0.7 }).Within(1e-2));
        Minimizer.Run(new ConstrainedProblem<double>(2, x => 4), method, Rows([1, 0]), Cube(2, 0, 1), Limits.None);
        Assert.That((method.Outcomes[0].Reason, method.Outcomes[0].Evaluations), Is.EqualTo((StopReason.Converged, 1)), "a constant");
        ConstrainedProblem<double> faint = new(2, x => 1e-7 * Square(x[0] - 0.2) + 1e-7 * x[1]);
        SequentialQuadratic<double> fine = new(LinearRows<double>.None(2), [], [], 1e-15);
        Minimizer.Run(faint, fine, Rows([1, 0.5]), Cube(2, 0, 1), Limits.None);
        Assert.That(fine.Outcomes[0].Reason, Is.EqualTo(StopReason.Converged));
        Assert.That(fine.BestPoints.Row(0).ToArray(), Is.EqualTo(new[] { 0.2, 0 }).Within(1e-7));
    }

    [Test]
    public void SinglePrecisionSearchesToo()
    {
        SequentialQuadratic<float> method = new(LinearRows<float>.None(2), [float.NegativeInfinity, float.NegativeInfinity], [0, 0], 1e-4);
        Outcome<float> outcome = Minimizer.Run(new ConstrainedProblem<float>(2, Gramacy), method,
            new ReadOnlyMatrix<float>([0.1f, 0.3f], new(1, 2)), new Box<float>([0, 0], [1, 1]), Limits.None);
        Assert.That((outcome.Reason, outcome.Value), Is.EqualTo((StopReason.Converged, 0.5998f)).Within(1e-4f));
    }

    [Test]
    public void MistakesAreRefused()
    {
        SequentialQuadratic<double> method = new(LinearRows<double>.None(2), [0], [1]);
        ConstrainedProblem<double> two = new(2, Gramacy[0], Gramacy[1]);
        Assert.Multiple(() =>
        {
            Assert.That(() => new SequentialQuadratic<double>(LinearRows<double>.None(2), [0], []), Throws.ArgumentException);
            Assert.That(() => new SequentialQuadratic<double>(LinearRows<double>.None(2), [2], [1]),
                Throws.ArgumentException.With.Message.Contains("2 ≤ c ≤ 1 for constraint 0"));
            Assert.That(() => new SequentialQuadratic<double>(LinearRows<double>.None(2), [], [], -1),
                Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => Minimizer.Run(new ConstrainedProblem<double>(2, Gramacy), method, Rows([0, 0]), Cube(2, 0, 1), Limits.None),
                Throws.ArgumentException.With.Message.Contains("3 functions").And.Message.Contains("wanted 2"));
            Assert.That(() => Minimizer.Run(two, method, Rows([0, 0]), new BoxAndSlab<double>(Cube(2, 0, 1), [1, 1], 0, 1), Limits.None),
                Throws.ArgumentException.With.Message.Contains("as rows"));
            Assert.That(() => method.Multipliers(0), Throws.InstanceOf<ArgumentOutOfRangeException>());
        });
    }

    /// <summary>By trying every a, with b where the first constraint is met, found by halving.</summary>
    private static double[] GramacysOptimum()
    {
        double[] best = [1, 1];
        for (double a = 0.19; a < 0.2; a += 1e-6)
        {
            (double below, double above) = (0.35, 0.45);
            for (int i = 0; i < 50; i++)
            {
                double b = (below + above) / 2;
                (below, above) = 1.5 - a - 2 * b - 0.5 * Math.Sin(2 * Math.PI * (a * a - 2 * b)) > 0 ? (b, above) : (below, b);
            }

            best = a + above < best.Sum() ? [a, above] : best;
        }

        return best;
    }

    internal static double Value(Func<Dual[], Dual> function, double[] x) => function([.. x.Select(v => (Dual)v)]).Value;

    internal static Box<double> Cube(int dimension, double lower, double upper) =>
        new([.. Enumerable.Repeat(lower, dimension)], [.. Enumerable.Repeat(upper, dimension)]);

    internal static ReadOnlyMatrix<double> Rows(params double[][] rows) =>
        new(rows.SelectMany(row => row).ToArray(), new Shape(rows.Length, rows[0].Length));
}
