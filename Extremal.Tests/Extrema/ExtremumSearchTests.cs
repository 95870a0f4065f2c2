using Extremal.Extrema;
using Extremal.Networks;
using Extremal.Optimization;
using Extremal.Problems;
using Extremal.Results;
using Extremal.Tests.Problems;
using Extremal.Tests.Training;

namespace Extremal.Tests.Extrema;

public sealed class ExtremumSearchTests
{
    private static readonly SearchOptions Quick = new() { Starts = 6, MaxSteps = 60 };

    private static Surrogate Wavy(ulong seed = 8) => HandMade.Of(Network<double>.Create(3, [12, 8], 1, Activation.Sine, seed));

    private static Extremum Find(Surrogate surrogate, SearchOptions? options = null, Goal? goal = null,
        CancellationToken token = default) =>
        new ExtremumSearch(surrogate, Domain.Of(surrogate.Summary), goal ?? Goal.Maximize(), options ?? Quick).Run(null, token);

    private static double[] Numbers(Extremum found) =>
    [
        .. found.Point, .. found.Gradient, found.Value, found.Loss, found.BestStart,
        .. found.Starts.SelectMany(s =>
            (double[])[.. s.Start, .. s.Point, s.Loss, s.Value, s.Outcome.Value, s.Outcome.GradientNorm, s.Outcome.Steps]),
    ];

    [Test]
    public void The_answer_is_judged_at_exactly_its_point()
    {
        Surrogate surrogate = Wavy();
        foreach (Goal goal in (Goal[])[Goal.Maximize(), Goal.Target(9), PaperLosses.Maximization() + PaperLosses.Positivity()])
        {
            Extremum found = Find(surrogate, goal: goal);
            double[] gradient = new double[3];
            Assert.That(found.Value, Is.EqualTo(surrogate.Value([.. found.Point], 0, gradient)));
            Assert.That(found.Gradient, Is.EqualTo(gradient));
            (double[] losses, _) = goal.Read(surrogate, [.. found.Point]);
            Assert.That(found.Loss, Is.EqualTo(losses[0]));
            Assert.That(found.Loss, Is.EqualTo(found.Starts.Min(start => start.Loss)));
            Assert.That(found.Point, Is.EqualTo(found.Starts[found.BestStart].Point));
        }
    }

    [Test]
    public void The_table_has_each_start_with_what_became_of_it()
    {
        Surrogate surrogate = Wavy();
        Extremum found = Find(surrogate, Quick with { Points = [[0, 0, 0], [100, -100, 1]] });
        Assert.That(found.Starts, Has.Count.EqualTo(8));
        Assert.That(found.Starts[0].Start, Is.EqualTo(new double[] { 0, 0, 0 }).Within(1e-14));
        Assert.That(found.Starts[1].Start, Is.EqualTo(new double[] { 5, -4, 1 }).Within(1e-14), "projected into the box");
        foreach (SearchStart start in found.Starts)
        {
            Assert.That(start.Value, Is.EqualTo(surrogate.Value([.. start.Point], 0, [])));
            Assert.That(start.Value, Is.GreaterThanOrEqualTo(surrogate.Value([.. start.Start], 0, []) - 1e-12),
                "never worse than its beginning");
            Assert.That(start.Outcome.Reason, Is.AnyOf(StopReason.Converged, StopReason.StepLimit, StopReason.NoDescent));
            Assert.That(start.Outcome.Steps, Is.LessThanOrEqualTo(60));
            Assert.That(start.Outcome.Evaluations, Is.GreaterThan(start.Outcome.Steps));
        }

        Assert.That(found.Evaluations, Is.EqualTo(found.Starts.Sum(start => start.Outcome.Evaluations)));
        Assert.That(found.Steps, Is.EqualTo(found.Starts.Max(start => start.Outcome.Steps)));
        Assert.That(found.Reason, Is.EqualTo(found.Starts[found.BestStart].Outcome.Reason));
    }

    [Test]
    public void A_seed_determines_every_bit_and_another_draws_other_starts([Values] StartDistribution distribution, [Values] bool userUnits)
    {
        Surrogate surrogate = Wavy();
        SearchOptions options = Quick with { Distribution = distribution, InUserUnits = userUnits };
        Extremum one = Find(surrogate, options), same = Find(surrogate, options), other = Find(surrogate, options with { Seed = 2 });
        Assert.That(Numbers(same), Is.EqualTo(Numbers(one)));
        Assert.That(one.Starts.SelectMany(start => start.Start).Intersect(other.Starts.SelectMany(start => start.Start)), Is.Empty);
        Assert.That((one.Seed, other.Seed), Is.EqualTo((1UL, 2UL)));
        Assert.That(one.Starts.Select(start => start.Start[0]).Distinct().Count(), Is.EqualTo(6));
    }

    [Test]
    public void A_latin_hypercube_has_a_start_in_every_stratum()
    {
        Surrogate surrogate = Wavy();
        Extremum found = Find(surrogate, Quick with { Starts = 16, MaxSteps = 0, Distribution = StartDistribution.LatinHypercube });
        for (int j = 0; j < 3; j++)
        {
            (double low, double high) = (surrogate.Summary.InputColumns[j].Minimum, surrogate.Summary.InputColumns[j].Maximum);
            Assert.That(found.Starts.Select(start => (int)Math.Floor(16 * (start.Start[j] - low) / (high - low))),
                Is.EquivalentTo(Enumerable.Range(0, 16)));
        }
    }

    [Test]
    public void Weights_are_untouched_to_the_bit()
    {
        Surrogate surrogate = Wavy();
        double[] before = surrogate.Network.Weights.All.ToArray();
        _ = Find(surrogate, Quick with { KeepPath = true });
        _ = Find(surrogate, goal: PaperLosses.Maximization());
        _ = FastGradientSign.Iterate(surrogate, [1, 1, 1], 0.5, 0.1, 5);
        Assert.That(surrogate.Network.Weights.All.ToArray(), Is.EqualTo(before));
    }

    [Test]
    public void Eight_threads_at_once_find_what_one_finds_alone()
    {
        Surrogate surrogate = Wavy();
        double[] Search(int i) =>
            Numbers(Find(surrogate, Quick with { Seed = (ulong)i, InUserUnits = i % 2 == 0 }, i % 3 == 0
            ? Goal.Minimize() : Goal.Maximize()));
        double[][] alone = [.. Enumerable.Range(0, 8).Select(Search)], together = new double[8][];
        Thread[] threads = [.. Enumerable.Range(0, 8).Select(i => new Thread(() => together[i] = Search(i)))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Assert.That(together, Is.EqualTo(alone));
    }

    [Test]
    public void A_path_leads_from_the_best_start_to_the_answer([Values] bool userUnits, [Values("sgd", "adam")] string rule)
    {
        Surrogate surrogate = Wavy();
        Extremum found = Find(surrogate,
            Quick with { KeepPath = true, InUserUnits = userUnits, Optimizer = Optimizer.Parse(rule).WithRate(0.3) });
        Assert.That(found.Path[0], Is.EqualTo(found.Starts[found.BestStart].Start));
        Assert.That(found.Path[^1], Is.EqualTo(found.Point));
        Assert.That(found.Path, Has.Count.LessThanOrEqualTo(found.Starts[found.BestStart].Outcome.Evaluations));
        Assert.That(found.Path.Select(point => found.Domain.Violation([.. point])), Is.All.Zero);
        Assert.That(Find(surrogate).Path, Is.Empty, "unless it is asked for");
    }

    [Test]
    public void A_time_limit_ends_the_search_and_the_path_with_the_best_so_far()
    {
        Surrogate surrogate = Wavy();
        var options = new SearchOptions
        {
            Starts = 4,
            MaxSteps = int.MaxValue,
            Tolerance = 0,
            Optimizer = Optimizer.Sgd(1e-4),
            Schedule = Schedule.Constant,
            TimeLimit = TimeSpan.FromMilliseconds(50),
            KeepPath = true,
        };
        Extremum found = Find(surrogate, options);
        Assert.That(found.Reason, Is.EqualTo(StopReason.TimeLimit));
        Assert.That(found.Elapsed, Is.LessThan(TimeSpan.FromSeconds(20)));
        Assert.That(found.Path[^1], Is.EqualTo(found.Point));
        Assert.That(found.Value, Is.GreaterThanOrEqualTo(found.Starts.Max(start => surrogate.Value([.. start.Start], 0, []))));
    }

    [Test]
    public void Cancelling_ends_the_search_and_the_path_with_the_best_so_far()
    {
        Surrogate surrogate = Wavy();
        using var source = new CancellationTokenSource();
        var listener = new Listener<MinimizerProgress<double>>(progress => { if (progress.Rounds == 7) { source.Cancel(); } });
        var search = new ExtremumSearch(surrogate, Domain.Of(surrogate.Summary), Goal.Maximize(),
            Quick with { KeepPath = true, MaxSteps = 100_000, Tolerance = 0, Optimizer = Optimizer.Adam(0.1) });
        Extremum found = search.Run(listener, source.Token);
        Assert.That(found.Reason, Is.EqualTo(StopReason.Cancelled));
        Assert.That(found.Starts.Select(start => start.Outcome.Evaluations), Is.All.EqualTo(7));
        Assert.That(listener.Heard.Select(progress => progress.Rounds), Is.EqualTo(Enumerable.Range(1, 7)));
        Assert.That(found.Path, Has.Count.LessThanOrEqualTo(7));
        Assert.That(found.Path[^1], Is.EqualTo(found.Point));

        Extremum none = Find(surrogate, token: new CancellationToken(true));
        Assert.That((none.Reason, none.IsFeasible, none.Evaluations), Is.EqualTo((StopReason.Cancelled, true, 0L)));
        Assert.That(none.Value, Is.EqualTo(none.Starts.Max(start => start.Value)), "the best of the starts");
    }

    [Test]
    public void A_start_that_meets_no_number_ends_alone()
    {
        // log a exists for a > 0 alone; going down, the others walk off that edge too, unless the bound stops them.
        Surrogate same = HandMade.Linear([[1, 1]], 0);
        Goal goal = Goal.Of("(log a)² + b", c => c.Inputs.Column(0).Log().Square() + c.ScaledOutputs * 0);
        double[][] points = [[-1, 0], [2, 0], [0.5, 1], [0, 1]];
        Extremum found = new ExtremumSearch(same, Domain.Of(same.Summary), goal,
            new SearchOptions { Starts = 0, Points = points, Optimizer = Optimizer.Adam(0.05) }).Run();
        Assert.That(found.Starts.Select(start => start.Outcome.Reason == StopReason.NonFinite),
            Is.EqualTo(new[] { true, false, false, true }));
        Assert.That(found.Starts[0].Point, Is.EqualTo(new double[] { -1, 0 }).Within(1e-14), "where it ended");
        Assert.That(double.IsFinite(found.Starts[0].Loss), Is.False);
        Assert.That(found.BestStart, Is.AnyOf(1, 2));
        Assert.That(found.Point[0], Is.EqualTo(1).Within(1e-3));

        Extremum alone = new ExtremumSearch(same, Domain.Of(same.Summary), goal,
            new SearchOptions { Starts = 0, Points = [points[1]], Optimizer = Optimizer.Adam(0.05) }).Run();
        Assert.That(found.Starts[1].Point, Is.EqualTo(alone.Point), "its neighbours' fate changes no bit");
    }

    [Test]
    public void A_loss_of_minus_infinity_is_no_success()
    {
        Surrogate same = HandMade.Linear([[1]], 0);
        Goal goal = Goal.Of("log |a|, but only where it is finite", c => c.Inputs.Column(0).Abs().Log());
        Extremum found = new ExtremumSearch(
            same, Domain.Of(same.Summary).Range("a", 0, 4), goal, new SearchOptions { Starts = 0, Points = [[0], [2]], MaxSteps = 3 }).Run();
        Assert.That(found.Starts[0].Outcome.Reason, Is.EqualTo(StopReason.NonFinite));
        Assert.That(found.BestStart, Is.EqualTo(1));
        Assert.That(double.IsFinite(found.Loss));
    }

    [Test]
    public void If_no_start_has_a_number_the_outcome_says_so()
    {
        Surrogate same = HandMade.Linear([[1]], 0);
        Extremum found = Find(same, goal: Goal.Of("NaN", c => c.Outputs.Column(0) * double.NaN));
        Assert.That(found.Starts.Select(start => start.Outcome.Reason), Is.All.EqualTo(StopReason.NonFinite));
        Assert.That((found.Reason, found.Loss, found.IsFeasible), Is.EqualTo((StopReason.NonFinite, double.NaN, true)));
    }
}
