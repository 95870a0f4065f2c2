using Extremal.Data;
using Extremal.Problems;
using Extremal.Results;

namespace Extremal.Extrema;

/// <summary>
/// The fast method of adversarial training, equations (1.2) to (1.4), for regression: how much can an output change if every input moves by at most ε?
/// ε is in standard deviations of each input, as the network's scaling has them.
/// </summary>
public static class FastGradientSign
{
    /// <summary>Equation (1.4): x̃ = x + ε sign ∇f, one step to a corner of the ball.</summary>
    /// <param name="surrogate">The network.</param>
    /// <param name="point">x, in the user's units.</param>
    /// <param name="epsilon">ε, not negative.</param>
    /// <param name="output">Number of the output.</param>
    /// <param name="increase">Whether the output is to rise or to fall.</param>
    /// <exception cref="ArgumentException">
    /// A number makes no sense; the point has another length, a number that is not finite, or not exactly one label of a category.
    /// </exception>
    public static FastGradientSignStep Step(Surrogate surrogate, ReadOnlySpan<double> point, double epsilon, int output = 0, bool increase = true) =>
        Iterate(surrogate, point, epsilon, epsilon, 1, output, increase);

    /// <summary>Repeats (1.4) with steps of <paramref name="size"/>, each projected into the ball ‖x̃ − x‖∞ ≤ ε of (1.3), and keeps the best of the steps.</summary>
    /// <inheritdoc cref="Step" path="/param|/exception"/>
    /// <param name="surrogate">The network.</param>
    /// <param name="point">x, in the user's units.</param>
    /// <param name="epsilon">ε, not negative.</param>
    /// <param name="size">Of one step, in standard deviations like ε.</param>
    /// <param name="steps">How many, at least one.</param>
    /// <param name="output">Number of the output.</param>
    /// <param name="increase">Whether the output is to rise or to fall.</param>
    public static FastGradientSignStep Iterate(
        Surrogate surrogate, ReadOnlySpan<double> point, double epsilon, double size, int steps, int output = 0, bool increase = true)
    {
        ArgumentNullException.ThrowIfNull(surrogate);
        RequireSize(epsilon, nameof(epsilon));
        RequireSize(size, nameof(size));
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        PointCheck.Require("FastGradientSign", surrogate.Summary, point);
        double[] gradient = new double[surrogate.Inputs], moving = point.ToArray();
        double direction = increase ? 1 : -1, before = surrogate.Evaluate(point, output, gradient);
        double predicted = direction * epsilon * ScaledNorm(gradient, surrogate.InputScaling.Scales);
        (double[]? best, double after) = (null, before);
        for (int step = 0; step < steps; step++)
        {
            Move(moving, point, gradient, surrogate.InputScaling.Scales, direction * size, epsilon);
            double value = surrogate.Evaluate(moving, output, gradient);
            if (best is null || direction * value > direction * after)
            {
                (best, after) = ([.. moving], value);
            }
        }

        return new FastGradientSignStep(best!, before, after, predicted);
    }

    private static void Move(
        Span<double> moving, ReadOnlySpan<double> center, ReadOnlySpan<double> gradient, ReadOnlySpan<double> scales, double step, double epsilon)
    {
        for (int j = 0; j < moving.Length; j++)
        {
            double sign = gradient[j] > 0 ? 1 : gradient[j] < 0 ? -1 : 0;
            double radius = epsilon * scales[j];
            moving[j] = Math.Clamp(moving[j] + step * scales[j] * sign, center[j] - radius, center[j] + radius);
        }
    }

    // ‖∇f‖₁ by the scaled inputs: the dual of the max-norm, so ε times it is the most that a linear f can change in the ball.
    private static double ScaledNorm(ReadOnlySpan<double> gradient, ReadOnlySpan<double> scales)
    {
        double norm = 0;
        for (int j = 0; j < gradient.Length; j++)
        {
            norm += Math.Abs(gradient[j]) * scales[j];
        }

        return norm;
    }

    private static void RequireSize(double value, string name)
    {
        if (!(value >= 0) || double.IsInfinity(value))
        {
            throw new ArgumentOutOfRangeException(name, value, $"FastGradientSign wants {name} to be a finite number that is not negative.");
        }
    }
}
