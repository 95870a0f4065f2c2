using Extremal.Memory;
using Extremal.Optimization;
using Extremal.Optimization.Methods;
using Extremal.Tests.Oracle;

namespace Extremal.Tests.Optimization.Methods;

internal sealed class LevenbergMarquardtTests
{
    [Test]
    public void FewerResidualsThanVariablesAreSolved()
    {
        DualProblem problem = new("sphere and plane", [3, -2, 0.5, 1], 2, (x, r) =>
        {
            r[0] = x[0] * x[0] + x[1] * x[1] + x[2] * x[2] + x[3] * x[3] - 4;
            r[1] = x[0] + 2 * x[1] - x[2];
        });
        (Outcome<double> outcome, _) = problem.Minimize();
        Assert.That(outcome.Reason, Is.EqualTo(StopReason.Converged));
        Assert.That(outcome.Value, Is.LessThan(1e-30));
    }

    [Test]
    public void VariableThatChangesNothingStays()
    {
        DualProblem problem = new("idle", [1, 7, 1], 3, (x, r) => (r[0], r[1], r[2]) = (x[0] + x[2] - 3, x[0] * x[2] - 2, x[0] - 1));
        (Outcome<double> outcome, double[] point) = problem.Minimize();
        Assert.That(outcome.Value, Is.LessThan(1e-30));
        Assert.That(point[1], Is.EqualTo(7));
    }

    /// <summary>In other units, powers of two so that nothing rounds otherwise, each evaluated point is the same to the bit.</summary>
    [Test]
    public void UnitsDoNotMatter()
    {
        double[] units = [Math.ScaleB(1, 40), Math.ScaleB(1, -34), Math.ScaleB(1, 2)];
        List<double[]>[] seen = [[], []];
        for (int k = 0; k < 2; k++)
        {
            double[] unit = k == 0 ? [1, 1, 1] : units;
            double[][] data = NistProblem.Of("MGH10").Data;
            DualProblem problem = new("Meyer", [0.02 * unit[0], 4000 * unit[1], 250 * unit[2]], data.Length, (x, r) =>
            {
                Dual[] b = [x[0] / unit[0], x[1] / unit[1], x[2] / unit[2]];
                for (int i = 0; i < r.Length; i++)
                {
                    r[i] = b[0] * DualFunctions.Exp(b[1] / (data[i][1] + b[2])) - data[i][0];
                }

                seen[k].Add([b[0].Value, b[1].Value, b[2].Value]);
            });
            problem.Minimize();
        }

        Assert.That(seen[0], Has.Count.GreaterThan(300));
        Assert.That(seen[1], Is.EqualTo(seen[0]));
    }

    [Test]
    public void PointIsTheBestThatWasEvaluated([Values("Thurber", "Eckerle4", "MGH10")] string name, [Values(1, 5, 12)] int rounds)
    {
        DualProblem problem = NistProblem.Of(name).From(0);
        WatchedProblem watched = new(problem);
        double[] point = [.. problem.Start];
        Outcome<double> outcome = new LevenbergMarquardt().Minimize(watched, point, new Limits(rounds, TimeSpan.MaxValue));
        Assert.That(outcome.Reason, Is.EqualTo(StopReason.StepLimit));
        Assert.That(outcome.Evaluations, Is.EqualTo(rounds));
        Assert.That(outcome.Value, Is.EqualTo(watched.Losses.Where(double.IsFinite).Min()));
        Assert.That(problem.SumOfSquares(point) / 2, Is.EqualTo(outcome.Value).Within(1e-13).Percent);
    }

    [Test]
    public void TrialThatIsNotFiniteIsAFailedStep()
    {
        // From 8 the full step leads to 8 − 8 ln 80 < 0.
        (Outcome<double> outcome, double[] point) =
            new DualProblem("log", [8], 1, (x, r) => r[0] = DualFunctions.Log(10 * x[0])).Minimize(new(damping: 1e-10));
        Assert.That(outcome.Reason, Is.EqualTo(StopReason.Converged));
        Assert.That(point[0], Is.EqualTo(0.1).Within(1e-15));
    }

    [Test]
    public void NothingIsAllocatedAfterTheFirstStep()
    {
        List<long> marks = new(capacity: 500);
        double[] point = [-1.2, 1, 3];
        new LevenbergMarquardt().Minimize(
            new Valley(), point, Limits.None, new ReportedProgress(_ => marks.Add(GC.GetAllocatedBytesForCurrentThread())));
        Assert.That(marks, Has.Count.GreaterThan(10));
        Assert.That(marks[^1] - marks[0], Is.Zero);
        Assert.That(point, Is.EqualTo(new double[] { 1, 1, 0 }).Within(1e-14));
    }

    [Test]
    public void MistakesAreRefused()
    {
        double[] three = [1, 2, 3];
        Assert.Multiple(() =>
        {
            Assert.That(() => Run(new Valley(), [1, 2]), Throws.ArgumentException.With.Message.Contains("2 coordinates; it wanted 3"));
            Assert.That(() => Run(new Valley(), [1, 2, 3, 4]), Throws.ArgumentException.With.Message.Contains("4 coordinates; it wanted 3"));
            Assert.That(() => Run(new Valley(), [1, double.NaN, 3]), Throws.ArgumentException.With.Message.Contains("NaN for coordinate 1"));
            Assert.That(() => Run(new Valley(), [1, 2, double.PositiveInfinity]),
                Throws.ArgumentException.With.Message.Contains("coordinate 2"));
            Assert.That(() => Run(new DualProblem("none", [], 1, (_, _) => { }), []),
                Throws.ArgumentException.With.Message.Contains("LevenbergMarquardt.Minimize got 1 residuals of 0 variables"));
            Assert.That(() => Run(new DualProblem("none", three, 0, (_, _) => { }), three),
                Throws.ArgumentException.With.Message.Contains("0 residuals of 3 variables"));
            Assert.That(() => Run(null!, three), Throws.ArgumentNullException);
            Assert.That(() => new LevenbergMarquardt(steps: -1), Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => new LevenbergMarquardt(damping: 0), Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => new LevenbergMarquardt(gradientTolerance: double.NaN), Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => new LevenbergMarquardt(stepTolerance: -1), Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => new LevenbergMarquardt(reductionTolerance: double.PositiveInfinity),
                Throws.InstanceOf<ArgumentOutOfRangeException>());
        });
        Assert.That(three, Is.EqualTo(new double[] { 1, 2, 3 }));
    }

    private static void Run(IResidualProblem problem, double[] point) => new LevenbergMarquardt().Minimize(problem, point, Limits.None);
}
