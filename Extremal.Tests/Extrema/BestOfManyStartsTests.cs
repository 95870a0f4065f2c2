using Extremal.Extrema;
using Extremal.Problems;
using Extremal.Results;

namespace Extremal.Tests.Extrema;

/// <summary>The default search against the best of two thousand starts, each followed to its end.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class BestOfManyStartsTests
{
    private const double Same = 1e-5;

    [Test]
    public void On_some_networks_the_default_search_finds_the_best_of_two_thousand_starts([Values(0, 1, 6, 7, 10, 11, 14, 15)] int number)
    {
        (double gap, bool converged, string line) = Compare(number);
        Assert.That(gap <= Same && converged, line);
    }

    [Test, Explicit, Category("Long")]
    public void On_48_of_50_networks_the_default_search_finds_the_best_of_two_thousand_starts()
    {
        int found = 0;
        var wronglyConverged = new List<string>();
        for (int number = 0; number < TrainedNetworks.Count; number++)
        {
            (double gap, bool converged, string line) = Compare(number);
            TestContext.Out.WriteLine(line);
            found += gap <= Same ? 1 : 0;
            if (gap > Same && converged)
            {
                wronglyConverged.Add(line);
            }
        }

        Assert.That(found, Is.GreaterThanOrEqualTo(48));
        Assert.That(wronglyConverged, Is.Empty, "converged is said of the best alone");
    }

    private static (double Gap, bool Converged, string Line) Compare(int number)
    {
        (Surrogate surrogate, Domain domain) = TrainedNetworks.Of(number);
        Extremum found = new ExtremumSearch(surrogate, domain, Goal.Maximize()).Run();
        var all = new SearchOptions { Starts = 2000, Searches = 2000, Seed = 99 };
        Extremum best = new ExtremumSearch(surrogate, domain, Goal.Maximize(), all).Run();
        Assert.That(found.IsFeasible && best.IsFeasible, $"network {number}");
        double gap = best.Value - found.Value;
        return (gap, found.IsConverged, FormattableString.Invariant(
            $"{number,2} {surrogate.Network,-22} {(TrainedNetworks.IsConstrained(number) ? "constrained" : "box"),-11} gap {gap,9:E1}")
            + FormattableString.Invariant($" of {best.Value:F4}, {(found.IsConverged ? "converged" : "doubtful")}, {found.AgreeingStarts} of {found.Starts.Count} starts")
            + FormattableString.Invariant($" (of 2000: {best.AgreeingStarts}), {found.Elapsed.TotalMilliseconds:F1} ms (2000: {best.Elapsed.TotalMilliseconds:F0} ms)"));
    }
}
