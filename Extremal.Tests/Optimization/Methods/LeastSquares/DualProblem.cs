using Extremal.Memory;
using Extremal.Optimization;
using Extremal.Optimization.Methods;
using Extremal.Tests.Oracle;

namespace Extremal.Tests.Optimization.Methods;

/// <summary>Residuals as functions of dual numbers, which give the derivatives to rounding.</summary>
/// <param name="name">What it is called in the literature.</param>
/// <param name="start">Where to begin.</param>
/// <param name="residuals">How many.</param>
/// <param name="fill">Given x, writes the residuals.</param>
internal sealed class DualProblem(string name, double[] start, int residuals, Action<Dual[], Dual[]> fill) : IResidualProblem
{
    private readonly Dual[] _point = new Dual[start.Length];
    private readonly Dual[] _residuals = new Dual[residuals];

    public double[] Start => start;

    public int Dimension => start.Length;

    public int Residuals => residuals;

    public int Evaluations { get; private set; }

    public void Evaluate(ReadOnlySpan<double> point, Span<double> residuals)
    {
        Evaluations++;
        Fill(point, along: -1);
        for (int i = 0; i < residuals.Length; i++)
        {
            residuals[i] = _residuals[i].Value;
        }
    }

    public void Jacobian(ReadOnlySpan<double> point, Matrix<double> jacobian)
    {
        for (int j = 0; j < point.Length; j++)
        {
            Fill(point, along: j);
            for (int i = 0; i < Residuals; i++)
            {
                jacobian[i, j] = _residuals[i].Tangent;
            }
        }
    }

    public double SumOfSquares(double[] point)
    {
        double[] values = new double[Residuals];
        Evaluate(point, values);
        return values.Sum(r => r * r);
    }

    /// <summary>Minimises from the start.</summary>
    public (Outcome<double> Outcome, double[] Point) Minimize(LevenbergMarquardt? method = null)
    {
        double[] point = [.. start];
        return ((method ?? new()).Minimize(this, point, Limits.None), point);
    }

    public override string ToString() => name;

    private void Fill(ReadOnlySpan<double> point, int along)
    {
        for (int j = 0; j < point.Length; j++)
        {
            _point[j] = new(point[j], j == along ? 1 : 0);
        }

        fill(_point, _residuals);
    }
}
