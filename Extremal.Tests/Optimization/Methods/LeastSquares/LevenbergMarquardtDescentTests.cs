using Extremal.Optimization;
using Extremal.Optimization.Methods;

namespace Extremal.Tests.Optimization.Methods;

/// <summary>The loop alone, on a model of two variables that tells what it was asked.</summary>
internal sealed class LevenbergMarquardtDescentTests
{
    [Test]
    public void StepsLeadToTheMinimum()
    {
        Quartic model = new();
        LevenbergMarquardtDescent descent = Begin(model, [3, -2]);
        double before = descent.Loss;
        StopReason reason;
        while ((reason = descent.Step()) == StopReason.None)
        {
            Assert.That(descent.Loss, Is.LessThanOrEqualTo(before * (1 + 1e-8)));
            before = descent.Loss;
        }

        Assert.That(reason, Is.EqualTo(StopReason.Converged));
        Assert.That(descent.Point.ToArray(), Is.EqualTo(new[] { 1.0, 0.5 }).Within(1e-12));
        Assert.That(descent.Gradient.ToArray(), Is.All.EqualTo(0).Within(1e-11));
        Assert.That(descent.Evaluations, Is.EqualTo(model.Evaluations));
        Assert.That(descent.Steps, Is.InRange(3, descent.Evaluations - 1));
    }

    [Test]
    public void DampingFallsByThreeWhereTheModelIsTrue()
    {
        Quartic model = new() { Fourth = 0 };
        LevenbergMarquardtDescent descent = Begin(model, [3, -2]);
        Assert.That(descent.Step(), Is.EqualTo(StopReason.None));
        Assert.That(descent.Damping, Is.EqualTo(0.01 / 3).Within(1e-6));
    }

    [Test]
    public void DampingGrowsByTwoThenFourThenEightWhereStepsFail()
    {
        Quartic model = new() { Failures = 3 };
        LevenbergMarquardtDescent descent = Begin(model, [3, -2], damping: 100);
        Assert.That(descent.Step(), Is.EqualTo(StopReason.None));
        Assert.That(model.Dampings.Take(4), Is.EqualTo(new[] { 100.0, 200, 800, 6400 }));
        Assert.That(descent.Damping, Is.LessThan(6400));
        Assert.That((descent.Steps, descent.Evaluations), Is.EqualTo((1, 5)));
    }

    [Test]
    public void DampingTooSmallToMatterIsRaisedAtOnce()
    {
        Quartic model = new() { Failures = 1 };
        Begin(model, [3, -2], damping: 1e-30).Step();
        Assert.That(model.Dampings[1], Is.GreaterThan(1e-3));
    }

    [Test]
    public void MatrixThatIsNotPositiveDefiniteAsksForMoreDamping()
    {
        Quartic model = new() { LeastDamping = 0.5 };
        LevenbergMarquardtDescent descent = Begin(model, [3, -2]);
        Assert.That(descent.Step(), Is.EqualTo(StopReason.None));
        Assert.That(model.Dampings.Take(4), Is.EqualTo(new[] { 0.01, 0.02, 0.08, 0.64 }).Within(1e-15));
        Assert.That(descent.Evaluations, Is.EqualTo(2));
    }

    [Test]
    public void MatrixThatNeverIsEndsIt()
    {
        LevenbergMarquardtDescent descent = Begin(new Quartic { LeastDamping = double.PositiveInfinity }, [3, -2]);
        Assert.That(descent.Step(), Is.EqualTo(StopReason.NoDescent));
        Assert.That(descent.Point.ToArray(), Is.EqualTo(new[] { 3.0, -2 }));
    }

    [Test]
    public void GradientUphillIsNoDescent()
    {
        LevenbergMarquardtDescent descent = Begin(new Quartic { Sign = -1 }, [3, -2]);
        double loss = descent.Loss;
        Assert.That(descent.Step(), Is.EqualTo(StopReason.NoDescent));
        Assert.That((descent.Loss, descent.Steps), Is.EqualTo((loss, 0)));
        Assert.That(descent.Point.ToArray(), Is.EqualTo(new[] { 3.0, -2 }));
    }

    [Test]
    public void NumbersThatAreNotFiniteEndItAtTheStartAlone([Values] bool gradient)
    {
        LevenbergMarquardtDescent descent = Begin(
            gradient ? new Quartic { Sign = double.NaN } : new Quartic { Fourth = double.PositiveInfinity }, [3, -2]);
        Assert.That(descent.Step(), Is.EqualTo(StopReason.NonFinite));
        Assert.That(descent.Steps, Is.Zero);
    }

    /// <summary>The gradient at the first trial is NaN: the point stays, and the next trial is nearer.</summary>
    [Test]
    public void GradientOfATrialThatIsNotFiniteIsAFailedStep()
    {
        Quartic model = new() { BadGradients = 1 };
        LevenbergMarquardtDescent descent = Begin(model, [3, -2]);
        Assert.That(descent.Step(), Is.EqualTo(StopReason.None));
        Assert.That(descent.Gradient.ToArray(), Is.All.Matches<double>(double.IsFinite));
        Assert.That((descent.Steps, descent.Evaluations), Is.EqualTo((1, 4)));
    }

    [Test]
    public void RefreshTakesUpALossThatHasChanged()
    {
        Quartic model = new();
        LevenbergMarquardtDescent descent = Begin(model, [3, -2]);
        while (descent.Step() == StopReason.None)
        {
        }

        double[] point = descent.Point.ToArray();
        model.Target = 5;
        descent.Refresh();
        Assert.That(descent.Point.ToArray(), Is.EqualTo(point));
        Assert.That(descent.Loss, Is.EqualTo(model.Evaluate(point)));
        Assert.That(descent.Step(), Is.EqualTo(StopReason.None));
        while (descent.Step() == StopReason.None)
        {
        }

        Assert.That(descent.Point[0], Is.EqualTo(5).Within(1e-12));
    }

    [Test]
    public void EvaluationsHaveALimit()
    {
        LevenbergMarquardtDescent descent = new(new Quartic(), 0.01) { MostEvaluations = 3 };
        descent.Begin([3, -2]);
        while (descent.Step() is var reason && reason == StopReason.None)
        {
        }

        Assert.That(descent.Evaluations, Is.EqualTo(3));
        Assert.That(descent.Step(), Is.EqualTo(StopReason.StepLimit));
    }

    private static LevenbergMarquardtDescent Begin(Quartic model, double[] point, double damping = 0.01)
    {
        LevenbergMarquardtDescent descent = new(model, damping);
        Assert.That(descent.Loss, Is.NaN);
        descent.Begin(point);
        return descent;
    }

    /// <summary>½(x − target)² + 2(y − ½)² + fourth · (x − target)⁴ + 1 with curvature diag(1, 4), and D = (1, 2).</summary>
    private sealed class Quartic : IGaussNewtonModel
    {
        private double _x, _y;

        public double Target { get; set; } = 1;

        public double Fourth { get; init; } = 0.05;

        public double Sign { get; init; } = 1;

        public double LeastDamping { get; init; }

        /// <summary>So many evaluations after the first give no number.</summary>
        public int Failures { get; init; }

        /// <summary>So many gradients after the first are no numbers.</summary>
        public int BadGradients { get; init; }

        public List<double> Dampings { get; } = [];

        public int Evaluations { get; private set; }

        public int Dimension => 2;

        private int Gradients { get; set; }

        public double Evaluate(ReadOnlySpan<double> point)
        {
            (_x, _y) = (point[0] - Target, point[1] - 0.5);
            return Evaluations++ is int before && before > 0 && before <= Failures
                ? double.NaN
                : 1 + 0.5 * _x * _x + 2 * _y * _y + Fourth * _x * _x * _x * _x;
        }

        public void Linearize(Span<double> gradient)
        {
            double sign = Gradients++ is int before && before > 0 && before <= BadGradients ? double.NaN : Sign;
            (gradient[0], gradient[1]) = (sign * (_x + 4 * Fourth * _x * _x * _x), sign * 4 * _y);
        }

        public bool TrySolve(double damping, ReadOnlySpan<double> gradient, Span<double> step)
        {
            Dampings.Add(damping);
            (step[0], step[1]) = (-gradient[0] / (1 + damping), -gradient[1] / (4 + damping * 4));
            return damping >= LeastDamping;
        }

        public double Squares(ReadOnlySpan<double> step) => step[0] * step[0] + 4 * step[1] * step[1];
    }
}
