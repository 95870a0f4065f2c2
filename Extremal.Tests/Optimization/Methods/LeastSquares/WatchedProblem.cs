using Extremal.Kernels;
using Extremal.Memory;
using Extremal.Optimization.Methods;

namespace Extremal.Tests.Optimization.Methods;

/// <summary>Another problem, with a record of its losses.</summary>
internal sealed class WatchedProblem(IResidualProblem problem) : IResidualProblem
{
    public Action OnEvaluate { get; init; } = () => { };

    public List<double> Losses { get; } = [];

    public int Dimension => problem.Dimension;

    public int Residuals => problem.Residuals;

    public void Evaluate(ReadOnlySpan<double> point, Span<double> residuals)
    {
        OnEvaluate();
        problem.Evaluate(point, residuals);
        Losses.Add(0.5 * Reductions.Dot<double>(residuals, residuals));
    }

    public void Jacobian(ReadOnlySpan<double> point, Matrix<double> jacobian) => problem.Jacobian(point, jacobian);
}
