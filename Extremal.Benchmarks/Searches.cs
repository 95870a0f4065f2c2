using System.Globalization;
using Extremal.Extrema;
using Extremal.Problems;
using Extremal.Tests.Extrema;

namespace Extremal.Benchmarks;

/// <summary>
/// The quick command <c>searches</c>: the default search, on one thread, of networks whose greatest output over a box was proven by branch
/// and bound, one line each: <c>search NETWORK MEDIAN GREATEST FOUND STARTS EVALUATIONS</c>. Times are of whole searches in milliseconds, over
/// fifty seeds; FOUND is how many of them came within 10⁻⁶ of the proven maximum; the others are means.
/// </summary>
internal static class Searches
{
    private const int Seeds = 50;
    private const int Turns = 5;
    private const double Gap = 1e-6;

    /// <summary>Prints every line.</summary>
    /// <returns>The program's exit code: 1 if a search missed a maximum.</returns>
    public static int Run()
    {
        bool all = true;
        foreach (string name in (string[])["branin-tanh", "diet-tanh", "peaks-relu"])
        {
            all &= Measure(GoldenExtremum.Read(name)) == Seeds;
        }

        return all ? 0 : 1;
    }

    private static int Measure(GoldenExtremum golden)
    {
        var times = new List<double>();
        var last = new List<Extremum>();
        for (int turn = 0; turn < Turns; turn++)
        {
            last = [.. Enumerable.Range(1, Seeds).Select(seed => Search(golden, (ulong)seed))];
            if (turn > 0)
            {
                times.AddRange(last.Select(extremum => extremum.Elapsed.TotalMilliseconds));
            }
        }

        times.Sort();
        int found = last.Count(extremum => Math.Abs(extremum.Value - golden.Maximum) <= Gap);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"search {golden.Name} {golden.Surrogate.Network.ToString().Replace(' ', '-')} {times[times.Count / 2]:F3} {times[^1]:F3} {found}/{Seeds} ")
            + string.Create(CultureInfo.InvariantCulture, $"{last.Average(one => one.Starts.Count):F1} {last.Average(one => one.Evaluations):F0}"));
        return found;
    }

    private static Extremum Search(GoldenExtremum golden, ulong seed) => new ExtremumSearch(
        golden.Surrogate, golden.Box, Goal.Maximize(), new SearchOptions { Seed = seed, MaxDegreeOfParallelism = 1 }).Run();
}
