using Extremal.Memory;
using Extremal.Optimization;
using Extremal.Optimization.Methods;
using Extremal.Optimization.Regions;

namespace Extremal.Tests.Optimization;

public sealed class MinimizerTests
{
    private static readonly Box<double> Square = new([-2, -2], [2, 2]);

    [Test]
    public void RoundsEndASearchAndKeepItsBest()
    {
        FirstOrder<double> method = Slow();
        Problem<double> problem = new(2, Functions.Rosenbrock);
        Outcome<double> outcome = Minimizer.Run(problem, method, Starts(), Square, new Limits(5, TimeSpan.MaxValue));
        Assert.That((outcome.Reason, problem.Batches), Is.EqualTo((StopReason.StepLimit, 5)));
        Assert.That(outcome.Value, Is.EqualTo(Functions.Rosenbrock(method.BestPoints.Row(method.BestStart).ToArray()).Value));
        Assert.That(method.Running, Is.Zero);
    }

    [Test]
    public void TimeEndsASearch()
    {
        Problem<double> problem = new(2, x =>
        {
            Thread.Sleep(2);
            return Functions.Rosenbrock(x);
        });
        Outcome<double> outcome = Minimizer.Run(problem, Slow(), Starts(), Square,
            new Limits(long.MaxValue, TimeSpan.FromMilliseconds(20)));
        Assert.That(outcome.Reason, Is.EqualTo(StopReason.TimeLimit));
        Assert.That(outcome.Value, Is.Not.NaN);
    }

    [Test]
    public void CancellingEndsASearchWithItsBestAndThrowsNothing()
    {
        using CancellationTokenSource source = new();
        Problem<double> problem = new(2, Functions.Rosenbrock);
        Recorder recorder = new(progress =>
        {
            if (progress.Rounds == 4)
            {
                source.Cancel();
            }
        });
        FirstOrder<double> method = Slow();
        Outcome<double> outcome = Minimizer.Run(problem, method, Starts(), Square, Limits.None, recorder, source.Token);
        Assert.Multiple(() =>
        {
            Assert.That(outcome.Reason, Is.EqualTo(StopReason.Cancelled));
            Assert.That(recorder.Seen.Select(progress => progress.Rounds), Is.EqualTo(new long[] { 1, 2, 3, 4 }));
            Assert.That(recorder.Seen.Select(progress => progress.Evaluations), Is.EqualTo(new long[] { 2, 4, 6, 8 }));
            Assert.That(recorder.Seen[^1].Value, Is.EqualTo(outcome.Value));
            Assert.That(recorder.Seen[^1].Running, Is.EqualTo(2));
            Assert.That(method.Outcomes.ToArray().Select(each => each.Reason), Is.All.EqualTo(StopReason.Cancelled));
        });
    }

    [Test]
    public void CancelledBeforehandNothingIsEvaluated()
    {
        Problem<double> problem = new(2, Functions.Rosenbrock);
        FirstOrder<double> method = Slow();
        Outcome<double> outcome = Minimizer.Run(problem, method, Starts(), Square, Limits.None, null,
            new CancellationToken(canceled: true));
        Assert.That((outcome.Reason, problem.Evaluations), Is.EqualTo((StopReason.Cancelled, 0)));
        Assert.That(outcome.Value, Is.NaN);
        Assert.That(Square.Contains(method.BestPoints.Row(0)), Is.True, "the projected start");
    }

    [Test]
    public void EqualStartsGiveTheFirst()
    {
        FirstOrder<double> method = new(Optimizer.Sgd(0.1), 0, 3);
        Minimizer.Run(new Problem<double>(2, x => (1, [0.5, 0])), method, Starts(), Square, Limits.None);
        Assert.That(method.BestStart, Is.Zero);
    }

    [Test]
    public void StepAllocatesNothing()
    {
        List<long> marks = [];
        marks.Capacity = 200;
        Recorder recorder = new(_ => marks.Add(GC.GetAllocatedBytesForCurrentThread()), keep: false);
        BoxAndSlab<double> region = new(Square, [1, 2], -1, 1);
        Minimizer.Run(new Bowl(), new FirstOrder<double>(Optimizer.Adam(), 0, 100, Schedule.Cosine()), Starts(), region, Limits.None,
            recorder);
        Assert.That(marks, Has.Count.EqualTo(101));
        Assert.That(marks[^1] - marks[1], Is.Zero);
    }

    [Test]
    public void MistakesAreRefusedAndHarmNothing()
    {
        FirstOrder<double> method = Slow();
        Outcome<double> kept = Minimizer.Run(new Problem<double>(2, Functions.Rosenbrock), method, Starts(), Square,
            new Limits(3, TimeSpan.MaxValue));
        BoxAndSlab<double> empty = new(Square, [1, 1], 9, 10);
        Assert.Multiple(() =>
        {
            Assert.That(() => Minimizer.Run(new Problem<double>(3, Functions.Rosenbrock), method, Starts(), Square, Limits.None),
                Throws.ArgumentException.With.Message.Contains("3 variables"));
            Assert.That(() => Minimizer.Run(new Problem<double>(2, Functions.Rosenbrock), method, Starts(), empty, Limits.None),
                Throws.ArgumentException.With.Message.Contains("from -4 to 4"));
            Assert.That(() => Minimizer.Run(new Problem<double>(2, Functions.Rosenbrock), method, default, Square, Limits.None),
                Throws.ArgumentException);
            Assert.That(method.Outcomes[method.BestStart], Is.EqualTo(kept));
        });
    }

    [Test]
    public void HeldCoordinatesKeepTheirNumbers()
    {
        FirstOrder<double> method = new(Optimizer.AdamW(0.05, decay: 0.5), 0, 50);
        Minimizer.Run(new Problem<double>(2, Functions.Rosenbrock), method, Starts(), Square, Limits.None, held: [true, false]);
        Assert.Multiple(() =>
        {
            Assert.That((method.BestPoints[0, 0], method.BestPoints[1, 0]), Is.EqualTo((-1.0, 5.0)), "even outside of the box");
            Assert.That(method.BestPoints[1, 1], Is.GreaterThan(-1), "the other one moves up the slope");
            Assert.That(() => method.Begin(Starts(), Square, [true]),
                Throws.ArgumentException.With.Message.Contains("1 marks of held coordinates"));
            Assert.That(
                () => method.Begin(Starts(), new BoxAndSlab<double>(Square, [1, 1], 0, 1), [true, false]),
                Throws.ArgumentException.With.Message.Contains("only in a box"));
            Assert.That(method.Violations.ToArray(), Is.All.Zero);
        });
    }

    [Test]
    public void ObjectiveAndMethodAgreeOnTheFunctions() => Assert.That(
        () => Minimizer.Run(new ConstrainedProblem<double>(2, x => x[0], x => x[1]), Slow(), Starts(), Square, Limits.None),
        Throws.ArgumentException.With.Message.Contains("2 functions; FirstOrder`1 wanted 1"));

    [Test]
    public void QuestionsAndAnswersAlternate()
    {
        FirstOrder<double> method = Slow();
        double[] room = new double[4];
        int[] owners = new int[2];
        Assert.That(() => method.Ask(new Matrix<double>(room, new(2, 2)), owners),
            Throws.InvalidOperationException.With.Message.Contains("not begun"));
        method.Begin(Starts(), Square);
        Assert.That(() => method.Tell([1, 1], new Matrix<double>(room, new(2, 2))), Throws.InvalidOperationException);
        Assert.That(() => method.Ask(new Matrix<double>(room, new(1, 2)), owners), Throws.ArgumentException.With.Message.Contains("2 × 2"));
        Assert.That(method.Ask(new Matrix<double>(room, new(2, 2)), owners), Is.EqualTo(2));
        Assert.That(owners, Is.EqualTo(new[] { 0, 1 }));
        Assert.That(room, Is.EqualTo(new double[] { -1, 1, 2, -2 }), "the second start is projected");
        Assert.That(() => method.Ask(new Matrix<double>(room, new(2, 2)), owners),
            Throws.InvalidOperationException.With.Message.Contains("twice"));
        Assert.That(() => method.Tell([1], new Matrix<double>(room, new(1, 2))),
            Throws.ArgumentException.With.Message.Contains("1 values"));
        method.Tell([1, 2], new Matrix<double>(room, new(2, 2)));
        Assert.That(method.Outcomes[1].Value, Is.EqualTo(2));
    }

    private static FirstOrder<double> Slow() => new(Optimizer.Sgd(1e-4), 0, 1_000_000);

    private static ReadOnlyMatrix<double> Starts() => new(new double[] { -1, 1, 5, -7 }, new(2, 2));

    /// <summary>x² + y², without allocation.</summary>
    private sealed class Bowl : IObjective<double>
    {
        public int Dimension => 2;

        public void Evaluate(ReadOnlyMatrix<double> points, Span<double> values, Matrix<double> gradients)
        {
            for (int r = 0; r < points.Rows; r++)
            {
                values[r] = points[r, 0] * points[r, 0] + points[r, 1] * points[r, 1];
                gradients[r, 0] = 2 * points[r, 0];
                gradients[r, 1] = 2 * points[r, 1];
            }
        }
    }

    private sealed class Recorder(Action<MinimizerProgress<double>> action, bool keep = true) : IProgress<MinimizerProgress<double>>
    {
        public List<MinimizerProgress<double>> Seen { get; } = [];

        public void Report(MinimizerProgress<double> value)
        {
            if (keep)
            {
                Seen.Add(value);
            }

            action(value);
        }
    }
}
