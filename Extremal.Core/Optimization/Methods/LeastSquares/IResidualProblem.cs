using Extremal.Memory;

namespace Extremal.Optimization.Methods;

/// <summary>
/// Residuals r₁(x) … rₘ(x) of which half the sum of squares, ½‖r‖², is to be minimised: the differences of a model from data, or equations
/// that are to be solved. There may be fewer of them than variables. <see cref="LevenbergMarquardt"/> minimises.
/// </summary>
public interface IResidualProblem
{
    /// <summary>Number of variables, n.</summary>
    int Dimension { get; }

    /// <summary>Number of residuals, m.</summary>
    int Residuals { get; }

    /// <summary>The residuals at a point. NaN and infinity are answers, not errors.</summary>
    /// <param name="point">x, n numbers.</param>
    /// <param name="residuals">m numbers, to be overwritten.</param>
    void Evaluate(ReadOnlySpan<double> point, Span<double> residuals);

    /// <summary>Their derivatives, at the point that was evaluated last.</summary>
    /// <param name="point">x, n numbers.</param>
    /// <param name="jacobian">m × n, row after row, zero before: row i becomes ∂rᵢ/∂x.</param>
    void Jacobian(ReadOnlySpan<double> point, Matrix<double> jacobian);
}
