namespace Extremal.Certificates;

/// <summary>A box and linear constraints low ≤ Σ rₖxₖ ≤ high in the network's coordinates: what every bound is over, or over a part of it.</summary>
internal sealed class LinearRegion
{
    private const double U = 1.0 / (1L << 53);

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
}
