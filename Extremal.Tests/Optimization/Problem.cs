using System.Numerics;
using Extremal.Memory;
using Extremal.Optimization;

namespace Extremal.Tests.Optimization;

/// <summary>A test function of double with its gradient, evaluated row by row, that counts its evaluations.</summary>
internal sealed class Problem<T>(int dimension, Func<double[], (double Value, double[] Gradient)> function) : IObjective<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public int Dimension { get; } = dimension;

    public int Batches { get; private set; }

    public int Evaluations { get; private set; }

    public void Evaluate(ReadOnlyMatrix<T> points, Span<T> values, Matrix<T> gradients)
    {
        Batches++;
        for (int r = 0; r < points.Rows; r++)
        {
            Evaluations++;
            double[] x = new double[Dimension];
            for (int j = 0; j < Dimension; j++)
            {
                x[j] = double.CreateTruncating(points[r, j]);
            }

            (double value, double[] gradient) = function(x);
            values[r] = T.CreateTruncating(value);
            for (int j = 0; j < gradients.Columns; j++)
            {
                gradients[r, j] = T.CreateTruncating(gradient[j]);
            }
        }
    }
}

/// <summary>Functions whose optimum is known.</summary>
internal static class Functions
{
    /// <summary>Σ weightᵢ (xᵢ − targetᵢ)².</summary>
    public static Func<double[], (double, double[])> Quadratic(double[] weights, double[] target) => x =>
        (x.Select((v, i) => weights[i] * (v - target[i]) * (v - target[i])).Sum(),
            [.. x.Select((v, i) => 2 * weights[i] * (v - target[i]))]);

    /// <summary>Σ 100 (xᵢ₊₁ − xᵢ²)² + (xᵢ − 1)²; 0 at (1, …, 1).</summary>
    public static (double Value, double[] Gradient) Rosenbrock(double[] x)
    {
        double value = 0;
        double[] dx = new double[x.Length];
        for (int i = 0; i + 1 < x.Length; i++)
        {
            double bend = x[i + 1] - x[i] * x[i], lag = x[i] - 1;
            value += 100 * bend * bend + lag * lag;
            dx[i] += -400 * bend * x[i] + 2 * lag;
            dx[i + 1] += 200 * bend;
        }

        return (value, dx);
    }

    /// <summary>Branin on [−5, 10] × [0, 15]; 0.397887357730 at (−π, 12.275), (π, 2.275) and (3π, 2.475).</summary>
    public static (double Value, double[] Gradient) Branin(double[] x)
    {
        double q = 5.1 / (4 * Math.PI * Math.PI), s = 10 * (1 - 1 / (8 * Math.PI));
        double bend = x[1] - q * x[0] * x[0] + 5 * x[0] / Math.PI - 6;
        return (bend * bend + s * Math.Cos(x[0]) + 10, [2 * bend * (-2 * q * x[0] + 5 / Math.PI) - s * Math.Sin(x[0]), 2 * bend]);
    }

    /// <summary>The six-hump camel on [−3, 3] × [−2, 2]; −1.031628453490 at ±(0.089842019, −0.712656400).</summary>
    public static (double Value, double[] Gradient) Camel(double[] x)
    {
        (double a, double b) = (x[0], x[1]);
        return ((4 - 2.1 * a * a + a * a * a * a / 3) * a * a + a * b + (4 * b * b - 4) * b * b,
            [8 * a - 8.4 * a * a * a + 2 * Math.Pow(a, 5) + b, a + 16 * b * b * b - 8 * b]);
    }
}
