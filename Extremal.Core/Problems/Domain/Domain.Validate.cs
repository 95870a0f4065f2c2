using Extremal.Data;
using Extremal.Memory;
using Extremal.Optimization.Regions;
using static Extremal.Formats.Printable;

namespace Extremal.Problems;

public sealed partial class Domain
{
    /// <summary>Says whether a point is left, as far as that can be seen without a search: the checks that need the whole domain.</summary>
    /// <returns>This domain.</returns>
    /// <exception cref="ArgumentException">
    /// What was said contradicts itself: a limit the box of the data, a range its grid, a category all its labels, a linear constraint the box, or a
    /// linear constraint another of the same sum. The message says what against what.
    /// </exception>
    public Domain Validate()
    {
        for (int i = 0; i < _lower.Length; i++)
        {
            if (!(_lower[i] <= _upper[i]))
            {
                throw Mistake.Of(
                    $"Domain: '{_specification.Inputs[i].Name}' {WordsOf(i)}, and the box it has otherwise is {BaseWords(i)}; ",
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

        for (int i = 0; i < LinearConstraints.Count; i++)
        {
            CheckAgainstBox(LinearConstraints[i]);
            for (int j = 0; j < i; j++)
            {
                CheckAgainst(LinearConstraints[j], LinearConstraints[i]);
            }
        }

        return this;
    }

    private string BaseWords(int input)
    {
        (double low, double high) = _specification.Ranges[input] ?? DomainSpecification.Base(_specification.Inputs[input], _specification.Deviations);
        return Invariant($"{low} to {high}");
    }

    private void CheckAgainstBox(LinearConstraint band)
    {
        (double least, double greatest) = band.Attainable(_lower, _upper);
        RowTerms terms = RowTerms.Of(band.Coefficients, _lower, _upper);
        if (least > band.High + terms.Slack(band.High, LinearConstraint.Tolerance) || greatest < band.Low - terms.Slack(band.Low, LinearConstraint.Tolerance))
        {
            throw Mistake.Of(
                $"Domain: no point of the box meets the linear constraint {band}; the sum is at least {least} and at most {greatest} there.");
        }
    }

    // Of linear constraints of the same sum, up to a factor, one may leave nothing of the other.
    private void CheckAgainst(LinearConstraint before, LinearConstraint after)
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

        double[] both = [.. before.Coefficients, .. after.Coefficients];
        var pair = new LinearRows<double>(
            new ReadOnlyMatrix<double>(both, new Shape(2, _lower.Length)), [before.Low, after.Low], [before.High, after.High]);
        FarkasCertificate certificate = FarkasCertificate.Of(new Box<double>(_lower, _upper), pair, LinearConstraint.Tolerance);
        if (certificate.Prove([factor, -1]) is not null || certificate.Prove([-factor, 1]) is not null)
        {
            throw Mistake.Of($"Domain: no point meets both linear constraints, {before} and {after}.");
        }
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
