using Extremal.Memory;
using Extremal.Optimization;

namespace Extremal.Extrema;

/// <summary>Keeps every point that is evaluated on the way.</summary>
internal sealed class PathObjective(IObjective<double> objective) : IObjective<double>
{
    public List<double[]> Points { get; } = [];

    public int Dimension => objective.Dimension;

    public void Evaluate(ReadOnlyMatrix<double> points, Span<double> values, Matrix<double> gradients)
    {
        for (int i = 0; i < points.Rows; i++)
        {
            Points.Add(points.Row(i).ToArray());
        }

        objective.Evaluate(points, values, gradients);
    }
}
