using System.Text;
using Extremal.Data;
using Extremal.LinearAlgebra;
using Extremal.Problems.Constraints;
using static Extremal.Formats.Printable;

namespace Extremal.Problems;

/// <summary>
/// A linear constraint between two limits: low ≤ Σ aᵢxᵢ ≤ high, in the user's units; an equality if the limits are equal. It never changes.
/// </summary>
public sealed class LinearConstraint
{
    /// <summary>A linear constraint is met if its sum is within its limits up to this much of Σ|aᵢxᵢ|.</summary>
    public const double Tolerance = 1e-9;

    private readonly double[] _coefficients;

    internal LinearConstraint(IReadOnlyList<Column> inputs, double[] coefficients, double low, double high) =>
        (_coefficients, Low, High, Expression) = (coefficients, low, high, Write(inputs, coefficients));

    /// <summary>The coefficients aᵢ, one for every input; 0 for those that do not take part.</summary>
    public ReadOnlySpan<double> Coefficients => _coefficients;

    /// <summary>The least value of the sum; −∞ if only the greatest is limited.</summary>
    public double Low { get; }

    /// <summary>The greatest value of the sum; +∞ if only the least is limited.</summary>
    public double High { get; }

    /// <summary>Whether the limits are equal.</summary>
    public bool IsEquality => Low == High;

    /// <summary>The sum in words, for example <c>cement + 2·water - slag</c>.</summary>
    public string Expression { get; }

    /// <summary>For example <c>2195 ≤ cement + 2·water ≤ 2551</c>.</summary>
    public string Description => Interval.Describe(Expression, Low, High);

    /// <inheritdoc cref="Description"/>
    public override string ToString() => Description;

    /// <summary>
    /// The sum Σ aᵢxᵢ as a reader would check it: in the order of the inputs, every product and every sum rounded. The projection onto a
    /// linear constraint settles on the same sum, so what it returns is inside without a tolerance.
    /// </summary>
    /// <param name="point">One number an input.</param>
    /// <exception cref="ArgumentException">The point has another length.</exception>
    public double Sum(ReadOnlySpan<double> point)
    {
        RequireLength("LinearConstraint.Sum", point);
        double sum = 0;
        for (int i = 0; i < point.Length; i++)
        {
            if (_coefficients[i] != 0)
            {
                sum += _coefficients[i] * point[i];
            }
        }

        return sum;
    }

    /// <summary>By how much the sum is outside of its limits, in its unit; 0 inside, and +∞ if it is NaN.</summary>
    /// <param name="point">One number an input.</param>
    /// <exception cref="ArgumentException">The point has another length.</exception>
    public double Violation(ReadOnlySpan<double> point) => Interval.Excess(Sum(point), Low, High);

    /// <summary>Whether the sum is within its limits, up to <see cref="Tolerance"/> of Σ|aᵢxᵢ|.</summary>
    /// <param name="point">One number an input.</param>
    /// <exception cref="ArgumentException">The point has another length.</exception>
    public bool IsMet(ReadOnlySpan<double> point)
    {
        double violation = Violation(point);
        return double.IsFinite(violation) && violation <= Slack(point);
    }

    /// <summary>The absolute tolerance at a point: <see cref="Tolerance"/> of Σ|aᵢxᵢ|.</summary>
    internal double Slack(ReadOnlySpan<double> point)
    {
        RequireLength("LinearConstraint.IsMet", point);
        double sum = 0;
        for (int i = 0; i < point.Length; i++)
        {
            sum += _coefficients[i] == 0 ? 0 : Math.Abs(_coefficients[i] * point[i]);
        }

        return Tolerance * sum;
    }

    /// <summary>
    /// The least and the greatest sum over a box, exactly as <see cref="Sum"/> computes them at its corners:
    /// rounding keeps order, so no point of the box has a sum outside the two.
    /// </summary>
    internal (double Least, double Greatest) Attainable(ReadOnlySpan<double> lower, ReadOnlySpan<double> upper) =>
        Vectors.Range(_coefficients, lower, upper);

    private static string Write(IReadOnlyList<Column> inputs, double[] coefficients)
    {
        var text = new StringBuilder();
        for (int i = 0; i < coefficients.Length; i++)
        {
            double a = coefficients[i], size = Math.Abs(a);
            if (a != 0)
            {
                text.Append((text.Length > 0, a < 0) switch { (true, true) => " - ", (true, _) => " + ", (_, true) => "-", _ => "" });
                text.Append(size == 1 ? Invariant($"{inputs[i].Name}") : Invariant($"{size}·{inputs[i].Name}"));
            }
        }

        return text.ToString();
    }

    private void RequireLength(string operation, ReadOnlySpan<double> point)
    {
        if (point.Length != _coefficients.Length)
        {
            throw Mistake.Of($"{operation} got a point of {point.Length} numbers and wants {_coefficients.Length}.");
        }
    }
}
