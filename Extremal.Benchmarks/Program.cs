using BenchmarkDotNet.Running;
using Extremal.Benchmarks;

switch (args)
{
    case ["ratios", ..]:
        return Ratios.Run(args[1..]);
    case ["steps", ..]:
        return Steps.Run(args[1..]);
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Ratios).Assembly).Run(args);
        return 0;
}
