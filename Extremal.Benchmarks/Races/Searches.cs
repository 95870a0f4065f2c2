using System.Diagnostics;
using System.Globalization;
using Extremal.Extrema;
using Extremal.Problems;
using Extremal.Results;
using Extremal.Tests.Extrema;

namespace Extremal.Benchmarks;

/// <summary>
/// The quick command <c>searches</c>: the default search, on one thread, of networks whose greatest output over a box was proven by branch
/// and bound, one line each: <c>search NETWORK COMPUTING MEDIAN GREATEST FOUND STARTS EVALUATIONS</c>. Times are of whole searches in milliseconds, over
/// fifty seeds: the processor's, on average, and the clock's; FOUND is how many of them came within 10⁻⁶ of the proven maximum; the others are means.
/// </summary>
internal static class Searches
{
    private const int Seeds = 50;
    private const int Turns = 40;
    private const int WarmTurns = 20; // until the compiler has taken its last look at every method
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
        TimeSpan began = default;
        for (int turn = 0; turn < Turns; turn++)
        {
            began = turn == WarmTurns ? Environment.CpuUsage.TotalTime : began;
            last.Clear();
            for (int seed = 1; seed <= Seeds; seed++)
            {
                long start = Stopwatch.GetTimestamp();
                last.Add(Search(golden, (ulong)seed));
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }

            if (turn < WarmTurns)
            {
                times.Clear();
            }
        }

        double computing = (Environment.CpuUsage.TotalTime - began).TotalMilliseconds / times.Count;
        times.Sort();
        int found = last.Count(extremum => Math.Abs(extremum.Value - golden.Maximum) <= Gap);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"search {golden.Name} {golden.Surrogate.Network.ToString().Replace(' ', '-')} {computing:F3} {times[times.Count / 2]:F3} {times[^1]:F3} {found}/{Seeds} ")
            + string.Create(CultureInfo.InvariantCulture, $"{last.Average(one => one.Starts.Count):F1} {last.Average(one => one.Evaluations):F0}"));
        return found;
    }

    private static Extremum Search(GoldenExtremum golden, ulong seed) => new ExtremumSearch(
        golden.Surrogate, golden.Box, Goal.Maximize(), new SearchOptions { Seed = seed, MaxDegreeOfParallelism = 1 }).Run();
}
