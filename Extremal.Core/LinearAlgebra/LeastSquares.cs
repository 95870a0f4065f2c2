using Extremal.Kernels;

namespace Extremal.LinearAlgebra;

/// <summary>
/// min over β of Σ w (y − β·t)² + ridge · Σ βᵢ² over all but the first coefficient, by the normal equations and Cholesky's factor L Lᵀ. A pivot
/// that rounding left without digits is held at a trace of the diagonal.
/// </summary>
internal sealed class LeastSquares(int terms)
{
    private const double Trace = 1e-14;

    private readonly double[,] _normal = new double[terms, terms]; // its lower half
    private readonly double[] _right = new double[terms];

    /// <summary>Takes in a row.</summary>
    public void Add(ReadOnlySpan<double> t, double y, double weight)
    {
        Deadline.Look();
        for (int i = 0; i < t.Length; i++)
        {
            _right[i] += weight * t[i] * y;
            for (int j = 0; j <= i; j++)
            {
                _normal[i, j] += weight * t[i] * t[j];
            }
        }
    }

    /// <summary>The coefficients.</summary>
    public double[] Solve(double ridge)
    {
        double[,] l = Factor(ridge);
        double[] x = [.. _right];
        for (int i = 0; i < x.Length; i++)
        {
            for (int k = 0; k < i; k++)
            {
                x[i] -= l[i, k] * x[k];
            }

            x[i] /= l[i, i];
        }

        for (int i = x.Length - 1; i >= 0; i--)
        {
            for (int k = i + 1; k < x.Length; k++)
            {
                x[i] -= l[k, i] * x[k];
            }

            x[i] /= l[i, i];
        }

        return x;
    }

    private double[,] Factor(double ridge)
    {
        int n = _right.Length;
        double[,] l = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            Deadline.Look();
            double diagonal = _normal[i, i] + (i > 0 ? ridge : 0);
            for (int j = 0; j <= i; j++)
            {
                double sum = i == j ? diagonal : _normal[i, j];
                for (int k = 0; k < j; k++)
                {
                    sum -= l[i, k] * l[j, k];
                }

                l[i, j] = i == j ? Math.Sqrt(Math.Max(sum, Trace * diagonal)) : sum / l[j, j];
            }
        }

        return l;
    }
}
