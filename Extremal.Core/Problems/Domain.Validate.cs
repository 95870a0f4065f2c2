using Extremal.Data;
using static Extremal.Formats.Printable;

namespace Extremal.Problems;

public sealed partial class Domain
{
    /// <summary>Says whether a point is left, as far as that can be seen without a search: the checks that need the whole domain.</summary>
    /// <returns>This domain.</returns>
    /// <exception cref="ArgumentException">
    /// What was said contradicts itself: a limit the box of the data, a range its grid, a category all its labels, a band the box, or a
    /// band another of the same sum. The message says what against what.
    /// </exception>
    public Domain Validate()
    {
        for (int i = 0; i < _lower.Length; i++)
        {
            if (!(_lower[i] <= _upper[i]))
            {
                throw Mistake.Of(
                    $"Domain: '{_said.Inputs[i].Name}' {WordsOf(i)}, and the box it has otherwise is {BaseWords(i)}; ",
                    $"give it a range of its own by Range.");
            }
        }

        foreach (DiscreteInput input in _discrete.Where(input => input.Count == 0))
        {
            throw input.IsCategory
                ? Mistake.Of($"Domain: '{input.Name}' has no label left; the data have none of those that it may have.")
                : Mistake.Of(
                    $"Domain: no number that '{input.Name}' may take ({input.Description}) ",
                    $"is within {_lower[input.Columns[0]]} to {_upper[input.Columns[0]]}.");
        }

        for (int i = 0; i < Bands.Count; i++)
        {
            CheckAgainstBox(Bands[i]);
            for (int j = 0; j < i; j++)
            {
                CheckAgainst(Bands[j], Bands[i]);
            }
        }

        return this;
    }

    private string BaseWords(int input)
    {
        (double low, double high) = _said.Ranges[input] ?? Stated.Base(_said.Inputs[input], _said.Deviations);
        return Invariant($"{low} to {high}");
    }

    private void CheckAgainstBox(LinearBand band)
    {
        (double least, double greatest) = band.Attainable(_lower, _upper);
        double slack = RoundingOf(band);
        if (least > band.High + slack || greatest < band.Low - slack)
        {
            throw Mistake.Of(
                $"Domain: no point of the box meets the band {band}; the sum is at least {least} and at most {greatest} there.");
        }
    }

    // Of bands of the same sum, up to a factor, one may leave nothing of the other.
    private void CheckAgainst(LinearBand before, LinearBand after)
    {
        double factor = 0;
        for (int i = 0; i < _lower.Length; i++)
        {
            (double a, double b) = (before.Coefficients[i], after.Coefficients[i]);
            if ((a == 0) != (b == 0) || (factor != 0 && a != 0 && Math.Abs(b - factor * a) > 1e-15 * Math.Abs(b)))
            {
                return;
            }

            factor = a != 0 && factor == 0 ? b / a : factor;
        }

        (double low, double high) = (factor * before.Low, factor * before.High);
        (low, high) = factor > 0 ? (low, high) : (high, low);
        double slack = LinearBand.Tolerance * Math.Max(Math.Abs(low), Math.Abs(high));
        if (low > after.High + slack || high < after.Low - slack)
        {
            throw Mistake.Of($"Domain: no point meets both bands, {before} and {after}.");
        }
    }

    /// <summary>The tolerance of a band at the greatest terms that the box allows; 0 if they are infinite.</summary>
    private double RoundingOf(LinearBand band)
    {
        double[] greatest = new double[_lower.Length];
        for (int i = 0; i < greatest.Length; i++)
        {
            greatest[i] = Math.Max(Math.Abs(_lower[i]), Math.Abs(_upper[i]));
        }

        double slack = band.Slack(greatest);
        return double.IsFinite(slack) ? slack : 0;
    }

    /// <summary>
    /// Requires that the domain is one of a network's inputs. Equal numbers of inputs are not enough: the columns of another file may stand
    /// in another order.
    /// </summary>
    /// <exception cref="ArgumentException">It is not.</exception>
    internal void RequireInputsOf(Surrogate surrogate, string operation)
    {
        string[] got = [.. Inputs.Select(column => column.Name)];
        string[] wanted = [.. surrogate.Summary.InputColumns.Select(column => column.Name)];
        if (!got.SequenceEqual(wanted))
        {
            throw new ArgumentException(
                Invariant($"{operation} got a domain of the inputs {string.Join(", ", got)}; ")
                + Invariant($"the network wants {string.Join(", ", wanted)}, in this order."),
                "domain");
        }
    }
}
