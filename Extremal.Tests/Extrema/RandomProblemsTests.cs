using Extremal.Extrema;
using Extremal.Problems;
using Extremal.Results;
using Extremal.Tests.Problems;

namespace Extremal.Tests.Extrema;

/// <summary>Searches of random problems against a grid, and corners of domains that random ones rarely have.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class RandomProblemsTests
{
    private static readonly Surrogate Sum = HandMade.Linear([[1, 1]], 0);

    private static Extremum Find(Surrogate surrogate, Domain domain, Goal goal, SearchOptions? options = null) =>
        new ExtremumSearch(surrogate, domain, goal, options).Run();

    [Test]
    public void An_answer_is_feasible_where_a_grid_has_a_point_and_converged_only_if_it_is_no_worse([Range(1, 60)] int seed)
    {
        var problem = new RandomProblem(seed);
        Extremum found = Find(problem.Surrogate, problem.Domain, problem.Goal, problem.Options);
        double[] point = [.. found.Point];
        (double loss, double[] at) = problem.BestOnGrid();
        string what = $"seed {seed}: {problem.Goal} in {problem.Domain}; the grid's best {loss} at {string.Join(", ", at)}\n{found}";
        Assert.That(found.IsFeasible || double.IsPositiveInfinity(loss), what);
        Assert.That(!found.IsFeasible || problem.Breach(point, 2e-6) == 0, what);
        Assert.That(!found.IsConverged || found.Loss <= loss + 1e-6 * (1 + Math.Abs(loss)), what);
    }

    [Test, CancelAfter(20_000)]
    public void A_band_that_only_touches_the_box_leaves_its_corner(CancellationToken cancellation)
    {
        Domain corner = Domain.Of(Sum.Summary).Range("a", 0, 0.1).Range("b", 0, 0.2).Sum(["a", "b"], 0.1 + 0.2, 1);
        Extremum found = Task.Run(() => Find(Sum, corner, Goal.Minimize()), cancellation).WaitAsync(cancellation).Result;
        Assert.That(found.IsConverged, found.ToString());
        Assert.That(found.Point, Is.EqualTo(new[] { 0.1, 0.2 }));
    }

    [Test]
    public void The_price_of_a_fixed_input_counts_the_bands_in_which_it_is()
    {
        Surrogate peak = HandMade.Peak(2, 3, 1);
        Extremum At(double a) =>
            Find(peak, Domain.Of(peak.Summary).Fix("a", a).Sum(["a", "b"], double.NegativeInfinity, 3), Goal.Maximize());
        const double Step = 1e-4;
        double slope = (At(1 + Step).Value - At(1 - Step).Value) / (2 * Step);
        Assert.That(At(1).ShadowPrices.Single(price => price.Limit == "a = 1").Price, Is.EqualTo(slope).Within(1e-3));
    }

    [Test]
    public void The_path_ends_at_the_answer_under_constraints_too([Values(0, 1, 5)] int starts)
    {
        Surrogate peak = HandMade.Peak(2, 3, 1);
        Domain ball = Domain.Of(peak.Summary).Constrain("squares", c => c.Inputs.Square().RowSums(), 0, 3);
        var options = new SearchOptions { KeepPath = true, Starts = starts, Points = [[4, 5, 6]] };
        Extremum found = Find(peak, ball, Goal.Maximize(), options);
        Assert.That(found.Path[^1], Is.EqualTo(found.Point));
    }

    [Test]
    public void Every_one_of_few_assignments_is_searched_however_few_the_starts([Values(0, 1, 2)] int starts)
    {
        Surrogate peak = HandMade.Peak(2, 3, 1);
        var options = new SearchOptions { Starts = starts, Points = [[5, 0, 0]] };
        Extremum found = Find(peak, Domain.Of(peak.Summary).Integer("a"), Goal.Maximize(), options);
        Assert.That(found.Point, Is.EqualTo(new[] { 2.0, 3, 1 }).Within(1e-4));
    }
}
