using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Filters;
using BenchmarkDotNet.Running;
using Extremal.Benchmarks;

switch (args)
{
    case ["ratios", ..]:
        return Ratios.Run(args[1..]);
    case ["steps", ..]:
        return Steps.Run(args[1..]);
    case ["overhead"]:
        return Overhead.Run();
    case ["check"]:
        return Checks.Run();
    case ["overhead" or "check", ..]:
        return Commands.NoArguments(args[0], args[1..]);
    case [] or ["help" or "--help" or "-h" or "-?"]:
        return Commands.Help();
    case [['-', ..], ..]:
        BenchmarkSwitcher.FromAssembly(typeof(Ratios).Assembly).Run(args, Installed());
        return 0;
    default:
        return Commands.Unknown(args[0]);
}

static IConfig Installed()
{
    if (OpenBlas.IsInstalled)
    {
        return DefaultConfig.Instance;
    }

    Console.WriteLine(OpenBlas.Absent);
    return DefaultConfig.Instance.AddFilter(new SimpleFilter(benchmark => !benchmark.Descriptor.HasCategory(OpenBlas.Library)));
}
