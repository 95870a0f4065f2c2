using System.Diagnostics;
using Extremal.Certificates;
using Extremal.Extrema;
using Extremal.Problems;
using Extremal.Results;

namespace Extremal;

public sealed partial class Regressor
{
    // The size is found to a hundredth: nobody weighs a tolerance more exactly.
    private const double SizeAccuracy = 0.01;

    /// <summary>
    /// How exactly an answer has to be kept: the largest box around it, in proportions of the caller's, in which the output is proven to stay
    /// within some per cent of its value. The box is cut at the domain's ends, and its points keep the domain's other limits; what is
    /// discrete keeps its value.
    /// </summary>
    /// <param name="answer">An answer of this model that keeps all limits.</param>
    /// <param name="percent">How far the output may move to either side, in per cent of its value at the answer; above 0.</param>
    /// <param name="proportions">How far each input may move beside the others, in its unit; empty for the inputs' standard deviations.</param>
    /// <param name="options">How long each of some dozen proofs may take; null for the defaults. Its gap is not read.</param>
    /// <param name="cancellation">Ends it; the largest box that was proven by then is the result.</param>
    /// <exception cref="ArgumentException">
    /// The answer breaks a limit or its output is 0; the percentage is not above 0; the proportions are not one a input, finite and not
    /// negative, or all 0; or a certificate is not to be had (<see cref="Certify"/>).
    /// </exception>
    public ToleranceBox FindToleranceBox(
        Extremum answer, double percent, ReadOnlySpan<double> proportions = default, CertificateOptions? options = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(answer);
        double[] shares = Proportions(answer, percent, proportions);
        long began = Stopwatch.GetTimestamp(), boxes = 0;
        double reach = percent / 100 * Math.Abs(answer.Value);

        (double Low, double High)? Prove(double size)
        {
            Domain domain = Around(answer, shares, size);
            (double Bound, long Boxes) least = Limit(Goal.Minimize(answer.Goal.Output), domain, answer.Value - reach, options, cancellation);
            boxes += least.Boxes;
            if (!(least.Bound >= answer.Value - reach))
            {
                return null;
            }

            (double Bound, long Boxes) most = Limit(Goal.Maximize(answer.Goal.Output), domain, answer.Value + reach, options, cancellation);
            boxes += most.Boxes;
            return most.Bound <= answer.Value + reach ? (least.Bound, most.Bound) : null;
        }

        double whole = Whole(answer, shares), proven = 0, open = whole;
        (double Low, double High) range = (answer.Value, answer.Value);
        for (double size = whole; size > 1e-9 * whole && !cancellation.IsCancellationRequested; size = 0.5 * (proven + open))
        {
            (proven, open, range) = Prove(size) is { } found ? (size, open, found) : (proven, size, range);
            if (open - proven <= SizeAccuracy * open)
            {
                break;
            }
        }

        Domain last = Around(answer, shares, proven);
        return new ToleranceBox
        {
            Inputs = answer.Domain.Inputs,
            Target = answer.Target,
            Lower = last.Lower.ToArray(),
            Upper = last.Upper.ToArray(),
            Value = answer.Value,
            Size = proven,
            FillsDomain = proven == whole,
            Percent = percent,
            Low = range.Low,
            High = range.High,
            Boxes = boxes,
            Elapsed = Stopwatch.GetElapsedTime(began),
        };
    }

    // Whether an output keeps a limit all over a domain: the bound, and what it took. It ends as soon as a point passes the limit.
    private (double Bound, long Boxes) Limit(Goal goal, Domain domain, double limit, CertificateOptions? options, CancellationToken cancellation)
    {
        var proof = new BranchAndBound(Surrogate, domain, goal, options, ApplicabilityDomain) { Limit = limit };
        Certificate certificate = proof.Run(cancellation: cancellation);
        return (certificate.Bound, certificate.Boxes);
    }

    private static Domain Around(Extremum answer, double[] shares, double size)
    {
        Domain domain = answer.Domain.WithDiscreteValuesOf([.. answer.Point]);
        for (int k = 0; k < shares.Length; k++)
        {
            if (!domain.IsFixed(k))
            {
                double low = Math.Max(domain.Lower[k], answer.Point[k] - size * shares[k]);
                double high = Math.Min(domain.Upper[k], answer.Point[k] + size * shares[k]);
                domain = domain.Range(domain.Inputs[k].Name, low, high);
            }
        }

        return domain;
    }

    // The size at which the box has reached the domain's ends in every input that it may move.
    private static double Whole(Extremum answer, double[] shares)
    {
        int[] kept = [.. answer.Domain.Discrete.SelectMany(input => input.Columns)];
        return Enumerable.Range(0, shares.Length)
            .Where(k => shares[k] > 0 && !kept.Contains(k))
            .Select(k => Math.Max(answer.Domain.Upper[k] - answer.Point[k], answer.Point[k] - answer.Domain.Lower[k]) / shares[k])
            .DefaultIfEmpty(0).Max();
    }

    private static double[] Proportions(Extremum answer, double percent, ReadOnlySpan<double> proportions)
    {
        double[] shares = proportions.IsEmpty
            ? [.. answer.Domain.Inputs.Select(input => input.IsConstant ? 0 : input.StandardDeviation)]
            : proportions.ToArray();
        string? mistake = !answer.IsFeasible ? "an answer that breaks a limit"
            : answer.Value == 0 ? "an answer whose output is 0, of which there is no percentage"
            : !(percent > 0 && double.IsFinite(percent)) ? FormattableString.Invariant($"{percent} per cent")
            : shares.Length != answer.Domain.Inputs.Count ? $"{shares.Length} proportions for {answer.Domain.Inputs.Count} inputs"
            : !shares.All(share => share >= 0 && double.IsFinite(share)) || shares.All(share => share == 0) ? "a proportion that is negative, not finite, or all of them 0"
            : null;
        return mistake is null ? shares : throw new ArgumentException(
            $"Regressor.FindToleranceBox got {mistake}; it wants an answer that keeps all limits, a percentage above 0, and one proportion an input.");
    }
}
