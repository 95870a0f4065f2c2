using System.Diagnostics;
using Extremal.Autodiff;
using Extremal.Data;
using Extremal.Extrema;
using Extremal.Memory;
using Extremal.Networks;
using Extremal.Optimization;
using Extremal.Problems;
using Extremal.Results;
using Extremal.Tests.Problems;

namespace Extremal.Tests.Extrema;

/// <summary>
/// A search ends when it has to, whatever it is doing, and says for how long it was waited for. The machine may be busy, so that the limits
/// here are wide; how exactly they are kept, the benchmarks' command <c>limits</c> tells.
/// </summary>
[NonParallelizable]
internal sealed class SearchLimitsTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(0.1);
    private static readonly Lazy<Surrogate> Wide = new(() => HandMade.Of(Network<double>.Create(4, [1024, 1024], 1, Activation.Tanh, seed: 1)));

    /// <summary>A search over 700 inputs looked at the data's correlations for ten seconds after its time was over.</summary>
    [Test]
    public void A_time_limit_is_kept_with_hundreds_of_inputs([Values] bool summed)
    {
        const int inputs = 700;
        Dataset data = Drawn(inputs, 2 * inputs);
        Regressor model = Regressor.Train(data, new() { Hidden = [8], Epochs = 1, Validation = 0, Patience = null });
        Domain domain = summed
            ? model.Domain.Sum([.. data.InputColumns.Take(50).Select(column => column.Name)], 20, 22)
                .Sum([.. data.InputColumns.Skip(40).Take(50).Select(column => column.Name)], 20, 22)
            : model.Domain;
        long began = Stopwatch.GetTimestamp();
        Extremum found = model.Maximize(domain, new SearchOptions { TimeLimit = Limit });
        TimeSpan waited = Stopwatch.GetElapsedTime(began);
        Assert.That(found.Reason, Is.AnyOf(StopReason.TimeLimit, StopReason.Converged), "a fast machine may be through");
        Assert.That(waited, Is.LessThan(20 * Limit));
        Assert.That(found.Elapsed, Is.LessThanOrEqualTo(waited).And.GreaterThan(0.7 * waited));
        Assert.That(found.IsFeasible, Is.EqualTo(found.Violation == 0));
        Assert.That(found.Support.Nearest, Has.Count.EqualTo(3), "and what takes time can still be asked for");
    }

    /// <summary>Screening 200 000 points took a quarter of a minute, whoever cancelled.</summary>
    [Test]
    public void Cancelling_amid_the_screening_gives_the_best_point_that_was_looked_at()
    {
        using var source = new CancellationTokenSource(TimeSpan.FromSeconds(0.3));
        TimeSpan cancelled = default;
        long began = Stopwatch.GetTimestamp();
        source.Token.Register(() => cancelled = Stopwatch.GetElapsedTime(began));
        Domain domain = Domain.Of(Wide.Value.Summary);
        Extremum found = new ExtremumSearch(Wide.Value, domain, Goal.Maximize(), new SearchOptions { Starts = 200_000 })
            .Run(cancellation: source.Token);
        TimeSpan waited = Stopwatch.GetElapsedTime(began);
        Assert.That(found.Reason, Is.EqualTo(StopReason.Cancelled));
        Assert.That(waited - cancelled, Is.LessThan(TimeSpan.FromSeconds(1)));
        Assert.That(found.Elapsed, Is.LessThanOrEqualTo(waited).And.GreaterThan(0.7 * waited));
        Assert.That(found.ScreenedPoints, Is.LessThan(200_000));
        Assert.That(found.Value, Is.EqualTo(BestOfTheFirst((int)found.ScreenedPoints, domain)).Within(1e-9));
    }

    /// <summary>The best merit is that of a point that breaks a limit a little, which the searches would mend.</summary>
    [Test]
    public void Interrupted_amid_the_screening_a_point_within_the_limits_comes_first()
    {
        using var source = new CancellationTokenSource();
        int calls = 0;
        Surrogate surrogate = HandMade.Linear([[1, 0]], 0);
        Goal goal = Goal.Of("watched", candidates => candidates.Inputs.Tape.Record(
            new Watched(() => { if (++calls == 12) { source.Cancel(); } }), candidates.Outputs * -1));
        Domain domain = Domain.Of(surrogate.Summary).Constrain("tilted", candidates => candidates.Inputs.Column(0), double.NegativeInfinity, 0);
        calls = 0;
        Extremum found = new ExtremumSearch(surrogate, domain, goal, new SearchOptions { Starts = 10_000 }).Run(cancellation: source.Token);
        Assert.That(found.Reason, Is.EqualTo(StopReason.Cancelled));
        Assert.That(found.ScreenedPoints, Is.Positive.And.LessThan(10_000));
        Assert.That(found.IsFeasible);
        Assert.That(found.Value, Is.GreaterThan(-0.5), "the best of more than a thousand");
    }

    [Test]
    public void A_step_over_many_starts_of_a_wide_network_is_not_waited_for([Values] bool cancel)
    {
        // Followed without being looked at first, a thousand starts are one step of seconds.
        using var source = new CancellationTokenSource(cancel ? Limit : Timeout.InfiniteTimeSpan);
        var options = new SearchOptions { Starts = 2000, Searches = 2000, TimeLimit = cancel ? null : Limit };
        long began = Stopwatch.GetTimestamp();
        Extremum found = new ExtremumSearch(Wide.Value, Domain.Of(Wide.Value.Summary), Goal.Maximize(), options).Run(cancellation: source.Token);
        TimeSpan waited = Stopwatch.GetElapsedTime(began);
        began = Stopwatch.GetTimestamp();
        _ = new ExtremumSearch(Wide.Value, Domain.Of(Wide.Value.Summary), Goal.Maximize(),
            options with { Starts = 500, MaxSteps = 0, TimeLimit = null }).Run();
        Assert.That(waited, Is.LessThan(Limit + Stopwatch.GetElapsedTime(began)), "of a quarter of its first step");
        Assert.That(found.Reason, Is.EqualTo(cancel ? StopReason.Cancelled : StopReason.TimeLimit));
        Assert.That(found.Value, Is.EqualTo(found.Starts.Max(start => start.Value)));
    }

    [Test]
    public void The_path_is_within_the_limit_and_ends_at_the_answer()
    {
        Surrogate surrogate = HandMade.Of(Network<double>.Create(2, [64, 64], 1, Activation.Tanh, seed: 2));
        var options = new SearchOptions
        {
            Starts = 1,
            MaxSteps = int.MaxValue,
            Tolerance = 0,
            Optimizer = Optimizer.Sgd(1e-5),
            Schedule = Schedule.Constant,
            TimeLimit = TimeSpan.FromSeconds(0.5),
            KeepPath = true,
        };
        long began = Stopwatch.GetTimestamp();
        Extremum found = new ExtremumSearch(surrogate, Domain.Of(surrogate.Summary), Goal.Maximize(), options).Run();
        TimeSpan waited = Stopwatch.GetElapsedTime(began);
        Assert.That(waited, Is.LessThan(TimeSpan.FromSeconds(0.85)), "a second search of the same length would be a second");
        Assert.That(found.Elapsed, Is.LessThanOrEqualTo(waited).And.GreaterThan(0.9 * waited));
        Assert.That(found.Path, Has.Count.GreaterThan(2));
        Assert.That(found.Path[^1], Is.EqualTo(found.Point));
    }

    private static double BestOfTheFirst(int count, Domain domain)
    {
        Slice<double> points = Slice<double>.Zeros(new Shape(200_000, domain.Inputs.Count));
        StartPoints.Draw(points.Matrix, domain, StartDistribution.Sobol, seed: 1);
        Slice<double> z = Slice<double>.Zeros(new Shape(count, domain.Inputs.Count)), y = Slice<double>.Zeros(new Shape(count, 1));
        Wide.Value.InputScaling.Apply(points.Rows(0, count).Matrix, z.Matrix);
        new Predictor<double>(Wide.Value.Network).Predict(z.Matrix, y.Matrix);
        return Wide.Value.OutputScaling.Invert(0, y.Span.ToArray().Max());
    }

    private static Dataset Drawn(int inputs, int rows)
    {
        var random = new Random(1);
        double[][] x = [.. Enumerable.Range(0, rows).Select(_ => (double[])[.. Enumerable.Range(0, inputs).Select(_ => random.NextDouble())])];
        return Dataset.Create(x, [.. x.Select(row => row.Sum())]);
    }

    // y = x, and tells when it is computed.
    private sealed class Watched(Action computed) : Operation<double>
    {
        public override string Name => nameof(Watched);

        public override Plan Infer(Operands<double> operands) => new(operands[0].Shape);

        public override void Forward(Operands<double> operands, Matrix<double> y, Matrix<double> saved)
        {
            computed();
            y.Assign(operands[0]);
        }

        public override void Backward(
            Operands<double> operands, ReadOnlyMatrix<double> y, ReadOnlyMatrix<double> saved, Matrix<double> dy, Adjoints<double> adjoints)
        {
            if (adjoints.Wants(0, out Matrix<double> dx))
            {
                for (int i = 0; i < dx.Rows; i++)
                {
                    dx[i, 0] += dy[i, 0];
                }
            }
        }
    }
}
