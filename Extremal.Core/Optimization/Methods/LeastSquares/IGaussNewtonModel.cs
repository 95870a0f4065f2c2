namespace Extremal.Optimization.Methods;

/// <summary>
/// A loss with an approximation B of its second derivatives that is never negative, as JᵀJ is for least squares, and a way to solve damped
/// systems with it. <see cref="LevenbergMarquardtDescent"/> minimises it.
/// </summary>
internal interface IGaussNewtonModel
{
    /// <summary>Number of variables, n.</summary>
    int Dimension { get; }

    /// <summary>The loss at a trial point; NaN or infinite: a failed step.</summary>
    double Evaluate(ReadOnlySpan<double> point);

    /// <summary>Keeps the curvature B about the point evaluated last, and gives the gradient there; one that is not finite: a failed
    /// step.</summary>
    void Linearize(Span<double> gradient);

    /// <summary>Solves (B + damping · D²) step = −gradient, where the gradient is that of <see cref="Linearize"/>.</summary>
    /// <returns>False if the matrix is not positive definite.</returns>
    bool TrySolve(double damping, ReadOnlySpan<double> gradient, Span<double> step);

    /// <summary>‖D step‖².</summary>
    double Squares(ReadOnlySpan<double> step);
}
