using Extremal.Data;
using static System.FormattableString;

namespace Extremal.Problems;

public sealed partial class Domain
{
    /// <summary>Holds the plain sum of some inputs between two limits, for example the ingredients' mass in a cubic metre.</summary>
    /// <param name="names">The inputs that are added, each once.</param>
    /// <param name="low">The least sum; −∞ for none.</param>
    /// <param name="high">The greatest sum; +∞ for none.</param>
    /// <exception cref="ArgumentException">
    /// There is a band already; there are no names, or one is unknown or there twice; a limit is NaN, low is above high, or both are
    /// infinite.
    /// </exception>
    public Domain Band(ReadOnlySpan<string> names, double low, double high)
    {
        double[] coefficients = new double[names.Length];
        Array.Fill(coefficients, 1);
        return Band(names, coefficients, low, high);
    }

    /// <summary>Holds a weighted sum of some inputs between two limits: low ≤ Σ aᵢxᵢ ≤ high.</summary>
    /// <param name="names">The inputs that take part, each once.</param>
    /// <param name="coefficients">One coefficient a name, none of them 0.</param>
    /// <param name="low">The least sum; −∞ for none.</param>
    /// <param name="high">The greatest sum; +∞ for none.</param>
    /// <exception cref="ArgumentException">
    /// There is a band already; there are no names, or one is unknown or there twice; a coefficient is 0, not finite or too large; a
    /// limit is NaN, low is above high, or both are infinite.
    /// </exception>
    public Domain Band(ReadOnlySpan<string> names, ReadOnlySpan<double> coefficients, double low, double high)
    {
        if (LinearBand is not null)
        {
            throw Mistake.Of($"Domain.Band: this domain holds {Describe(LinearBand)} already, and only one band is possible.");
        }

        if (names.IsEmpty || names.Length != coefficients.Length)
        {
            throw Mistake.Of(
                $"Domain.Band got {names.Length} names and {coefficients.Length} coefficients; it wants equally many, and at least one.");
        }

        double[] all = new double[_columns.Length];
        for (int i = 0; i < names.Length; i++)
        {
            int input = ColumnNames.Find("Domain.Band", "input", _columns, names[i]);
            if (all[input] != 0)
            {
                throw Mistake.Of($"Domain.Band got '{names[i]}' twice.");
            }

            if (coefficients[i] == 0 || !Column.IsUsable(coefficients[i]))
            {
                throw Mistake.Of(
                    $"Domain.Band got the coefficient {coefficients[i]} for '{names[i]}'; ",
                    $"it wants one of magnitude up to {Column.GreatestMagnitude}, not 0.");
            }

            all[input] = coefficients[i];
        }

        var band = new LinearBand(all, low, high);
        if (!(low <= high) || (double.IsInfinity(low) && double.IsInfinity(high)))
        {
            throw Mistake.Of($"Domain.Band got {Describe(band)} and wants low ≤ high, neither NaN and at most one of them infinite.");
        }

        return new(_columns, _deviations, _ranges, _fixed, band);
    }

    /// <summary>For example <c>2195 ≤ cement + 2·water ≤ 2551</c>.</summary>
    private string Describe(LinearBand band)
    {
        var terms = new List<string>();
        for (int i = 0; i < _columns.Length; i++)
        {
            double a = band.Coefficients[i];
            if (a != 0)
            {
                terms.Add(a == 1 ? _columns[i].Name : Invariant($"{a}·{_columns[i].Name}"));
            }
        }

        return Invariant($"{band.Low} ≤ {string.Join(" + ", terms)} ≤ {band.High}");
    }
}
