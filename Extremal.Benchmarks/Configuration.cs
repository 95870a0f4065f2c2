using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Filters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Reports;

namespace Extremal.Benchmarks;

/// <summary>How BenchmarkDotNet runs here, whichever job is chosen.</summary>
internal static class Configuration
{
    private const int WarmupIterations = 12;
    private const int NameWidth = 32;

    // On a busy machine a build takes longer than the two minutes that BenchmarkDotNet grants it.
    private static readonly TimeSpan LongestBuild = TimeSpan.FromMinutes(10);

    /// <summary>Without the benchmarks of libraries that are not installed; a line says so.</summary>
    public static IConfig Create()
    {
        IConfig config = DefaultConfig.Instance
            .WithSummaryStyle(SummaryStyle.Default.WithMaxParameterColumnWidth(NameWidth))
            .WithBuildTimeout(LongestBuild)
            .AddJob(Warm().AsMutator());
        OpenBlas? openBlas = OpenBlas.Load();
        Console.WriteLine(OpenBlas.Describe(openBlas));
        return openBlas is null
            ? config.AddFilter(new SimpleFilter(benchmark => !benchmark.Descriptor.HasCategory(OpenBlas.Library)))
            : config;
    }

    // The peers make many calls a step, of functions that the runtime compiles for good only late. With the three warm-up iterations of a
    // short job and the runtime's delay they were timed before that, and looked many times slower than they are.
    private static Job Warm() =>
        Job.Default.WithWarmupCount(WarmupIterations).WithEnvironmentVariable("DOTNET_TC_CallCountingDelayMs", "0");
}
