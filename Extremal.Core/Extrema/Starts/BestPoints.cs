using Extremal.Optimization;

namespace Extremal.Extrema;

/// <summary>
/// The best points of a search from one start, each better than the one before as the method judges it, its constraints first: the path of a
/// method that also tries points to which it does not go.
/// </summary>
internal sealed class BestPoints(Method<double> method) : IProgress<MinimizerProgress<double>>
{
    public List<double[]> Points { get; } = [];

    public void Report(MinimizerProgress<double> value)
    {
        ReadOnlySpan<double> best = method.BestPoints.Row(0);
        if (Points.Count == 0 || !best.SequenceEqual(Points[^1]))
        {
            Points.Add(best.ToArray());
        }
    }
}
