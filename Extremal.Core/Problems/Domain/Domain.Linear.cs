using Extremal.Data;

namespace Extremal.Problems;

public sealed partial class Domain
{
    /// <summary>The linear constraints, in the order in which they were given.</summary>
    public IReadOnlyList<LinearConstraint> LinearConstraints => _specification.Bands;

    /// <summary>
    /// Holds the plain sum of some inputs between two limits, for example the ingredients' mass in a cubic metre. There may be any number
    /// of linear constraints; equal limits make an equality.
    /// </summary>
    /// <param name="names">The inputs that are added, each once; a category's columns by their own names.</param>
    /// <param name="low">The least sum; −∞ for none.</param>
    /// <param name="high">The greatest sum; +∞ for none.</param>
    /// <exception cref="ArgumentException">
    /// There are no names, or one is unknown or there twice; a limit is NaN, low is above high, or both are infinite.
    /// </exception>
    public Domain Sum(ReadOnlySpan<string> names, double low, double high)
    {
        double[] coefficients = new double[names.Length];
        Array.Fill(coefficients, 1);
        return Linear("Domain.Sum", names, coefficients, low, high);
    }

    /// <summary>Holds a weighted sum of some inputs between two limits: low ≤ Σ aᵢxᵢ ≤ high.</summary>
    /// <param name="names">The inputs that take part, each once; a category's columns by their own names.</param>
    /// <param name="coefficients">One coefficient a name, none of them 0.</param>
    /// <param name="low">The least sum; −∞ for none.</param>
    /// <param name="high">The greatest sum; +∞ for none.</param>
    /// <exception cref="ArgumentException">
    /// There are no names, or one is unknown or there twice; a coefficient is 0, not finite or too large; a limit is NaN, low is above
    /// high, or both are infinite.
    /// </exception>
    public Domain Linear(ReadOnlySpan<string> names, ReadOnlySpan<double> coefficients, double low, double high) =>
        Linear("Domain.Linear", names, coefficients, low, high);

    private Domain Linear(string operation, ReadOnlySpan<string> names, ReadOnlySpan<double> coefficients, double low, double high)
    {
        if (names.IsEmpty || names.Length != coefficients.Length)
        {
            throw Mistake.Of(
                $"{operation} got {names.Length} names and {coefficients.Length} coefficients; it wants equally many, and at least one.");
        }

        double[] all = new double[_specification.Inputs.Length];
        for (int i = 0; i < names.Length; i++)
        {
            int input = FindColumn(operation, names[i]);
            if (all[input] != 0)
            {
                throw Mistake.Of($"{operation} got '{names[i]}' twice.");
            }

            if (coefficients[i] == 0 || !Column.IsUsable(coefficients[i]))
            {
                throw Mistake.Of(
                    $"{operation} got the coefficient {coefficients[i]} for '{names[i]}'; ",
                    $"it wants one of magnitude up to {Column.GreatestMagnitude}, not 0.");
            }

            all[input] = coefficients[i];
        }

        var band = new LinearConstraint(_specification.Inputs, all, low, high);
        if (!(low <= high) || !(double.IsFinite(low) || double.IsFinite(high)))
        {
            throw Mistake.Of(
                $"{operation} got the limits {low} to {high} for {band.Expression} and wants low ≤ high, neither NaN and one of them finite.");
        }

        return new(_specification with { Bands = [.. _specification.Bands, band] });
    }
}
