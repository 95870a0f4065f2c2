using System.Numerics;
using Extremal.Memory;
using Extremal.Optimization;
using Extremal.Tests.Oracle;

namespace Extremal.Tests.Optimization;

/// <summary>An objective and functions under limits, with gradients by forward-mode differentiation; it keeps what was evaluated.</summary>
internal sealed class ConstrainedProblem<T>(int dimension, params Func<Dual[], Dual>[] functions) : IObjective<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public int Dimension { get; } = dimension;

    public int Functions { get; } = functions.Length;

    public List<double[]> Points { get; } = [];

    public void Evaluate(ReadOnlyMatrix<T> points, Span<T> values, Matrix<T> gradients)
    {
        for (int r = 0; r < points.Rows; r++)
        {
            double[] x = new double[Dimension];
            for (int j = 0; j < x.Length; j++)
            {
                x[j] = double.CreateTruncating(points[r, j]);
            }

            Points.Add(x);
            for (int k = 0; k < Functions; k++)
            {
                for (int j = 0; j < Dimension; j++)
                {
                    Dual y = functions[k]([.. x.Select((v, i) => new Dual(v, i == j ? 1 : 0))]);
                    values[r * Functions + k] = T.CreateTruncating(y.Value);
                    gradients[r * Functions + k, j] = T.CreateTruncating(y.Tangent);
                }
            }
        }
    }
}
