using BenchmarkDotNet.Running;
using Examples;
using Extremal.Benchmarks;

StandardStreams.Open();
return StandardStreams.Close("Extremal.Benchmarks", Run(args));

static int Run(string[] args)
{
    switch (args)
    {
        case ["ratios", ..]:
            return Ratios.Run(args[1..]);
        case ["steps", ..]:
            return Steps.Run(args[1..]);
        case ["overhead"]:
            return Overhead.Run();
        case ["searches"]:
            return Searches.Run();
        case ["certificates"]:
            return Certificates.Run();
        case ["limits"]:
            return Limits.Run();
        case ["check"]:
            return Checks.Run();
        case ["overhead" or "searches" or "certificates" or "limits" or "check", ..]:
            return Commands.NoArguments(args[0], args[1..]);
        case [] or ["help" or "--help" or "-h" or "-?"]:
            return Commands.Help();
        case [['-', ..], ..]:
            BenchmarkSwitcher.FromAssembly(typeof(Ratios).Assembly).Run(args, Configuration.Create());
            return 0;
        default:
            return Commands.Unknown(args[0]);
    }
}
