using Extremal.Memory;
using Extremal.Optimization;
using Extremal.Optimization.Methods;
using Extremal.Tests.Oracle;

namespace Extremal.Tests.Optimization.Methods;

public sealed class HockSchittkowskiTests
{
    private static IEnumerable<HockSchittkowski> Problems => HockSchittkowski.All;

    [TestCaseSource(nameof(Problems))]
    public void OptimumIsFoundAndAllConstraintsHold(object which)
    {
        HockSchittkowski problem = (HockSchittkowski)which;
        SequentialQuadratic<double> method = problem.Method();
        ConstrainedProblem<double> objective = problem.Problem();
        Outcome<double> outcome = Minimizer.Run(
            objective, method, new ReadOnlyMatrix<double>(problem.Start, new(1, problem.Start.Length)), problem.Box(), Limits.None);
        double[] best = method.BestPoints.Row(0).ToArray();
        Assert.Multiple(() =>
        {
            Assert.That(outcome.Reason, Is.EqualTo(StopReason.Converged));
            Assert.That(outcome.Value, Is.EqualTo(problem.Optimum).Within(1e-8 * Math.Max(1, Math.Abs(problem.Optimum))));
            Assert.That(method.Violations[0], Is.Zero);
            Assert.That(Violation(problem, best), Is.LessThanOrEqualTo(1e-9 * 400));
            Assert.That(problem.Box().Contains(best), Is.True);
            if (problem.Solution is not null)
            {
                Assert.That(best, Is.EqualTo(problem.Solution).Within(1e-6));
            }
        });
    }

    /// <summary>
    /// Points evaluated until the residual is 1e-9. SciPy 1.10.1's SLSQP, with exact gradients and ftol = 1e-9 (its stop looks at the
    /// change of the value), evaluates 11, 12, 13, 3, 5, 39, 7, 12, 7, 10, 6, 6, 87, 16: 234 in all.
    /// </summary>
    [Test]
    public void EvaluationsAreAsFewAsPinned()
    {
        int[] evaluations = [.. Problems.Select(problem => Minimizer.Run(problem.Problem(), problem.Method(),
            new ReadOnlyMatrix<double>(problem.Start, new(1, problem.Start.Length)), problem.Box(), Limits.None).Evaluations)];
        Assert.That(evaluations, Is.EqualTo(new[] { 11, 14, 13, 3, 3, 39, 9, 13, 8, 11, 10, 11, 25, 21 }));
        Assert.That(evaluations.Sum(), Is.LessThan(234));
    }

    /// <summary>Differences agree with the gradients that the problems are searched by.</summary>
    [TestCaseSource(nameof(Problems))]
    public void GradientsAreThoseOfDifferences(object which)
    {
        HockSchittkowski problem = (HockSchittkowski)which;
        foreach (Func<Dual[], Dual> function in (Func<Dual[], Dual>[])[problem.Objective, .. problem.Constraints])
        {
            for (int j = 0; j < problem.Start.Length; j++)
            {
                double At(double shift) =>
                    SequentialQuadraticTests.Value(function, [.. problem.Start.Select((v, i) => i == j ? v + shift : v)]);
                double slope = function([.. problem.Start.Select((v, i) => new Dual(v, i == j ? 1 : 0))]).Tangent;
                Assert.That((At(1e-4) - At(-1e-4)) / 2e-4, Is.EqualTo(slope).Within(1e-5 * (1 + Math.Abs(slope))), $"coordinate {j}");
            }
        }
    }

    private static double Violation(HockSchittkowski problem, double[] x)
    {
        IEnumerable<double> rows = problem.Rows.Select(row =>
        {
            double sum = row.Coefficients.Zip(x, (a, v) => a * v).Sum();
            return Math.Max(row.Low - sum, sum - row.High);
        });
        IEnumerable<double> functions = problem.Constraints.Select((c, k) =>
        {
            double value = c([.. x.Select(v => (Dual)v)]).Value;
            return k < problem.Equalities ? Math.Abs(value) : -value;
        });
        return rows.Concat(functions).Append(0).Max();
    }
}
