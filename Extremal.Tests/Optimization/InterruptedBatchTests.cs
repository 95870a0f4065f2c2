using Extremal.Kernels;
using Extremal.Memory;
using Extremal.Optimization;
using Extremal.Optimization.Methods;
using Extremal.Optimization.Regions;

namespace Extremal.Tests.Optimization;

/// <summary>A search that is ended amid a batch loses nothing of what was evaluated by then.</summary>
internal sealed class InterruptedBatchTests
{
    private static readonly double[] Ones = [1, 1, 1];

    private static IEnumerable<Func<Method<double>>> Methods =>
    [
        () => new Lbfgsb<double>(), () => new FirstOrder<double>(Optimizer.Adam(0.1), 1e-9, 100), () => new PiecewiseLinear<double>(),
        () => new SequentialQuadratic<double>(LinearRows<double>.None(3), [], []),
    ];

    [Test]
    public void The_best_of_the_points_evaluated_is_the_answer([ValueSource(nameof(Methods))] Func<Method<double>> make, [Values(1, 7, 19)] int done)
    {
        using var source = new CancellationTokenSource();
        var objective = new Interrupted(source, done);
        Method<double> method = make();
        Box<double> box = new([-5, -5, -5], [5, 5, 5]);
        Slice<double> starts = Slice<double>.Zeros(new Shape(20, 3));
        for (int i = 0; i < 20; i++)
        {
            starts.Matrix.Row(i).Fill(1 + (20 - i) / 10.0); // each nearer to the optimum than the one before
        }

        Outcome<double> outcome = Minimizer.Run(objective, method, starts.Matrix, box, Limits.None, cancellation: source.Token);
        double[] best = starts.Matrix.Row(done - 1).ToArray();
        Assert.That(outcome.Reason, Is.EqualTo(StopReason.Cancelled));
        Assert.That(method.BestStart, Is.EqualTo(done - 1));
        Assert.That(method.BestPoints.Row(done - 1).ToArray(), Is.EqualTo(best));
        Assert.That(outcome.Value, Is.EqualTo(Functions.Quadratic(Ones, Ones)(best).Item1));
        Assert.That(method.Outcomes.ToArray().Count(each => double.IsNaN(each.Value)), Is.EqualTo(20 - done));
    }

    [Test]
    public void Whoever_listens_is_not_interrupted()
    {
        using var source = new CancellationTokenSource();
        int heard = 0;
        var listener = new Training.Listener<MinimizerProgress<double>>(_ =>
        {
            source.Cancel();
            Deadline.Look();
            heard++;
        });
        Problem<double> problem = new(2, Functions.Rosenbrock);
        Slice<double> start = Slice<double>.Zeros(new Shape(1, 2));
        Minimizer.Run(problem, new Lbfgsb<double>(), start.Matrix, new Everywhere<double>(2), Limits.None, listener, source.Token);
        Assert.That(heard, Is.EqualTo(1));
    }

    // Evaluates this many points, and no more once it is cancelled, which it is then.
    private sealed class Interrupted(CancellationTokenSource source, int done) : IObjective<double>
    {
        public int Dimension => 3;

        public void Evaluate(ReadOnlyMatrix<double> points, Span<double> values, Matrix<double> gradients)
        {
            for (int i = 0; i < points.Rows; i++)
            {
                if (i == done)
                {
                    source.Cancel();
                }

                Deadline.Look();
                (values[i], double[] gradient) = Functions.Quadratic(Ones, Ones)(points.Row(i).ToArray());
                gradient.CopyTo(gradients.Row(i));
            }
        }
    }
}
