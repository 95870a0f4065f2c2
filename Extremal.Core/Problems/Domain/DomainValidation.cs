using Extremal.Data;
using Extremal.Memory;
using Extremal.Optimization.Regions;

namespace Extremal.Problems;

/// <summary>Whether what was said of a domain leaves a point, as far as that can be seen without a search.</summary>
internal sealed class DomainValidation(Domain domain)
{
    private readonly double[] _lower = domain.Lower.ToArray();
    private readonly double[] _upper = domain.Upper.ToArray();

    /// <summary>The checks that need the whole domain: its bounds, its discrete inputs, its linear constraints.</summary>
    /// <exception cref="ArgumentException">What was said contradicts itself; the message says what against what.</exception>
    public void Check()
    {
        for (int i = 0; i < _lower.Length; i++)
        {
            if (!(_lower[i] <= _upper[i]))
            {
                throw Mistake.Of(
                    $"Domain: '{domain.Inputs[i].Name}' {domain.WordsOf(i)}, and the box it has otherwise is {domain.BaseWords(i)}; ",
                    $"give it a range of its own by Range.");
            }
        }

        foreach (DiscreteInput input in domain.Choices.Where(input => input.Count == 0))
        {
            throw input.IsCategory
                ? Mistake.Of($"Domain: '{input.Name}' has no label left; the data have none of those that it may have.")
                : Mistake.Of(
                    $"Domain: no number that '{input.Name}' may take ({input.Description}) ",
                    $"is within {_lower[input.Columns[0]]} to {_upper[input.Columns[0]]}.");
        }

        for (int i = 0; i < domain.LinearConstraints.Count; i++)
        {
            CheckAgainstBox(domain.LinearConstraints[i]);
            for (int j = 0; j < i; j++)
            {
                CheckAgainst(domain.LinearConstraints[j], domain.LinearConstraints[i]);
            }
        }
    }

    private void CheckAgainstBox(LinearConstraint linear)
    {
        (double least, double greatest) = linear.Attainable(_lower, _upper);
        RowTerms terms = RowTerms.Of(linear.Coefficients, _lower, _upper);
        if (least > linear.High + terms.Slack(linear.High, LinearConstraint.Tolerance) || greatest < linear.Low - terms.Slack(linear.Low, LinearConstraint.Tolerance))
        {
            throw Mistake.Of(
                $"Domain: no point of the box meets the linear constraint {linear}; the sum is at least {least} and at most {greatest} there.");
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
}
