using Extremal.Memory;
using Extremal.Optimization;

namespace Extremal.Extrema;

/// <summary>
/// The same values, with the gradient g replaced by x − P(x − g), P being the projection onto the region: the part of g that the region
/// lets a point follow. A rule that scales every coordinate by itself (Adam, RMSprop) would otherwise come to rest on a linear constraint at a point
/// that is not stationary: with steps of one size in all coordinates, projecting onto a bound of their sum takes back the whole step.
/// Where the replaced gradient is zero the point is stationary, and the norm ‖P(x − g) − x‖ by which a search has converged is the same
/// for both.
/// </summary>
internal sealed class TangentObjective(IObjective<double> objective, Region<double> region) : IObjective<double>
{
    private readonly double[] _moved = new double[region.Dimension];

    public int Dimension => objective.Dimension;

    public int Functions => objective.Functions;

    public void Evaluate(ReadOnlyMatrix<double> points, Span<double> values, Matrix<double> gradients)
    {
        objective.Evaluate(points, values, gradients);
        for (int i = 0; i < gradients.Rows; i++)
        {
            Replace(points.Row(i), gradients.Row(i));
        }
    }

    private void Replace(ReadOnlySpan<double> point, Span<double> gradient)
    {
        for (int j = 0; j < _moved.Length; j++)
        {
            if (!double.IsFinite(gradient[j]))
            {
                return; // the start ends with it; a projection would hide it
            }

            _moved[j] = point[j] - gradient[j];
        }

        region.Project(_moved);
        for (int j = 0; j < _moved.Length; j++)
        {
            gradient[j] = point[j] - _moved[j];
        }
    }
}
