using BenchmarkDotNet.Running;
using Extremal.Benchmarks;

if (args is ["ratios", ..])
{
    return Ratios.Run(args[1..]);
}

BenchmarkSwitcher.FromAssembly(typeof(Ratios).Assembly).Run(args);
return 0;
