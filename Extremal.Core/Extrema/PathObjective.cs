using Extremal.Memory;
using Extremal.Optimization;

namespace Extremal.Extrema;

/// <summary>
/// Keeps every point that is evaluated on the way, or only those that are better than all before: a method with a line search also tries
/// points to which it does not go.
/// </summary>
internal sealed class PathObjective(IObjective<double> objective, bool onlyBetter) : IObjective<double>
{
    private double _least = double.PositiveInfinity;

    public List<double[]> Points { get; } = [];

    public int Dimension => objective.Dimension;

    public int Functions => objective.Functions;

    public void Evaluate(ReadOnlyMatrix<double> points, Span<double> values, Matrix<double> gradients)
    {
        objective.Evaluate(points, values, gradients);
        for (int i = 0; i < points.Rows; i++)
        {
            double value = values[i * Functions];
            if (!onlyBetter || value < _least || Points.Count == 0)
            {
                Points.Add(points.Row(i).ToArray());
                _least = Math.Min(_least, value);
            }
        }
    }
}
