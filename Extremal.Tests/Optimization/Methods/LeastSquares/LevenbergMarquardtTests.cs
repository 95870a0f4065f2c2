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
        (Outcome<double> outcome, _) = Minimize(problem);
        Assert.That(outcome.Reason, Is.EqualTo(StopReason.Converged));
        Assert.That(outcome.Value, Is.LessThan(1e-30));
    }

    [Test]
    public void VariableThatChangesNothingStays()
    {
        DualProblem problem = new("idle", [1, 7, 1], 3, (x, r) => (r[0], r[1], r[2]) = (x[0] + x[2] - 3, x[0] * x[2] - 2, x[0] - 1));
        (Outcome<double> outcome, double[] point) = Minimize(problem);
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
            Minimize(problem);
        }

        Assert.That(seen[0], Has.Count.GreaterThan(300));
        Assert.That(seen[1], Is.EqualTo(seen[0]));
    }

    [Test]
    public void PointIsTheBestThatWasEvaluated([Values("Thurber", "Eckerle4", "MGH10")] string name, [Values(1, 5, 12)] int rounds)
    {
        DualProblem problem = NistProblem.Of(name).From(0);
        Watched watched = new(problem);
        double[] point = [.. problem.Start];
        Outcome<double> outcome = new LevenbergMarquardt().Minimize(watched, point, new Limits(rounds, TimeSpan.MaxValue));
        Assert.That(outcome.Reason, Is.EqualTo(StopReason.StepLimit));
        Assert.That(outcome.Evaluations, Is.EqualTo(rounds));
        Assert.That(outcome.Value, Is.EqualTo(watched.Losses.Where(double.IsFinite).Min()));
        Assert.That(problem.SumOfSquares(point) / 2, Is.EqualTo(outcome.Value).Within(1e-13).Percent);
    }

    [Test]
    public void StepsEndIt()
    {
        (Outcome<double> outcome, double[] point) = Minimize(NistProblem.Of("Thurber").From(0), new(steps: 3));
        Assert.That((outcome.Reason, outcome.Steps), Is.EqualTo((StopReason.StepLimit, 3)));
        Assert.That(NistProblem.Of("Thurber").From(0).SumOfSquares(point) / 2, Is.EqualTo(outcome.Value).Within(1e-13).Percent);
    }

    [Test]
    public void StartThatIsNotFiniteIsAnOutcome()
    {
        DualProblem values = new("log", [-1, 2], 2, (x, r) => (r[0], r[1]) = (DualFunctions.Log(x[0]), x[1]));
        (Outcome<double> outcome, double[] point) = Minimize(values);
        Assert.That(outcome, Is.EqualTo(new Outcome<double>(StopReason.NonFinite, double.NaN, double.NaN, 0, 1)));
        Assert.That(point, Is.EqualTo(values.Start));

        DualProblem slopes = new("root", [0.0, 2], 2, (x, r) => (r[0], r[1]) = (DualFunctions.Sqrt(x[0]) - 1, x[1]));
        (outcome, point) = Minimize(slopes);
        Assert.That((outcome.Reason, outcome.Value), Is.EqualTo((StopReason.NonFinite, 2.5)));
        Assert.That(outcome.GradientNorm, Is.NaN);
        Assert.That(point, Is.EqualTo(slopes.Start));
    }

    [Test]
    public void TrialThatIsNotFiniteIsAFailedStep()
    {
        // From 8 the full step leads to 8 − 8 ln 80 < 0.
        (Outcome<double> outcome, double[] point) =
            Minimize(new("log", [8], 1, (x, r) => r[0] = DualFunctions.Log(10 * x[0])), new(damping: 1e-10));
        Assert.That(outcome.Reason, Is.EqualTo(StopReason.Converged));
        Assert.That(point[0], Is.EqualTo(0.1).Within(1e-15));
    }

    /// <summary>A reached zero is stationary at once.</summary>
    [Test]
    public void SolutionConvergesWithoutAStep()
    {
        (Outcome<double> outcome, _) = Minimize(new("zero", [1, 2], 2, (x, r) => (r[0], r[1]) = (x[0] - 1, x[1] - 2)));
        Assert.That(outcome, Is.EqualTo(new Outcome<double>(StopReason.Converged, 0, 0, 0, 1)));
    }

    [Test]
    public void LooserTolerancesEndSooner()
    {
        DualProblem problem = NistProblem.Of("ENSO").From(1);
        int all = Minimize(problem).Outcome.Evaluations;
        foreach (LevenbergMarquardt loose in (LevenbergMarquardt[])
            [new(gradientTolerance: 1e-4), new(stepTolerance: 1e-4), new(reductionTolerance: 1e-8)])
        {
            (Outcome<double> outcome, _) = Minimize(problem, loose);
            Assert.That(outcome.Reason, Is.EqualTo(StopReason.Converged));
            Assert.That(outcome.Evaluations, Is.LessThan(0.8 * all));
            Assert.That(2 * outcome.Value, Is.EqualTo(NistProblem.Of("ENSO").Squares).Within(1e-4).Percent);
        }
    }

    [Test]
    public void TimeEndsIt()
    {
        Watched slow = new(NistProblem.Of("Bennett5").From(0)) { OnEvaluate = () => Thread.Sleep(3) };
        double[] point = [-2000, 50, 0.8];
        Outcome<double> outcome = new LevenbergMarquardt().Minimize(slow, point, new Limits(long.MaxValue, TimeSpan.FromMilliseconds(30)));
        Assert.That(outcome.Reason, Is.EqualTo(StopReason.TimeLimit));
        Assert.That(outcome.Value, Is.EqualTo(slow.Losses.Min()));
        Assert.That(outcome.Evaluations, Is.InRange(1, 11));
    }

    [Test]
    public void CancellingEndsItWithItsBest()
    {
        using CancellationTokenSource source = new();
        List<MinimizerProgress<double>> seen = [];
        DualProblem problem = NistProblem.Of("Thurber").From(0);
        double[] point = [.. problem.Start];
        Progress recorder = new(progress =>
        {
            seen.Add(progress);
            if (seen.Count == 4)
            {
                source.Cancel();
            }
        });
        Outcome<double> outcome = new LevenbergMarquardt().Minimize(problem, point, Limits.None, recorder, source.Token);
        Assert.That((outcome.Reason, outcome.Steps), Is.EqualTo((StopReason.Cancelled, 4)));
        Assert.That(seen, Has.Count.EqualTo(4));
        Assert.That(seen[^1].Value, Is.EqualTo(outcome.Value));
        Assert.That(seen.Select(progress => progress.Value), Is.Ordered.Descending);
        Assert.That(problem.SumOfSquares(point) / 2, Is.EqualTo(outcome.Value).Within(1e-13).Percent);
    }

    [Test]
    public void CancelledBeforehandNothingIsEvaluated()
    {
        DualProblem problem = NistProblem.Of("Thurber").From(0);
        double[] point = [.. problem.Start];
        Outcome<double> outcome = new LevenbergMarquardt().Minimize(problem, point, Limits.None, null, new CancellationToken(canceled: true));
        Assert.That((outcome.Reason, problem.Evaluations), Is.EqualTo((StopReason.Cancelled, 0)));
        Assert.That(outcome.Value, Is.NaN);
        Assert.That(point, Is.EqualTo(problem.Start));
    }

    [Test]
    public void NothingIsAllocatedAfterTheFirstStep()
    {
        List<long> marks = new(capacity: 500);
        double[] point = [-1.2, 1, 3];
        new LevenbergMarquardt().Minimize(
            new Valley(), point, Limits.None, new Progress(_ => marks.Add(GC.GetAllocatedBytesForCurrentThread())));
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
            Assert.That(() => Run(new Valley(), [1, 2, double.PositiveInfinity]), Throws.ArgumentException.With.Message.Contains("coordinate 2"));
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

    [Test]
    public void ExceptionOfTheProblemPassesThrough()
    {
        int left = 5;
        Watched failing = new(new Valley()) { OnEvaluate = () => _ = --left == 0 ? throw new TimeZoneNotFoundException("mine") : 0 };
        double[] point = [-1.2, 1, 3];
        Assert.That(() => Run(failing, point), Throws.InstanceOf<TimeZoneNotFoundException>());
        Assert.That(point, Is.EqualTo(new double[] { -1.2, 1, 3 }));
    }

    private static void Run(IResidualProblem problem, double[] point) => new LevenbergMarquardt().Minimize(problem, point, Limits.None);

    private static (Outcome<double> Outcome, double[] Point) Minimize(DualProblem problem, LevenbergMarquardt? method = null)
    {
        double[] point = [.. problem.Start];
        return ((method ?? new()).Minimize(problem, point, Limits.None), point);
    }

    /// <summary>Rosenbrock's valley and a variable of its own, without allocation.</summary>
    private sealed class Valley : IResidualProblem
    {
        public int Dimension => 3;

        public int Residuals => 3;

        public void Evaluate(ReadOnlySpan<double> point, Span<double> residuals) =>
            (residuals[0], residuals[1], residuals[2]) = (10 * (point[1] - point[0] * point[0]), 1 - point[0], point[2]);

        public void Jacobian(ReadOnlySpan<double> point, Matrix<double> jacobian)
        {
            (jacobian.Row(0)[0], jacobian.Row(0)[1]) = (-20 * point[0], 10);
            (jacobian[1, 0], jacobian[2, 2]) = (-1, 1);
        }
    }

    /// <summary>Another problem, with a record of its losses.</summary>
    private sealed class Watched(IResidualProblem problem) : IResidualProblem
    {
        public Action OnEvaluate { get; init; } = () => { };

        public List<double> Losses { get; } = [];

        public int Dimension => problem.Dimension;

        public int Residuals => problem.Residuals;

        public void Evaluate(ReadOnlySpan<double> point, Span<double> residuals)
        {
            OnEvaluate();
            problem.Evaluate(point, residuals);
            Losses.Add(0.5 * Extremal.Kernels.Reductions.Dot<double>(residuals, residuals));
        }

        public void Jacobian(ReadOnlySpan<double> point, Matrix<double> jacobian) => problem.Jacobian(point, jacobian);
    }

    private sealed class Progress(Action<MinimizerProgress<double>> action) : IProgress<MinimizerProgress<double>>
    {
        public void Report(MinimizerProgress<double> value) => action(value);
    }
}
