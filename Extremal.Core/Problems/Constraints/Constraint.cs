using Extremal.Autodiff;
using Extremal.Data;
using Extremal.Memory;

namespace Extremal.Problems.Constraints;

/// <summary>
/// A smooth nonlinear constraint: low ≤ c(x) ≤ high, c an expression on the tape, one number a point, each row's from that row alone.
/// Equal limits make it an equality. It never changes.
/// </summary>
public sealed class Constraint
{
    /// <summary>Names an expression and limits it.</summary>
    /// <param name="description">What is limited, for reports: a noun, such as "water to cement".</param>
    /// <param name="expression">Records c(x) of the points, n × 1, in the unit of the limits.</param>
    /// <param name="low">The least value; −∞ for none.</param>
    /// <param name="high">The greatest value; +∞ for none.</param>
    /// <param name="scale">
    /// How much of c counts as much as one unit of another constraint with scale 1: what an optimiser divides c by, and the measure of
    /// the tolerance to which the limits hold. Positive. If none is given, an optimiser divides by the greater magnitude of the limits, or
    /// by 1 if that is 0, and each limit holds to a millionth of itself and of the expression's own terms, see
    /// <see cref="Domain.ToleranceOf"/>.
    /// </param>
    /// <exception cref="ArgumentException">
    /// The description is blank; a limit is NaN, low is above high, or both are infinite; the scale is not a positive finite number.
    /// </exception>
    public Constraint(string description, Func<DecisionVariables, Variable<double>> expression, double low, double high, double? scale = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(description);
        ArgumentNullException.ThrowIfNull(expression);
        if (!(low <= high) || !(double.IsFinite(low) || double.IsFinite(high)))
        {
            throw Mistake.Of(
                $"The constraint '{description}' got the limits {low} to {high} and wants low ≤ high, neither NaN and one of them finite.");
        }

        double size = Math.Max(double.IsFinite(low) ? Math.Abs(low) : 0, double.IsFinite(high) ? Math.Abs(high) : 0);
        double divisor = scale ?? (size > 0 ? size : 1);
        if (!(divisor > 0) || double.IsInfinity(divisor))
        {
            throw Mistake.Of($"The constraint '{description}' got the scale {divisor} and wants a positive finite number.");
        }

        (Description, Expression, Low, High, Scale, IsScaled) = (description, expression, low, high, divisor, scale is not null);
    }

    /// <summary>What is limited.</summary>
    public string Description { get; }

    /// <summary>Records c(x) of the points under way: n × 1.</summary>
    public Func<DecisionVariables, Variable<double>> Expression { get; }

    /// <summary>The least value; −∞ for none.</summary>
    public double Low { get; }

    /// <summary>The greatest value; +∞ for none.</summary>
    public double High { get; }

    /// <summary>What an optimiser divides c by.</summary>
    public double Scale { get; }

    /// <summary>Whether the scale was given, and so is the measure of the tolerance; if not, each limit and c's own terms are.</summary>
    public bool IsScaled { get; }

    /// <summary>Whether c is an output of the model, whose name is the description.</summary>
    internal bool IsOutput { get; init; }

    /// <summary>The unit of c and of its limits, for reports; or <see langword="null"/>.</summary>
    public string? Unit { get; init; }

    /// <summary>c of one point, as the network and its scaling say.</summary>
    /// <param name="point">One number an input, in the user's units.</param>
    /// <param name="surrogate">Says what the outputs are.</param>
    /// <exception cref="ArgumentException">
    /// The point has another length, a number that is not finite, or not exactly one label of a category; or the expression does not give one
    /// number a point.
    /// </exception>
    public double At(ReadOnlySpan<double> point, Surrogate surrogate)
    {
        ArgumentNullException.ThrowIfNull(surrogate);
        PointCheck.Require($"The constraint '{Description}'", surrogate.Summary, point);
        return At(Slice<double>.Copy(point, new Shape(1, point.Length)), surrogate)[0];
    }

    /// <summary>c of several points, one a row, in the user's units: of any numbers, for a point that is judged may break every rule.</summary>
    internal double[] At(Slice<double> points, Surrogate surrogate)
    {
        ReadOnlyMatrix<double> values = new Evaluation(surrogate, points, Expression).Values;
        return values.Shape == new Shape(points.Shape.Rows, 1)
            ? values.Span.ToArray()
            : throw Mistake.Of($"The constraint '{Description}' gave {values.Shape} for one point; it wants one number a point.");
    }

    /// <summary>For example <c>0.3 ≤ water to cement ≤ 0.6</c>.</summary>
    public override string ToString() => Interval.Describe(Description, Low, High, Unit);
}
