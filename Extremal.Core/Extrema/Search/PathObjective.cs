using Extremal.Memory;
using Extremal.Optimization;

namespace Extremal.Extrema;

/// <summary>Keeps every point that is evaluated: the path of a rule that goes to each of them.</summary>
internal sealed class PathObjective(IObjective<double> objective) : IObjective<double>
{
    public List<double[]> Points { get; } = [];

    public int Dimension => objective.Dimension;

    public int Functions => objective.Functions;

    public void Evaluate(ReadOnlyMatrix<double> points, Span<double> values, Matrix<double> gradients)
    {
        objective.Evaluate(points, values, gradients);
        for (int i = 0; i < points.Rows; i++)
        {
            Points.Add(points.Row(i).ToArray());
        }
    }
}
