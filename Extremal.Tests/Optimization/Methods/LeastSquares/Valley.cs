using Extremal.Memory;
using Extremal.Optimization.Methods;

namespace Extremal.Tests.Optimization.Methods;

/// <summary>Rosenbrock's valley and a variable of its own, without allocation.</summary>
internal sealed class Valley : IResidualProblem
{
    public int Dimension => 3;

    public int Residuals => 3;

    public void Evaluate(ReadOnlySpan<double> point, Span<double> residuals) =>
        (residuals[0], residuals[1], residuals[2]) = (10 * (point[1] - point[0] * point[0]), 1 - point[0], point[2]);

    public void Jacobian(ReadOnlySpan<double> point, Matrix<double> jacobian)
    {
        (jacobian.Row(0)[0], jacobian.Row(0)[1]) = (-20 * point[0], 10);
        (jacobian[1, 0], jacobian[2, 2]) = (-1, 1);
    }
}
