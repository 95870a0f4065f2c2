using Extremal.Memory;
using Extremal.Optimization;
using Extremal.Optimization.Methods;
using Extremal.Optimization.Regions;
using Extremal.Tests.Optimization.Regions;
using Extremal.Tests.Oracle;
using static Extremal.Tests.Optimization.Methods.SequentialQuadraticTests;
using static Extremal.Tests.Oracle.DualFunctions;

namespace Extremal.Tests.Optimization.Methods;

/// <summary>How starts of a sequential quadratic search end that find nothing, or that other starts must not disturb.</summary>
public sealed class SequentialEndsTests
{
    private const double Free = double.PositiveInfinity;

    [Test]
    public void RowsThatContradictEachOtherAreRefusedInWords()
    {
        SequentialQuadratic<double> method = new(PolytopeTests.Rows([[1, 1], [1, 1]], [1, -Free], [Free, 0.5]), [], []);
        Assert.That(
            () => Minimizer.Run(new ConstrainedProblem<double>(2, x => x[0]), method, Rows([0, 0]), Cube(2, -1, 1), Limits.None),
            Throws.ArgumentException.With.Message.Contains("row 0 ≥ 1").And.Message.Contains("row 1 ≤ 0.5"));
    }

    /// <summary>2x ≥ 2 and x ≤ −1: the violations sum to |2 − 2x| + |x + 1|, least at x = 1, whatever the objective.</summary>
    [Test]
    public void FunctionsThatContradictEachOtherEndWhereTheViolationIsLeast()
    {
        SequentialQuadratic<double> method = new(LinearRows<double>.None(2), [2, -Free], [Free, -1]);
        ConstrainedProblem<double> problem = new(2, x => Square(x[1] - 0.5) - x[0], x => 2 * x[0], x => x[0]);
        Outcome<double> outcome = Minimizer.Run(problem, method, Rows([0, 0], [-3, 1], [3, 2]), Cube(2, -4, 4), Limits.None);
        for (int i = 0; i < 3; i++)
        {
            Assert.That(method.Outcomes[i].Reason, Is.EqualTo(StopReason.Infeasible), $"start {i}");
            Assert.That(method.BestPoints[i, 0], Is.EqualTo(1).Within(1e-6), $"start {i}");
            Assert.That(method.Violations[i], Is.EqualTo(2).Within(1e-6), $"start {i}");
        }

        Assert.That(outcome.Reason, Is.EqualTo(StopReason.Infeasible));
    }

    /// <summary>No number has a square below zero: the least violation of x² + y² + 1 ≤ 0 is 1, at the origin.</summary>
    [Test]
    public void CurvedContradictionEndsWhereTheViolationIsLeast()
    {
        SequentialQuadratic<double> method = new(LinearRows<double>.None(2), [-Free], [0]);
        ConstrainedProblem<double> problem = new(2, x => x[0] + x[1], x => Square(x[0]) + Square(x[1]) + 1);
        Minimizer.Run(problem, method, Rows([3, -2], [0.1, 0]), Cube(2, -4, 4), Limits.None);
        for (int i = 0; i < 2; i++)
        {
            Assert.That(method.Outcomes[i].Reason, Is.EqualTo(StopReason.Infeasible), $"start {i}");
            Assert.That(method.BestPoints.Row(i).ToArray(), Is.EqualTo(new double[] { 0, 0 }).Within(1e-3), $"start {i}");
        }
    }

    /// <summary>With x held at 1 the limit x + y ≤ ½ cannot be met, but the objective would be lower there.</summary>
    [Test]
    public void FeasibleStartIsPreferredToALowerInfeasibleOne()
    {
        SequentialQuadratic<double> method = new(LinearRows<double>.None(2), [-Free], [0.5]);
        ConstrainedProblem<double> problem = new(2, x => Square(x[1] - 2) - 5 * x[0], x => x[0] + x[1]);
        Outcome<double> outcome = Minimizer.Run(
            problem, method, Rows([1, 0.3], [0, 0.3]), Cube(2, 0, 1), Limits.None, held: [true, false]);
        Assert.Multiple(() =>
        {
            Assert.That(method.Outcomes[0].Reason, Is.EqualTo(StopReason.Infeasible));
            Assert.That(method.BestPoints.Row(0).ToArray(), Is.EqualTo(new double[] { 1, 0 }).Within(1e-9));
            Assert.That(method.Violations[0], Is.EqualTo(0.5).Within(1e-9));
            Assert.That((method.BestStart, outcome.Reason), Is.EqualTo((1, StopReason.Converged)));
            Assert.That(method.BestPoints.Row(1).ToArray(), Is.EqualTo(new[] { 0, 0.5 }).Within(1e-9));
            Assert.That(method.Outcomes[0].Value, Is.LessThan(outcome.Value), "it is lower, but violates");
        });
    }

    [Test]
    public void HeldCoordinatesStayAndHaveMultipliers()
    {
        SequentialQuadratic<double> method = new(PolytopeTests.Rows([[1, 1, 1]], [1], [1]), [], []);
        ConstrainedProblem<double> problem = new(3, x => Square(x[0]) + Square(x[1]) + 3 * Square(x[2]));
        Minimizer.Run(problem, method, Rows([0.25, 7, 9], [0.75, 0, 0]), Cube(3, 0, 1), Limits.None, held: [true, false, false]);
        for (int i = 0; i < 2; i++)
        {
            double held = i == 0 ? 0.25 : 0.75, rest = 1 - held;
            Assert.That(method.BestPoints.Row(i).ToArray(), Is.EqualTo(new[] { held, 0.75 * rest, 0.25 * rest }).Within(1e-9));
            Assert.That(method.BestPoints[i, 0], Is.EqualTo(held));
            Assert.That(method.Multipliers(i)[0], Is.EqualTo(2 * held - 1.5 * rest).Within(1e-7), "d/dh of h² + ¾ (1 − h)²");
            Assert.That(method.Outcomes[i].Reason, Is.EqualTo(StopReason.Converged));
        }
    }

    /// <summary>With 0.9 and 0.8 held the sum cannot be 1; the least violation has the third at 0.</summary>
    [Test]
    public void HeldCoordinatesThatContradictTheRowsEndTheirStartAlone()
    {
        SequentialQuadratic<double> method = new(PolytopeTests.Rows([[1, 1, 1]], [1], [1]), [], []);
        ConstrainedProblem<double> problem = new(3, x => Square(x[0]) + x[1] + x[2]);
        Outcome<double> outcome = Minimizer.Run(
            problem, method, Rows([0.9, 0.8, 0.5], [0.25, 0.5, 0]), Cube(3, 0, 1), Limits.None, held: [true, true, false]);
        Assert.Multiple(() =>
        {
            Assert.That(method.Outcomes[0].Reason, Is.EqualTo(StopReason.Infeasible));
            Assert.That(method.BestPoints.Row(0).ToArray(), Is.EqualTo(new[] { 0.9, 0.8, 0 }).Within(1e-9));
            Assert.That(method.Violations[0], Is.EqualTo(0.7 / 1.7).Within(1e-9));
            Assert.That((method.BestStart, outcome.Reason), Is.EqualTo((1, StopReason.Converged)));
            Assert.That(method.BestPoints.Row(1).ToArray(), Is.EqualTo(new[] { 0.25, 0.5, 0.25 }));
        });
    }

    [Test]
    public void TrialsThatAreNotFiniteAreShortened()
    {
        // √ is NaN below zero, where the first full steps lead; the optimum is inside, at √x = 0.1.
        SequentialQuadratic<double> method = new(LinearRows<double>.None(1), [], []);
        ConstrainedProblem<double> problem = new(1, x => x[0] - 0.2 * Sqrt(x[0]));
        Outcome<double> outcome = Minimizer.Run(problem, method, Rows([0.5]), Cube(1, -8, 8), Limits.None);
        Assert.That(problem.Points.Any(x => x[0] < 0), "it went there");
        Assert.That((outcome.Reason, method.BestPoints[0, 0]), Is.EqualTo((StopReason.Converged, 0.01)).Within(1e-8));
    }

    [Test]
    public void NonFiniteEndsAStartAloneWithItsLastGoodPoint()
    {
        SequentialQuadratic<double> method = new(LinearRows<double>.None(1), [-9], [9]);
        int count = 0;
        ConstrainedProblem<double> problem = new(1, x => Square(x[0]), x => x[0].Value > 2 && count++ > 0 ? double.NaN : x[0]);
        Minimizer.Run(problem, method, Rows([5], [1]), Cube(1, -8, 8), Limits.None);
        Assert.That((method.Outcomes[0].Reason, method.Outcomes[1].Reason), Is.EqualTo((StopReason.NonFinite, StopReason.Converged)));
        Assert.That((method.BestPoints[0, 0], method.Outcomes[0].Value), Is.EqualTo((5.0, 25.0)));
        Minimizer.Run(new ConstrainedProblem<double>(1, x => x[0] / 0, x => x[0]), method, Rows([5]), Cube(1, -8, 8), Limits.None);
        Assert.That((method.Outcomes[0].Reason, method.Outcomes[0].Evaluations), Is.EqualTo((StopReason.NonFinite, 1)));
    }

    [Test]
    public void StepLimitEndsASearch()
    {
        HockSchittkowski problem = HockSchittkowski.All.Single(each => each.Number == 100);
        SequentialQuadratic<double> method = problem.Method(steps: 5);
        Outcome<double> outcome = Minimizer.Run(problem.Problem(), method, Rows(problem.Start), problem.Box(), Limits.None);
        Assert.That((outcome.Reason, outcome.Steps), Is.EqualTo((StopReason.StepLimit, 5)));
    }

    [Test]
    public void StartsAreIndependentToTheBit()
    {
        HockSchittkowski problem = HockSchittkowski.All.Single(each => each.Number == 43);
        Random random = new(8);
        double[][] starts = [.. Enumerable.Range(0, 12).Select(_ => (double[])[.. new int[4].Select(_ => 6 * random.NextDouble() - 3)])];
        starts[3][0] = double.NaN;
        SequentialQuadratic<double> together = problem.Method(), alone = problem.Method();
        Minimizer.Run(problem.Problem(), together, Rows(starts), problem.Box(), Limits.None);
        for (int i = 0; i < starts.Length; i++)
        {
            Minimizer.Run(problem.Problem(), alone, Rows(starts[i]), problem.Box(), Limits.None);
            Assert.That(alone.BestPoints.Row(0).ToArray(), Is.EqualTo(together.BestPoints.Row(i).ToArray()), $"start {i}");
            Assert.That(alone.Outcomes[0], Is.EqualTo(together.Outcomes[i]), $"start {i}");
            Assert.That(alone.Multipliers(0).ToArray(), Is.EqualTo(together.Multipliers(i).ToArray()), $"start {i}");
        }
    }

    [Test]
    public void StepAllocatesNothing()
    {
        SequentialQuadratic<double> method = new(PolytopeTests.Rows([[1, 1]], [-1], [1]), [0.5, 9], [0.5, 10], 0, 60);
        method.Begin(Rows([0.3, 0.9], [2, -2], [-1, 0.1]), Cube(2, -2, 2));
        double[] points = new double[6], values = new double[9], gradients = new double[18];
        int[] owners = new int[3];
        Round(method, points, owners, values, gradients);
        long before = GC.GetAllocatedBytesForCurrentThread();
        int rounds = 0;
        while (Round(method, points, owners, values, gradients))
        {
            rounds++;
        }

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
        Assert.That(rounds, Is.GreaterThan(5));
    }

    /// <summary>x² + y² with xy = ½ and, in vain, x⁴ + y ≥ 9.</summary>
    private static bool Round(SequentialQuadratic<double> method, double[] points, int[] owners, double[] values, double[] gradients)
    {
        int count = method.Ask(new Matrix<double>(points, new(3, 2)), owners);
        for (int r = 0; r < count; r++)
        {
            (double x, double y) = (points[2 * r], points[2 * r + 1]);
            (values[3 * r], gradients[6 * r], gradients[6 * r + 1]) = (x * x + y * y, 2 * x, 2 * y);
            (values[3 * r + 1], gradients[6 * r + 2], gradients[6 * r + 3]) = (x * y, y, x);
            (values[3 * r + 2], gradients[6 * r + 4], gradients[6 * r + 5]) = (x * x * x * x + y, 4 * x * x * x, 1);
        }

        if (count > 0)
        {
            method.Tell(values.AsSpan(0, 3 * count), new Matrix<double>(gradients.AsSpan(0, 6 * count), new(3 * count, 2)));
        }

        return count > 0;
    }
}
