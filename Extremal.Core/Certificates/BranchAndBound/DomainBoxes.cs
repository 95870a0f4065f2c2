using Extremal.LinearAlgebra;
using Extremal.Problems;

namespace Extremal.Certificates;

/// <summary>
/// A domain as boxes in the network's coordinates: the box in which all of it lies, how a box is narrowed to what it may hold of the domain,
/// and how it is cut. Narrowing loses no point of the domain.
/// </summary>
internal sealed class DomainBoxes
{
    private const double U = 1.0 / (1L << 53);
    private const int Turns = 4;

    private readonly Surrogate _surrogate;
    private readonly Domain _domain;
    private readonly DiscreteBoxes _discrete;
    private readonly ApplicabilityBoxes? _covered;
    private readonly bool[] _isConstrained;

    /// <param name="surrogate">Has the scaling.</param>
    /// <param name="domain">The domain, validated.</param>
    /// <param name="coverage">What <see cref="Domain.Inside"/> means.</param>
    /// <exception cref="ArgumentException">An input has no bounds.</exception>
    public DomainBoxes(Surrogate surrogate, Domain domain, ApplicabilityDomain coverage)
    {
        (_surrogate, _domain) = (surrogate, domain);
        Region = LinearRegion.Of(domain, surrogate.InputScaling);
        _discrete = new DiscreteBoxes(domain, surrogate.InputScaling);
        _covered = domain.InsideQuantile is { } share ? new ApplicabilityBoxes(coverage, share) : null;
        _isConstrained = [.. Enumerable.Range(0, Region.Inputs)
            .Select(k => Enumerable.Range(0, Region.Constraints).Any(row => Region.Row(row)[k] != 0))];
    }

    /// <summary>The whole domain, but for what is discrete and what the data cover.</summary>
    public LinearRegion Region { get; }

    /// <summary>Limits that the boxes do not know: without them the domain is larger, so a bound over them holds all the more.</summary>
    public IReadOnlyList<string> OmittedConstraints => [.. _domain.Constraints.Select(constraint => constraint.ToString())];

    /// <summary>Whether an input takes only some numbers.</summary>
    public bool IsDiscrete(int input) => _discrete.IsDiscrete(input);

    /// <summary>
    /// Whether an input may be moved to an end of its range in a box where the output only rises that way: nothing but the range holds it.
    /// </summary>
    public bool IsFree(int input) => !_isConstrained[input] && _covered is null;

    /// <summary>Makes of a box the one that a step leads to; the same numbers to the bit whenever it is made.</summary>
    /// <param name="step">The step.</param>
    /// <param name="input">Along which input; it can be cut if the step is a cut.</param>
    /// <param name="lower">The lower side.</param>
    /// <param name="upper">The upper side.</param>
    /// <returns>False if it holds nothing of the domain, whatever the data cover.</returns>
    public bool Go(BoxStep step, int input, Span<double> lower, Span<double> upper)
    {
        switch (step)
        {
            case BoxStep.AtLow: upper[input] = lower[input]; return true;
            case BoxStep.AtHigh: lower[input] = upper[input]; return true;
            case BoxStep.Below: upper[input] = Cut(input, lower, upper)!.Value.Below; break;
            case BoxStep.Above: lower[input] = Cut(input, lower, upper)!.Value.Above; break;
            case BoxStep.Narrowed: break;
        }

        return NarrowByLimits(lower, upper);
    }

    /// <summary>Cuts a box in two along an input: in the middle, between two numbers of a grid, or one label against the others.</summary>
    /// <param name="input">One whose ends differ.</param>
    /// <param name="lower">The box's lower side; becomes that of the upper part.</param>
    /// <param name="upper">The box's upper side; becomes that of the lower part.</param>
    /// <returns>
    /// Where the lower part ends and where the upper one begins; null if there is no number between the ends.
    /// </returns>
    public (double Below, double Above)? Cut(int input, ReadOnlySpan<double> lower, ReadOnlySpan<double> upper)
    {
        if (_discrete.IsDiscrete(input))
        {
            return _discrete.Cut(input, lower[input], upper[input]);
        }

        double middle = 0.5 * lower[input] + 0.5 * upper[input];
        return middle > lower[input] && middle < upper[input] ? (middle, middle) : null;
    }

    /// <summary>Whether a box may hold a point inside what the data cover, as far as that is asked for.</summary>
    public bool MayBeCovered(ReadOnlySpan<double> lower, ReadOnlySpan<double> upper)
    {
        if (_covered is null)
        {
            return true;
        }

        double[] low = new double[lower.Length], high = new double[upper.Length];
        _surrogate.InputScaling.Invert(lower, low);
        _surrogate.InputScaling.Invert(upper, high);
        return _covered.MayHold(low, high);
    }

    private bool NarrowByLimits(Span<double> lower, Span<double> upper)
    {
        // What is discrete may leave less than the constraints did, and then they leave less again; a few turns are nearly all of it.
        (bool holds, bool isNarrowed) = (true, true);
        for (int turn = 0; turn < Turns && holds && isNarrowed; turn++)
        {
            for (int row = 0; row < Region.Constraints && holds; row++)
            {
                holds = NarrowBy(row, lower, upper);
            }

            holds = holds && _discrete.Narrow(lower, upper, out isNarrowed);
        }

        return holds;
    }

    private bool NarrowBy(int row, Span<double> lower, Span<double> upper)
    {
        ReadOnlySpan<double> a = Region.Row(row);
        (double least, double greatest) = Vectors.Range<double>(a, lower, upper);
        double size = 0;
        for (int k = 0; k < a.Length; k++)
        {
            size += Math.Abs(a[k]) * Math.Max(Math.Abs(lower[k]), Math.Abs(upper[k]));
        }

        double rounding = 8 * (a.Length + 4) * U * size, high = Region.High[row] + rounding, low = Region.Low[row] - rounding;
        if (least > high || greatest < low)
        {
            return false;
        }

        for (int k = 0; k < a.Length; k++)
        {
            if (a[k] == 0 || lower[k] == upper[k])
            {
                continue;
            }

            // The others together leave at most this much of the limits to aₖxₖ.
            double most = high - (least - a[k] * (a[k] > 0 ? lower[k] : upper[k]));
            double fewest = low - (greatest - a[k] * (a[k] > 0 ? upper[k] : lower[k]));
            double pad = rounding / Math.Abs(a[k]);
            (double from, double to) = a[k] > 0 ? (fewest / a[k], most / a[k]) : (most / a[k], fewest / a[k]);
            (lower[k], upper[k]) = (Math.Max(lower[k], from - pad), Math.Min(upper[k], to + pad));
            if (!(lower[k] <= upper[k]))
            {
                return false;
            }
        }

        return true;
    }
}
