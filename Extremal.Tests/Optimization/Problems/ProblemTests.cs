namespace Extremal.Tests.Optimization.Problems;

/// <summary>The problems are what they say, before anything is measured with them.</summary>
internal sealed class ProblemTests
{
    private static IReadOnlyList<TestProblem> All => TestProblem.All;

    [Test]
    public void NamesAndOptimaAreOneToOne() => Assert.That(Optima.Points.Keys, Is.EqualTo(All.Select(problem => problem.Name)));

    /// <summary>Differences of fourth order, beside the start and beside the optimum.</summary>
    [TestCaseSource(nameof(All))]
    public void TheGradientIsTheGradient(TestProblem problem)
    {
        Random random = new(5);
        double[] optimum = Optima.Points[problem.Name];
        foreach (double share in new[] { 0, 0.1, 0.5, 0.9 })
        {
            double[] x = [.. problem.Start.Select((v, i) => Inside(problem, i, v + share * (optimum[i] - v) + 0.01 * random.NextDouble()))];
            double[] gradient = problem.Evaluate(x).Gradient;
            double scale = gradient.Max(Math.Abs);
            for (int i = 0; i < x.Length; i++)
            {
                double h = 1e-4 * Math.Max(1e-3, Math.Abs(x[i]));
                double At(int steps) => problem.Evaluate([.. x.Select((v, k) => k == i ? v + steps * h : v)]).Value;
                double slope = (8 * (At(1) - At(-1)) - (At(2) - At(-2))) / (12 * h);
                double rounding = 1e-14 * (1 + Math.Abs(At(0))) / h;
                string where = $"coordinate {i} at {string.Join(", ", x)}, share {share}";
                Assert.That(gradient[i], Is.EqualTo(slope).Within(1e-7 * scale + rounding), where);
            }
        }
    }

    [TestCaseSource(nameof(All))]
    public void TheOptimumIsTheOptimum(TestProblem problem)
    {
        double[] optimum = Optima.Points[problem.Name];
        double least = problem.Evaluate(optimum).Value;
        Assert.That(least, Is.EqualTo(problem.Optimum).Within(1e-9 * Math.Abs(problem.Optimum) + 1e-14));
        Random random = new(7);
        for (int k = 0; k < 1000; k++)
        {
            double reach = Math.Pow(10, -1 - 5 * random.NextDouble());
            double Off(double v) => reach * (2 * random.NextDouble() - 1) * Math.Max(Math.Abs(v), 1e-3);
            double[] x = [.. optimum.Select((v, i) => Inside(problem, i, v + Off(v)))];
            Assert.That(problem.Evaluate(x).Value, Is.GreaterThanOrEqualTo(least - 1e-11 * Math.Abs(least)), $"at {string.Join(", ", x)}");
        }
    }

    private static double Inside(TestProblem problem, int i, double x) => Math.Clamp(x, problem.Lower[i], problem.Upper[i]);
}
