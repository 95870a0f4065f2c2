using Extremal.Optimization;

namespace Extremal.Tests.Optimization.Methods;

/// <summary>Calls back with each report.</summary>
internal sealed class ReportedProgress(Action<MinimizerProgress<double>> action) : IProgress<MinimizerProgress<double>>
{
    public void Report(MinimizerProgress<double> value) => action(value);
}
