using System.Globalization;
using System.Numerics.Tensors;
using Extremal.Kernels;

namespace Extremal.Optimization.Methods;

/// <summary>
/// The method of Levenberg (1944) and Marquardt (1963) for nonlinear least squares: minimises ½‖r(x)‖² from one start. Each step solves
/// min ‖r + J s‖² + μ‖D s‖² by orthogonal factorisations of J, with D the greatest norms so far of J's columns (Moré 1978); the damping μ
/// falls while the model predicts the loss well, and grows where a step fails (Nielsen 1999).
/// </summary>
/// <remarks>
/// By default it goes on until rounding ends it, so that as many digits are right as the residuals allow. It has converged when a column of
/// J is orthogonal to r, when the step is negligible beside the point, or when near a minimum neither the sum of squares nor the length of
/// the next step becomes less. Residuals that are NaN or infinite, or whose squares overflow, make a step fail.
/// Reference: K. Madsen, H. B. Nielsen and O. Tingleff, Methods for Non-Linear Least Squares Problems, 2nd edition, 2004.
/// </remarks>
public sealed class LevenbergMarquardt
{
    private readonly int _steps;
    private readonly double _damping, _gradientTolerance, _stepTolerance, _reductionTolerance;

    /// <summary>A method for any number of problems and threads.</summary>
    /// <param name="steps">The most steps, zero or more.</param>
    /// <param name="damping">The first damping μ, above zero: less for a good start, more for one that may be far off.</param>
    /// <param name="gradientTolerance">It has converged when the cosine of the angle between r and each column of J is at most
    /// this.</param>
    /// <param name="stepTolerance">It has converged when ‖D s‖ is at most this share of ‖D x‖.</param>
    /// <param name="reductionTolerance">It has converged when the step would lower ½‖r‖² by at most this share. An error of the point
    /// costs its square: with 1e-8 four digits may be missing, and zero asks for all.</param>
    /// <exception cref="ArgumentOutOfRangeException">A tolerance is negative or not finite, the damping is not above zero, or the number of
    /// steps is negative.</exception>
    public LevenbergMarquardt(
        int steps = 1000, double damping = 0.01, double gradientTolerance = 1e-16, double stepTolerance = 1e-16,
        double reductionTolerance = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        (_steps, _damping) = (steps, Require.Positive(damping, nameof(damping)));
        _gradientTolerance = Require.NotNegative(gradientTolerance, nameof(gradientTolerance));
        _stepTolerance = Require.NotNegative(stepTolerance, nameof(stepTolerance));
        _reductionTolerance = Require.NotNegative(reductionTolerance, nameof(reductionTolerance));
    }

    /// <summary>
    /// Minimises. However it ends, the point is then the best one found: the one with the least sum of squares, or one that differs from
    /// that by rounding and is nearer to the minimum. Nothing is allocated after the first step, unless the problem or the receiver of the
    /// progress does.
    /// </summary>
    /// <param name="problem">The residuals and their derivatives.</param>
    /// <param name="point">Where to begin; becomes the best point.</param>
    /// <param name="limits">When to end at the latest, a round being an evaluation; <see cref="Limits.None"/> leaves it to the
    /// method.</param>
    /// <param name="progress">Reports after each step; may be null.</param>
    /// <param name="cancellation">Looked at before each evaluation, and every few milliseconds of a long factorisation; cancelling throws
    /// nothing.</param>
    /// <returns>Why it stopped, ½‖r‖² and the greatest |∂/∂xⱼ ½‖r‖²| at the point, steps and evaluations. The reason is <see
    /// cref="StopReason.NonFinite"/> if residuals or derivatives at the start are not finite.</returns>
    /// <exception cref="ArgumentException">The problem has no variables or no residuals, the point has another number of coordinates, or
    /// one of them is not finite.</exception>
    public Outcome<double> Minimize(
        IResidualProblem problem, Span<double> point, Limits limits, IProgress<MinimizerProgress<double>>? progress = null,
        CancellationToken cancellation = default)
    {
        Check(problem, point);
        ResidualModel model = new(problem);
        LevenbergMarquardtDescent descent = new(model, _damping)
        {
            StepTolerance = _stepTolerance,
            ReductionTolerance = _reductionTolerance,
            MostEvaluations = limits.MaxRounds,
        };
        Deadline deadline = new(limits.TimeLimit == TimeSpan.MaxValue ? null : limits.TimeLimit, cancellation);
        using Deadline.Scope watched = deadline.Watch();
        StopReason reason;
        try
        {
            reason = limits.MaxRounds > 0 ? Descend(model, descent, point, progress) : StopReason.StepLimit;
        }
        catch (InterruptedException over) when (over.Deadline == deadline)
        {
            reason = cancellation.IsCancellationRequested ? StopReason.Cancelled : StopReason.TimeLimit;
        }

        if (!double.IsFinite(descent.Loss))
        {
            return new(reason, double.NaN, double.NaN, descent.Steps, descent.Evaluations);
        }

        descent.Point.CopyTo(point);
        double norm = Math.Abs(TensorPrimitives.MaxMagnitude(descent.Gradient));
        return new(reason, descent.Loss, norm, descent.Steps, descent.Evaluations);
    }

    private StopReason Descend(
        ResidualModel model, LevenbergMarquardtDescent descent, ReadOnlySpan<double> point, IProgress<MinimizerProgress<double>>? progress)
    {
        Deadline.Look();
        descent.Begin(point);
        StopReason reason = StopReason.None;
        while (reason == StopReason.None)
        {
            reason = descent.IsFinite && model.Cosine(descent.Gradient) <= _gradientTolerance ? StopReason.Converged
                : descent.Steps >= _steps ? StopReason.StepLimit
                : descent.Step();
            if (reason == StopReason.None && progress is not null)
            {
                using Deadline.Scope theirs = Deadline.Suspend();
                progress.Report(new(descent.Evaluations, descent.Evaluations, 1, descent.Loss));
            }
        }

        return reason;
    }

    private static void Check(IResidualProblem problem, ReadOnlySpan<double> point)
    {
        ArgumentNullException.ThrowIfNull(problem);
        if (problem.Dimension < 1 || problem.Residuals < 1)
        {
            throw new ArgumentException(
                $"LevenbergMarquardt.Minimize got {problem.Residuals} residuals of {problem.Dimension} variables; "
                + "it wanted one or more of each.",
                nameof(problem));
        }

        if (point.Length != problem.Dimension)
        {
            throw new ArgumentException(
                $"LevenbergMarquardt.Minimize got a point of {point.Length} coordinates; it wanted {problem.Dimension}.", nameof(point));
        }

        for (int j = 0; j < point.Length; j++)
        {
            if (!double.IsFinite(point[j]))
            {
                throw new ArgumentException(
                    string.Create(CultureInfo.InvariantCulture,
                        $"LevenbergMarquardt.Minimize got {point[j]} for coordinate {j} of the start; it wanted finite numbers."),
                    nameof(point));
            }
        }
    }
}
