using Extremal.Data;
using Extremal.Problems;

namespace Examples.Paper;

/// <summary>A range for each input, and what the true function is at its best there.</summary>
internal sealed record Box(double[] Lower, double[] Upper)
{
    public static Box Of(Domain domain) => new(domain.Lower.ToArray(), domain.Upper.ToArray());

    /// <summary>μ ± cσ, from which (2.6) begins to count.</summary>
    public static Box Around(double[] mean, double[] deviation, double c) =>
        new([.. mean.Zip(deviation, (m, s) => m - c * s)], [.. mean.Zip(deviation, (m, s) => m + c * s)]);

    /// <summary>
    /// Where the true function is greatest: it falls with |x₀| and |x₁|, so they are 0 (or as near as the box allows), and with x₂ and x₃,
    /// so they are at their least.
    /// </summary>
    public double[] Best => [Math.Clamp(0, Lower[0], Upper[0]), Math.Clamp(0, Lower[1], Upper[1]), Lower[2], Lower[3]];

    /// <summary>How far a point is outside, in the input that is farthest; 0 inside.</summary>
    public double Violation(IReadOnlyList<double> x) =>
        Enumerable.Range(0, x.Count).Max(i => Math.Max(0, Math.Max(Lower[i] - x[i], x[i] - Upper[i])));
}
