using Extremal.Autodiff;

namespace Extremal.Problems;

/// <summary>
/// The losses and penalties of Patel and Rummel, sections 2.1 and 2.2, verbatim and in the user's units. They are here to be studied and compared:
/// <see cref="Goal.Maximize(int)"/> with a hard box says what is usually meant. f² and (f² + κ)⁻¹ speak of |f|, not of f, and a quadratic penalty
/// always leaks: with the loss L₂(f) it comes to rest at a violation of |L₂′(f)||f′|/(2κ₁).
/// </summary>
public static class PaperLosses
{
    /// <summary>Equation (2.3) for maximization: [f² + κ]⁻¹. For f &lt; 0 it drives f down.</summary>
    /// <param name="kappa">κ &gt; 0, which keeps it finite at f = 0.</param>
    /// <param name="output">Number of the output.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="kappa"/> is not positive, or the number of the output is negative.</exception>
    public static Goal Maximization(double kappa = 1, int output = 0)
    {
        Positive(kappa, nameof(kappa));
        return Goal.Of(
            new OutputLoss(FormattableString.Invariant($"(2.3) [f² + {kappa}]⁻¹"), 1, y => InverseSlope(y, kappa), Math.Sqrt(kappa / 3)),
            candidates => 1.0 / (Output(candidates, output).Square() + kappa),
            output);
    }

    /// <summary>Equation (2.3) for minimization: f². Where f changes sign it finds a root, not a minimum.</summary>
    /// <param name="output">Number of the output.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of the output is negative.</exception>
    public static Goal Minimization(int output = 0) =>
        Goal.Of(
            new OutputLoss("(2.3) f²", -1, y => 2 * y, double.PositiveInfinity), candidates => Output(candidates, output).Square(), output);

    /// <summary>Equation (2.6): κ₁ Σᵢ (how far xᵢ is outside μᵢ ± cσᵢ)².</summary>
    /// <param name="deviations">c, in standard deviations of each input.</param>
    /// <param name="kappa1">κ₁ &gt; 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not positive.</exception>
    public static Goal Extrapolation(double deviations = 2, double kappa1 = 1)
    {
        Positive(deviations, nameof(deviations));
        Positive(kappa1, nameof(kappa1));
        return Goal.Of(
            FormattableString.Invariant($"(2.6) extrapolation beyond {deviations}σ, κ₁ = {kappa1}"),
            candidates => kappa1 * Outside(candidates, deviations).Square().RowSums());
    }

    /// <summary>Equation (2.7), for an output that must not be negative: −κ₂y + κ̂ where y &lt; 0, (y² + κ̂⁻¹)⁻¹ elsewhere. Its gradient vanishes at y = 0 from above.</summary>
    /// <param name="kappa2">κ₂ ≫ κ̂.</param>
    /// <param name="kappaHat">κ̂ &gt; 0.</param>
    /// <param name="output">Number of the output.</param>
    /// <exception cref="ArgumentOutOfRangeException">κ₂ or κ̂ is not positive, or the number of the output is negative.</exception>
    public static Goal NonNegativeMaximization(double kappa2 = 10, double kappaHat = 1, int output = 0)
    {
        Positive(kappa2, nameof(kappa2));
        Positive(kappaHat, nameof(kappaHat));
        return Goal.Of(
            new OutputLoss(
                FormattableString.Invariant($"(2.7) non-negative maximization, κ₂ = {kappa2}, κ̂ = {kappaHat}"), 1,
                y => y < 0 ? -kappa2 : InverseSlope(y, 1 / kappaHat), Math.Sqrt(1 / (3 * kappaHat))),
            candidates => OfNonNegative(Output(candidates, output), kappa2, kappaHat),
            output);
    }

    /// <summary>Equation (2.8): κ₃ Σᵢ max(0, −xᵢ), exact once κ₃ exceeds the constraint's multiplier.</summary>
    /// <param name="kappa3">κ₃ &gt; 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="kappa3"/> is not positive.</exception>
    public static Goal Positivity(double kappa3 = 1)
    {
        Positive(kappa3, nameof(kappa3));
        return Goal.Of(
            FormattableString.Invariant($"(2.8) positive inputs, κ₃ = {kappa3}"),
            candidates => kappa3 * (-candidates.Inputs).ReLU().RowSums());
    }

    // At y < 0 the first term is −κ₂y and the second, at max(0, y) = 0, is κ̂; at y ≥ 0 the first is 0. So the two cases of (2.7) are one sum.
    private static Variable<double> OfNonNegative(Variable<double> y, double kappa2, double kappaHat) =>
        kappa2 * (-y).ReLU() + 1.0 / (y.ReLU().Square() + 1 / kappaHat);

    // d(y² + κ)⁻¹/dy: greatest, at y = √(κ/3), where its own derivative vanishes.
    private static double InverseSlope(double y, double kappa) => -2 * y / ((y * y + kappa) * (y * y + kappa));

    private static Variable<double> Outside(DecisionVariables candidates, double deviations)
    {
        var columns = candidates.Summary.InputColumns;
        Variable<double> x = candidates.Inputs;
        Variable<double> low = candidates.Row([.. columns.Select(column => column.Mean - deviations * column.StandardDeviation)]);
        Variable<double> high = candidates.Row([.. columns.Select(column => column.Mean + deviations * column.StandardDeviation)]);
        return (low - x).ReLU() + (x - high).ReLU();
    }

    private static Variable<double> Output(DecisionVariables candidates, int output) => candidates.Outputs.Column(output);

    private static void Positive(double value, string name)
    {
        if (!(value > 0) || double.IsInfinity(value))
        {
            throw new ArgumentOutOfRangeException(name, value, $"PaperLosses wants {name} to be a positive number.");
        }
    }
}
