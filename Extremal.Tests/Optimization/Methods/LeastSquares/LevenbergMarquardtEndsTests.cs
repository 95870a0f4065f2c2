using Extremal.Optimization;
using Extremal.Optimization.Methods;
using Extremal.Tests.Oracle;

namespace Extremal.Tests.Optimization.Methods;

/// <summary>What ends the method of Levenberg and Marquardt, and with what.</summary>
internal sealed class LevenbergMarquardtEndsTests
{
    [Test]
    public void StepsEndIt()
    {
        (Outcome<double> outcome, double[] point) = NistProblem.Of("Thurber").From(0).Minimize(new(steps: 3));
        Assert.That((outcome.Reason, outcome.Steps), Is.EqualTo((StopReason.StepLimit, 3)));
        Assert.That(NistProblem.Of("Thurber").From(0).SumOfSquares(point) / 2, Is.EqualTo(outcome.Value).Within(1e-13).Percent);
    }

    [Test]
    public void StartThatIsNotFiniteIsAnOutcome()
    {
        DualProblem values = new("log", [-1, 2], 2, (x, r) => (r[0], r[1]) = (DualFunctions.Log(x[0]), x[1]));
        (Outcome<double> outcome, double[] point) = values.Minimize();
        Assert.That(outcome, Is.EqualTo(new Outcome<double>(StopReason.NonFinite, double.NaN, double.NaN, 0, 1)));
        Assert.That(point, Is.EqualTo(values.Start));

        DualProblem slopes = new("root", [0.0, 2], 2, (x, r) => (r[0], r[1]) = (DualFunctions.Sqrt(x[0]) - 1, x[1]));
        (outcome, point) = slopes.Minimize();
        Assert.That((outcome.Reason, outcome.Value), Is.EqualTo((StopReason.NonFinite, 2.5)));
        Assert.That(outcome.GradientNorm, Is.NaN);
        Assert.That(point, Is.EqualTo(slopes.Start));
    }

    /// <summary>A reached zero is stationary at once.</summary>
    [Test]
    public void SolutionConvergesWithoutAStep()
    {
        (Outcome<double> outcome, _) =
            new DualProblem("zero", [1, 2], 2, (x, r) => (r[0], r[1]) = (x[0] - 1, x[1] - 2)).Minimize();
        Assert.That(outcome, Is.EqualTo(new Outcome<double>(StopReason.Converged, 0, 0, 0, 1)));
    }

    [Test]
    public void LooserTolerancesEndSooner()
    {
        DualProblem problem = NistProblem.Of("ENSO").From(1);
        int all = problem.Minimize().Outcome.Evaluations;
        foreach (LevenbergMarquardt loose in (LevenbergMarquardt[])
            [new(gradientTolerance: 1e-4), new(stepTolerance: 1e-4), new(reductionTolerance: 1e-8)])
        {
            (Outcome<double> outcome, _) = problem.Minimize(loose);
            Assert.That(outcome.Reason, Is.EqualTo(StopReason.Converged));
            Assert.That(outcome.Evaluations, Is.LessThan(0.8 * all));
            Assert.That(2 * outcome.Value, Is.EqualTo(NistProblem.Of("ENSO").Squares).Within(1e-4).Percent);
        }
    }

    [Test]
    public void TimeEndsIt()
    {
        WatchedProblem slow = new(NistProblem.Of("Bennett5").From(0)) { OnEvaluate = () => Thread.Sleep(3) };
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
        ReportedProgress recorder = new(progress =>
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
    public void ExceptionOfTheProblemPassesThrough()
    {
        int left = 5;
        WatchedProblem failing = new(new Valley()) { OnEvaluate = () => _ = --left == 0 ? throw new TimeZoneNotFoundException("mine") : 0 };
        double[] point = [-1.2, 1, 3];
        Assert.That(() => new LevenbergMarquardt().Minimize(failing, point, Limits.None), Throws.InstanceOf<TimeZoneNotFoundException>());
        Assert.That(point, Is.EqualTo(new double[] { -1.2, 1, 3 }));
    }
}
