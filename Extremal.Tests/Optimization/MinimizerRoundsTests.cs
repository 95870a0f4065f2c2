using Extremal.Memory;
using Extremal.Optimization;
using Extremal.Optimization.Methods;
using Extremal.Optimization.Regions;

namespace Extremal.Tests.Optimization;

/// <summary>Rounds that are interrupted and go on, as training by L-BFGS does.</summary>
public sealed class MinimizerRoundsTests
{
    /// <summary>Whichever evaluation throws, once, the points are the same as without it, and so is the end.</summary>
    [Test]
    public void AfterAnEvaluationThatThrewTheSamePointsAreEvaluatedAgain([Values(1, 2, 7, 20)] int at)
    {
        Recorder calm = new(int.MaxValue), broken = new(at);
        Lbfgsb<double> wanted = Run(calm), method = Run(broken);
        Assert.That(broken.Points, Is.EqualTo(calm.Points));
        Assert.That(method.BestPoints.Span.ToArray(), Is.EqualTo(wanted.BestPoints.Span.ToArray()));
        Assert.That(method.Outcomes.ToArray(), Is.EqualTo(wanted.Outcomes.ToArray()));
        Assert.That(method.Outcomes.ToArray().Select(outcome => outcome.Reason), Is.All.EqualTo(StopReason.Converged));
    }

    /// <summary>What was not evaluated is NaN, so that no value of the batch before counts for it.</summary>
    [Test]
    public void ValuesThatAnInterruptionLeftOutAreNaN()
    {
        MinimizerRounds<double> rounds = new(new Recorder(2), Begun());
        Assert.That(rounds.Evaluate(), Is.EqualTo(3));
        Assert.That(rounds.Values.ToArray(), Is.All.GreaterThan(0.0));
        rounds.Tell();
        Assert.That(() => rounds.Evaluate(), Throws.InstanceOf<TimeoutException>());
        Assert.That(rounds.Values.ToArray(), Is.All.NaN);
    }

    private static Lbfgsb<double> Begun()
    {
        Lbfgsb<double> method = new();
        method.Begin(new ReadOnlyMatrix<double>(new double[] { -1.2, 1, 2, -0.5, 0.3, 3 }, new Shape(3, 2)), new Everywhere<double>(2));
        return method;
    }

    private static Lbfgsb<double> Run(Recorder objective)
    {
        Lbfgsb<double> method = Begun();
        MinimizerRounds<double> rounds = new(objective, method);
        while (method.Running > 0)
        {
            try
            {
                rounds.Evaluate();
            }
            catch (TimeoutException)
            {
                continue;
            }

            rounds.Tell();
        }

        return method;
    }

    /// <summary>Rosenbrock's function and the points asked for; one evaluation throws.</summary>
    private sealed class Recorder(int at) : IObjective<double>
    {
        private readonly Problem<double> _problem = new(2, Functions.Rosenbrock);
        private int _calls;

        public List<double[]> Points { get; } = [];

        public int Dimension => 2;

        public void Evaluate(ReadOnlyMatrix<double> points, Span<double> values, Matrix<double> gradients)
        {
            if (++_calls == at)
            {
                throw new TimeoutException();
            }

            Points.Add(points.Span.ToArray());
            _problem.Evaluate(points, values, gradients);
        }
    }
}
