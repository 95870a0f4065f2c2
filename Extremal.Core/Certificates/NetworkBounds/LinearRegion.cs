using Extremal.Data;
using Extremal.Problems;
using static Extremal.Formats.Printable;

namespace Extremal.Certificates;

/// <summary>A box and linear constraints low ≤ Σ rₖxₖ ≤ high in the network's coordinates: every bound is over it or a part of it.</summary>
internal sealed class LinearRegion
{
    private const double U = 1.0 / (1L << 53);

    /// <summary>
    /// A domain's ranges and linear constraints, and that of each category exactly one column is 1. Scaling is rounded but keeps order, so
    /// the scaled ends of a range hold every scaled number of it exactly.
    /// </summary>
    /// <param name="domain">The domain, validated.</param>
    /// <param name="scaling">That of the inputs.</param>
    /// <exception cref="ArgumentException">An input has no bounds.</exception>
    public static LinearRegion Of(Domain domain, Standardization scaling)
    {
        double[] lower = new double[domain.Inputs.Count], upper = new double[domain.Inputs.Count];
        scaling.Apply(domain.Lower, lower);
        scaling.Apply(domain.Upper, upper);
        RequireBounds(domain);
        (double[] Coefficients, double Low, double High)[] rows =
        [
            .. domain.LinearConstraints.Select(
                linear => Scaled(domain, scaling, linear.Coefficients, linear.Low, linear.High, LinearConstraint.Tolerance)),
            .. domain.Discrete.Where(input => input.IsCategory).Select(
                label => Scaled(domain, scaling, [.. lower.Select((_, k) => label.Columns.Contains(k) ? 1.0 : 0)], 1, 1, 0)),
        ];
        return new LinearRegion
        {
            Lower = lower,
            Upper = upper,
            Rows = [.. rows.SelectMany(row => row.Coefficients)],
            Low = [.. rows.Select(row => row.Low)],
            High = [.. rows.Select(row => row.High)],
        };
    }

    /// <summary>The box's lower side, one number an input.</summary>
    public required double[] Lower { get; init; }

    /// <summary>The box's upper side.</summary>
    public required double[] Upper { get; init; }

    /// <summary>The constraints' coefficients, constraints × inputs.</summary>
    public double[] Rows { get; init; } = [];

    /// <summary>The least of each constraint; −∞ for none.</summary>
    public double[] Low { get; init; } = [];

    /// <summary>The greatest of each constraint; +∞ for none.</summary>
    public double[] High { get; init; } = [];

    /// <summary>Number of inputs.</summary>
    public int Inputs => Lower.Length;

    /// <summary>Number of constraints.</summary>
    public int Constraints => Low.Length;

    /// <summary>How far outside of a constraint a point is; 0 inside.</summary>
    /// <param name="row">Number of the constraint.</param>
    /// <param name="point">One number an input.</param>
    /// <param name="margin">
    /// How far inside is called inside: this many times more than what the sum may be off by rounding. At 1 or more, 0 says for certain that
    /// the point keeps the constraint.
    /// </param>
    /// <returns>Above 0 if the sum is too great, below 0 if it is too small; NaN if the numbers overflow.</returns>
    public double Excess(int row, ReadOnlySpan<double> point, double margin)
    {
        ReadOnlySpan<double> r = Row(row);
        (double sum, double size) = (0, 0);
        for (int k = 0; k < r.Length; k++)
        {
            (sum, size) = (sum + r[k] * point[k], size + Math.Abs(r[k] * point[k]));
        }

        double rounding = margin * (r.Length + 4) * U * size, low = Low[row] + rounding, high = High[row] - rounding;
        return sum > high ? sum - high : sum < low ? sum - low : size <= double.MaxValue ? 0 : double.NaN;
    }

    /// <summary>Whether a point keeps all constraints, for certain.</summary>
    public bool Keeps(ReadOnlySpan<double> point)
    {
        for (int row = 0; row < Constraints; row++)
        {
            if (Excess(row, point, margin: 2) != 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The coefficients of one constraint.</summary>
    public ReadOnlySpan<double> Row(int row) => Rows.AsSpan(row * Inputs, Inputs);

    // With x = scale·z + shift, Σ aᵢxᵢ becomes Σ (aᵢscaleᵢ) zᵢ + Σ aᵢshiftᵢ. The limits are let out by the tolerance to which a point has to
    // keep them, and by more than all of this is rounded.
    private static (double[] Coefficients, double Low, double High) Scaled(
        Domain domain, Standardization scaling, ReadOnlySpan<double> coefficients, double low, double high, double tolerance)
    {
        double[] row = new double[coefficients.Length];
        (double constant, double size, double shifts) = (0, 0, 0);
        for (int k = 0; k < row.Length; k++)
        {
            double a = coefficients[k];
            row[k] = a * scaling.Scales[k];
            constant += a * scaling.Shifts[k];
            size += Math.Abs(a) * Math.Max(Math.Abs(domain.Lower[k]), Math.Abs(domain.Upper[k]));
            shifts += Math.Abs(a * scaling.Shifts[k]);
        }

        double slack = tolerance * size * (1 + 1e-9) + 8 * (row.Length + 8) * U * (size + shifts);
        return (row, low - constant - slack, high - constant + slack);
    }

    private static void RequireBounds(Domain domain)
    {
        for (int k = 0; k < domain.Inputs.Count; k++)
        {
            if (!double.IsFinite(domain.Lower[k]) || !double.IsFinite(domain.Upper[k]))
            {
                throw new ArgumentException(
                    Invariant($"A certificate wants a range for every input, and '{domain.Inputs[k].Name}' has none: ")
                    + "give it one with Domain.Range.");
            }
        }
    }
}
