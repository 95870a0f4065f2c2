using System.Diagnostics;
using System.Globalization;
using BenchmarkDotNet.Parameters;
using BenchmarkDotNet.Running;

namespace Extremal.Benchmarks;

/// <summary>
/// The quick command <c>check</c>: the setups of all benchmarks, which compare the results of all contenders, without any timing. One line
/// for each class: <c>check CLASS SETUPS SECONDS</c>.
/// </summary>
internal static class Checks
{
    /// <summary>Runs every setup with every value of its parameters; the first that fails ends the program.</summary>
    /// <exception cref="InvalidOperationException">A result is wrong.</exception>
    public static int Run()
    {
        Console.WriteLine(OpenBlas.Describe(OpenBlas.Load()));
        foreach (Type type in typeof(Checks).Assembly.GetExportedTypes().OrderBy(type => type.Name, StringComparer.Ordinal))
        {
            BenchmarkCase[] cases = BenchmarkConverter.TypeToBenchmarks(type).BenchmarksCases;
            if (cases.Length > 0)
            {
                Run(type, cases);
            }
        }

        return 0;
    }

    private static void Run(Type type, BenchmarkCase[] cases)
    {
        long start = Stopwatch.GetTimestamp();
        BenchmarkCase[] setups = [.. cases.DistinctBy(benchmark => benchmark.Parameters.PrintInfo)];
        foreach (BenchmarkCase benchmark in setups)
        {
            object instance = Activator.CreateInstance(type)!;
            foreach (ParameterInstance parameter in benchmark.Parameters.Items)
            {
                type.GetProperty(parameter.Name)!.SetValue(instance, parameter.Value);
            }

            benchmark.Descriptor.GlobalSetupMethod?.Invoke(instance, []);
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"check {type.Name} {setups.Length} {Stopwatch.GetElapsedTime(start).TotalSeconds:F1}"));
    }
}
