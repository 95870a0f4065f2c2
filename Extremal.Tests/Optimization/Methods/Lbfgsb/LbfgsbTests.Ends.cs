using System.Runtime.InteropServices;
using Extremal.Memory;
using Extremal.Optimization;
using Extremal.Optimization.Methods;
using Extremal.Optimization.Regions;
using Extremal.Tests.Laws;

namespace Extremal.Tests.Optimization.Methods;

// How a start ends: at once, by a limit, by a number that is not finite, by a gradient that lies.
internal sealed partial class LbfgsbTests
{
    [Test]
    public void AStationaryStartIsEvaluatedOnce()
    {
        Lbfgsb<double> method = new();
        Minimizer.Run(new Problem<double>(2, x => (7, [0, 0])), method, Rows([0.5, 1], [-1, 1]), Cube(2, -1, 1), Limits.None);
        Assert.That(method.Outcomes.ToArray(), Is.All.EqualTo(new Outcome<double>(StopReason.Converged, 7, 0, 0, 1)));
    }

    [Test]
    public void ACornerIsLeftOrKept()
    {
        Lbfgsb<double> method = new(1e-10, 100);
        Problem<double> problem = new(2, Functions.Quadratic([1, 5], [0.25, 4]));
        foreach ((double a, double b) in new[] { (-1, -1), (-1, 1), (1, -1), (1, 1) })
        {
            Minimizer.Run(problem, method, Rows([a, b]), Cube(2, -1, 1), Limits.None);
            Assert.That(method.BestPoints[0, 1], Is.EqualTo(1));
            Assert.That(method.BestPoints[0, 0], Is.EqualTo(0.25).Within(1e-10));
            Minimizer.Run(new Problem<double>(2, x => (-a * x[0] - b * x[1], [-a, -b])), method, Rows([a, b]), Cube(2, -1, 1), Limits.None);
            Assert.That(method.Outcomes[0], Is.EqualTo(new Outcome<double>(StopReason.Converged, -2, 0, 0, 1)));
        }
    }

    /// <summary>A linear function without bounds has no minimum: it falls until the steps or the numbers end.</summary>
    [Test]
    public void FallingForEverEndsByTheStepLimit()
    {
        Lbfgsb<double> method = new(1e-9, 12);
        Problem<double> problem = new(1, x => (-x[0], [-1]));
        Outcome<double> outcome = Minimizer.Run(problem, method, Rows([3]), new Everywhere<double>(1), Limits.None);
        Assert.That(outcome.Reason, Is.EqualTo(StopReason.StepLimit).Or.EqualTo(StopReason.NonFinite));
        Assert.That(outcome.Value, Is.LessThan(-1e9));
    }

    /// <summary>The k-th evaluation of start 1 is poisoned: it ends alone with its last good point, and the others do not notice.</summary>
    [Test]
    public void NonFiniteEvaluationEndsOneStartAlone([Values(1, 2, 3, 7)] int k, [Values] bool inGradient,
        [Values(double.NaN, double.PositiveInfinity, double.NegativeInfinity)] double poison)
    {
        double[][] starts = [[-1.2, 1], [-1, 2], [1.5, 2]];
        (Lbfgsb<double> clean, _) = Poisoned(starts, -1, 0, false);
        (Lbfgsb<double> method, List<(double Value, double[] Point)> seen) = Poisoned(starts, k, poison, inGradient);
        Assert.That(method.Outcomes[0], Is.EqualTo(clean.Outcomes[0]));
        Assert.That(method.Outcomes[2], Is.EqualTo(clean.Outcomes[2]));
        Assert.That(Bits(method, 2), Is.EqualTo(Bits(clean, 2)));
        Assert.That((method.Outcomes[1].Reason, method.Outcomes[1].Evaluations), Is.EqualTo((StopReason.NonFinite, k)));
        if (k == 1)
        {
            Assert.That(method.Outcomes[1].Value, Is.NaN);
            Assert.That(method.BestPoints.Row(1).ToArray(), Is.EqualTo(starts[1]));
            return;
        }

        Assert.That(seen.Select(pair => pair.Value), Has.Member(method.Outcomes[1].Value));
        Assert.That(method.BestPoints.Row(1).ToArray(), Is.EqualTo(seen.First(pair => pair.Value == method.Outcomes[1].Value).Point));
        Assert.That(method.Outcomes[1].Value, Is.LessThanOrEqualTo(seen[0].Value));
        Assert.That(method.BestStart, Is.Not.EqualTo(-1));
    }

    private static (Lbfgsb<double>, List<(double, double[])>) Poisoned(double[][] starts, int k, double poison, bool inGradient)
    {
        Lbfgsb<double> method = new(1e-9, 100);
        List<(double, double[])> seen = [];
        method.Begin(Rows(starts), Cube(2, -3, 3));
        Slice<double> points = Slice<double>.Zeros(new Shape(3, 2)), gradients = Slice<double>.Zeros(new Shape(3, 2));
        (double[] values, int[] owners) = (new double[3], new int[3]);
        while (method.Running > 0)
        {
            int count = method.Ask(points.Matrix, owners);
            for (int r = 0; r < count; r++)
            {
                double[] x = points.Matrix.Row(r).ToArray();
                (values[r], double[] dx) = Functions.Rosenbrock(x);
                dx.CopyTo(gradients.Matrix.Row(r));
                bool bad = owners[r] == 1 && method.Outcomes[1].Evaluations == k - 1;
                (values[r], gradients.Matrix[r, 1]) = (bad && !inGradient ? poison : values[r], bad && inGradient ? poison : dx[1]);
                seen.AddRange(owners[r] == 1 && !bad ? [(values[r], x)] : []);
            }

            method.Tell(values.AsSpan(0, count), gradients.Matrix.RowRange(0, count));
        }

        return (method, seen);
    }

    [Test]
    public void ANonFiniteStartEndsUnevaluated()
    {
        Problem<double> problem = new(1, x => (1, [1]));
        Lbfgsb<double> method = new();
        Minimizer.Run(problem, method, Rows([double.NaN], [Infinite]), new Everywhere<double>(1), Limits.None);
        Assert.That(method.Outcomes.ToArray().Select(outcome => outcome.Reason), Is.All.EqualTo(StopReason.NonFinite));
        Assert.That((problem.Evaluations, method.BestStart), Is.EqualTo((0, -1)));
    }

    /// <summary>A wrong gradient, that points uphill, ends in words instead of turning round and round.</summary>
    [Test]
    public void ALyingGradientEndsAsNoDescent()
    {
        Problem<double> problem = new(2, x => (x[0] * x[0] + x[1] * x[1], [-2 * x[0], -2 * x[1]]));
        Outcome<double> outcome = Minimizer.Run(problem, new Lbfgsb<double>(), Rows([1, 2]), Cube(2, -9, 9), Limits.None);
        Assert.That((outcome.Reason, outcome.Value), Is.EqualTo((StopReason.NoDescent, 5.0)));
        Assert.That(outcome.Evaluations, Is.LessThan(50));
    }

    [Test]
    public void StepsAreLimited([Values(0, 1, 5)] int steps)
    {
        Outcome<double> outcome = Minimizer.Run(
            new Problem<double>(2, Functions.Rosenbrock), new Lbfgsb<double>(1e-9, steps), Rows([-1.2, 1]), Cube(2, -2, 2), Limits.None);
        Assert.That((outcome.Reason, outcome.Steps), Is.EqualTo((StopReason.StepLimit, steps)));
    }
}
