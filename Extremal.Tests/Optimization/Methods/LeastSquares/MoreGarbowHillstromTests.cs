using Extremal.Optimization;
using Extremal.Optimization.Methods;

namespace Extremal.Tests.Optimization.Methods;

/// <summary>The least sums of squares that the paper of Moré, Garbow and Hillstrom tells are reached, to its six digits.</summary>
internal sealed class MoreGarbowHillstromTests
{
    private const double PublishedDigits = 5e-6;

    private static IReadOnlyList<MoreGarbowHillstrom> All => MoreGarbowHillstrom.All;

    // From ten times the usual start MINPACK's lmder is tried on some of these, and ends at the same minima, that of Bard at infinity. The
    // rest have no minimum near, or start at the origin; ten times the start of Gulf is its solution.
    private static IEnumerable<MoreGarbowHillstrom> FromAfar => All.Where(problem => !Array.Exists(
        ["Beale", "Jennrich", "Gulf", "box", "Osborne 2", "Watson", "trigonometric", "Chebyquad"],
        name => problem.Name.StartsWith(name, StringComparison.Ordinal)));

    [TestCaseSource(nameof(All))]
    public void MinimumIsReachedFromTheUsualStart(MoreGarbowHillstrom problem) => Check(problem, 1);

    [TestCaseSource(nameof(FromAfar))]
    public void MinimumIsReachedFromTenTimesTheStart(MoreGarbowHillstrom problem) => Check(problem, 10);

    [Test]
    public void ThereAreEnough()
    {
        Assert.That(All, Has.Count.EqualTo(33));
        Assert.That(FromAfar.Count(), Is.EqualTo(21));
    }

    private static void Check(MoreGarbowHillstrom problem, double factor)
    {
        double[] point = [.. problem.Problem.Start.Select(x => factor * x)];
        double before = problem.Problem.SumOfSquares(point);
        Outcome<double> outcome = new LevenbergMarquardt(steps: 2000).Minimize(problem.Problem, point, Limits.None);
        TestContext.Out.WriteLine($"{problem.Name}: {2 * outcome.Value:R}, {outcome}");

        // Where the minimum is singular no step is ever small beside the point.
        Assert.That(outcome.Reason, Is.EqualTo(StopReason.Converged).Or.EqualTo(StopReason.NoDescent));
        Assert.That(2 * outcome.Value, Is.LessThanOrEqualTo(before));
        Assert.That(problem.Problem.SumOfSquares(point), Is.EqualTo(2 * outcome.Value).Within(1e-12).Percent);
        Assert.That(problem.Minima.Any(minimum => minimum == 0
            ? 2 * outcome.Value < 1e-24
            : Math.Abs(2 * outcome.Value - minimum) <= PublishedDigits * minimum), $"{2 * outcome.Value:R}");
    }
}
