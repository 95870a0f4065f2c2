using Extremal.Data;
using Extremal.Extrema;
using Extremal.Memory;
using Extremal.Networks;
using Extremal.Problems;
using Extremal.Results;
using Extremal.Tests.Problems;
using Extremal.Training;

namespace Extremal.Tests.Extrema.Discrete;

/// <summary>Searches over integers against brute force: what is feasible is found, what was given is kept, converged is said of the best alone.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class DiscreteSearchTests
{
    private const double Closely = 1e-4; // standard deviations of the output

    private static readonly Surrogate Sum = HandMade.Linear([[1, 1]], 0);

    private static Extremum Find(Domain domain, params double[][] points) =>
        new ExtremumSearch(Sum, domain, Goal.Maximize(), new SearchOptions { Points = points }).Run();

    private static Domain Twelve => Domain.Of(Sum.Summary).Range("a", 0, 11).Range("b", 0, 11).Integer("a").Integer("b");

    [Test]
    public void An_integer_equality_is_solved_with_and_without_a_start_that_meets_it()
    {
        Domain line = Twelve.Linear(["a", "b"], [-3, -4], -51, -51);
        Assert.That(Find(line).IsFeasible, "(5, 9) meets it");
        Extremum kept = Find(line, [5, 9]);
        Assert.That(kept.IsFeasible && kept.Value >= 14, kept.ToString());
        Assert.That(kept.IsConverged, "four assignments meet it, and all were evaluated");
        Assert.That(kept.Point, Is.EqualTo(new[] { 9.0, 6 }), "the greatest sum of (1, 12) no longer in range, (5, 9) and (9, 6)");
    }

    [Test]
    public void An_equality_that_no_integers_meet_is_infeasible_and_says_so_at_once()
    {
        Extremum none = Find(Twelve.Range("a", 0, 10).Range("b", 0, 10).Linear(["a", "b"], [2, 4], 17, 17));
        Assert.That(none.IsFeasible, Is.False);
        Assert.That(none.ToString(), Does.Contain("17"));
    }

    [Test]
    public void Every_feasible_equality_of_two_or_three_integers_is_solved([Range(1, 60)] int seed) => SolveEquality(seed);

    [Explicit("Minutes.")]
    [Category("Long")]
    [Test]
    public void Every_feasible_one_of_500_equalities_of_up_to_a_million_assignments_is_solved()
    {
        for (int seed = 1001; seed <= 1500; seed++)
        {
            SolveEquality(seed);
        }
    }

    // Coefficients of either sign around a point that meets the equality; three times in four it may not be met at all.
    private static void SolveEquality(int seed)
    {
        var random = new Random(seed);
        int inputs = random.Next(2, 4), values = random.Next(2) == 0 ? 12 : inputs == 2 ? 1000 : 100;
        Surrogate surrogate = HandMade.Linear([[.. Enumerable.Range(0, inputs).Select(_ => 2 * random.NextDouble() - 1)]], 0);
        Domain domain = Domain.Of(surrogate.Summary);
        string[] names = [.. domain.Inputs.Select(column => column.Name)];
        double[] a = [.. names.Select(_ => (double)(random.Next(2) == 0 ? 1 : -1) * random.Next(1, 10))];
        double total = random.Next(4) > 0 ? a.Sum(one => one * random.Next(values)) : a.Sum(one => one * (values - 1)) / 2;
        domain = names.Aggregate(domain, (one, name) => one.Range(name, 0, values - 1).Integer(name)).Linear(names, a, total, total);
        Extremum found = new ExtremumSearch(surrogate, domain, Goal.Maximize(), new SearchOptions { Seed = (ulong)seed }).Run();
        Assert.That(found.IsFeasible, Is.EqualTo(IsSolvable(a, total, values)), $"seed {seed}: {domain}\n{found}");
    }

    private static bool IsSolvable(double[] a, double total, int values) => a.Length == 1
        ? total / a[0] == Math.Floor(total / a[0]) && total / a[0] >= 0 && total / a[0] < values
        : Enumerable.Range(0, values).Any(x => IsSolvable(a[1..], total - a[0] * x, values));

    [Test]
    public void The_best_of_few_thousand_assignments_is_found_and_known([Range(1, 40)] int seed)
    {
        var problem = new DiscreteProblem(seed, 2 + seed % 2, 0, 12);
        Extremum found = problem.Search();
        Assert.That(found.IsConverged, found.ToString());
        Assert.That(-found.Loss, Is.EqualTo(problem.Greatest()).Within(1e-9), found.ToString());
    }

    [Test]
    public void An_answer_is_never_worse_than_a_start_that_was_given([Range(1, 8)] int seed)
    {
        var random = new Random(seed);
        var problem = new DiscreteProblem(seed, 4, random.Next(2), 40);
        double[] start = [.. problem.Domain.Inputs.Select(_ => (double)random.Next(5))];
        double value = problem.Surrogate.Value(start, 0, default);
        Extremum given = problem.Search(new SearchOptions { Points = [start], Starts = 30, MaxRounds = 1 }), again = problem.Search(
            new SearchOptions { Points = [[.. given.Point]], Starts = 25, Searches = 2, MaxRounds = 1, Seed = 9 });
        Assert.That(given.Value, Is.GreaterThanOrEqualTo(value));
        Assert.That(again.Value, Is.GreaterThanOrEqualTo(given.Value));
    }

    [Test]
    public void Converged_is_said_of_no_answer_that_brute_force_betters([Range(1, 14)] int seed) => Judge(seed);

    [Explicit("Minutes.")]
    [Category("Long")]
    [Test]
    public void Converged_is_said_of_no_answer_of_1000_mixed_problems_that_brute_force_betters()
    {
        int converged = 0;
        for (int seed = 1001; seed <= 2000; seed++)
        {
            converged += (seed % 10 == 0 ? JudgeMany(seed) : Judge(seed)) ? 1 : 0;
        }

        TestContext.Out.WriteLine($"{converged} of 1000 converged");
        Assert.That(converged, Is.GreaterThan(800), "it is said often enough to mean something");
    }

    [Test]
    public void Nor_where_the_assignments_are_too_many_to_look_at_each([Range(1, 8)] int seed) => JudgeMany(seed);

    private static bool JudgeMany(int seed) => Judge(new DiscreteProblem(seed, 4, 0, 24), seed);

    private static bool Judge(int seed)
    {
        var random = new Random(seed);
        int others = random.Next(3);
        (int integers, int values) = random.Next(4) switch { 0 => (1, 60), 1 => (2, 12), 2 => (2, others == 2 ? 12 : 40), _ => (3, others == 2 ? 5 : 12) };
        return Judge(new DiscreteProblem(seed, integers, others, values), seed);
    }

    private static bool Judge(DiscreteProblem problem, int seed)
    {
        Extremum found = problem.Search(new SearchOptions { Seed = (ulong)seed });
        double greatest = problem.Greatest();
        Assert.That(found.IsFeasible);
        Assert.That(!found.IsConverged || -found.Loss >= greatest - Closely, $"seed {seed}: brute force has {greatest}\n{found}");
        return found.IsConverged;
    }

    // More rows than are followed, and a search that takes no step.
    [Test]
    public void An_answer_is_never_worse_than_the_best_row_that_meets_the_limits()
    {
        Dataset data = TrainedNetworks.Waves(3, 700, 4);
        Regressor model = Regressor.Train(data, new TrainingOptions { Hidden = [12], Epochs = 5 });
        Domain domain = model.Domain.Sum(["x1", "x2"], 3, 4);
        double best = double.NegativeInfinity;
        for (int i = 0; i < data.RowCount; i++)
        {
            ReadOnlySpan<double> row = data.Inputs.Row(i);
            best = domain.Contains(row) ? Math.Max(best, model.Predict(row)) : best;
        }

        Extremum found = model.Maximize(domain, new SearchOptions { Starts = 2, Searches = 1, MaxSteps = 0, MaxRounds = 1, KeepPath = true });
        Assert.That(found.IsFeasible && found.Value >= best, found.ToString());
        Assert.That(found.Path[^1], Is.EqualTo(found.Point));
    }

    // √(100 − x²) is NaN nearly everywhere in ±1e9: what a few starts agree on may be anything.
    [Test]
    public void Converged_is_not_said_where_hardly_any_point_that_was_looked_at_is_valid()
    {
        Surrogate same = HandMade.Same();
        Goal goal = Goal.Of("root", c => -(100 - c.Inputs.Square()).Sqrt() - 0.5 * (c.Inputs - 9.0).Square().Log1p());
        var options = new SearchOptions { Points = [[-5], [-5.5]] };
        Extremum found = new ExtremumSearch(same, Domain.Of(same.Summary).Range("a", -1e9, 1e9), goal, options).Run();
        Assert.That(found.IsConverged, Is.False, found.ToString());
    }
}
