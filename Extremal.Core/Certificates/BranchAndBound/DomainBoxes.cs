using Extremal.Data;
using Extremal.Problems;
using static Extremal.Formats.Printable;

namespace Extremal.Certificates;

/// <summary>
/// A domain in the network's coordinates: the box in which all of it lies, the linear constraints among its limits, and how its boxes are narrowed
/// and cut. Scaling at the door is rounded but keeps order, so the scaled ends of a range hold every scaled number of it exactly.
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
        double[] lower = new double[surrogate.Inputs], upper = new double[surrogate.Inputs];
        surrogate.InputScaling.Apply(domain.Lower, lower);
        surrogate.InputScaling.Apply(domain.Upper, upper);
        RequireBounds(domain);
        _discrete = new DiscreteBoxes(domain, surrogate.InputScaling);
        _covered = domain.InsideQuantile is { } share ? new ApplicabilityBoxes(coverage, share) : null;
        List<ConstraintRow> rows = [.. domain.LinearConstraints.Select(band => Row(band.Coefficients, band.Low, band.High, LinearConstraint.Tolerance))];
        rows.AddRange(_discrete.Categories.Select(columns => Row(Ones(columns), 1, 1, 0)));
        Region = new LinearRegion
        {
            Lower = lower,
            Upper = upper,
            Rows = [.. rows.SelectMany(row => row.Coefficients)],
            Low = [.. rows.Select(row => row.Low)],
            High = [.. rows.Select(row => row.High)],
        };
        _isConstrained = [.. Enumerable.Range(0, lower.Length).Select(k => rows.Exists(row => row.Coefficients[k] != 0))];
    }

    /// <summary>The whole domain, but for what is discrete and what the data cover.</summary>
    public LinearRegion Region { get; }

    /// <summary>Limits that the boxes do not know: without them the domain is larger, so a bound over them holds all the more.</summary>
    public IReadOnlyList<string> LeftOut => [.. _domain.Constraints.Select(constraint => constraint.ToString())];

    /// <summary>
    /// Whether an input may be moved to an end of its range in a box where the output only rises that way: nothing but the range holds it.
    /// </summary>
    public bool IsFree(int input) => !_isConstrained[input] && _covered is null;

    /// <summary>Narrows a box to what it may hold of the domain.</summary>
    /// <returns>False if it holds nothing of it, for certain.</returns>
    public bool Narrow(Span<double> lower, Span<double> upper) => NarrowByLimits(lower, upper) && MayBeCovered(lower, upper);

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

    /// <summary>A point of the domain near a point in the network's coordinates, in the user's units; null if none is near.</summary>
    public double[]? ToUser(ReadOnlySpan<double> point)
    {
        double[] user = new double[point.Length];
        for (int k = 0; k < user.Length; k++)
        {
            user[k] = _domain.ResolveAt(k, point[k], (Region.Lower[k], Region.Upper[k]), _surrogate.InputScaling.Invert(k, point[k]));
        }

        if (_domain.Discrete.Count > 0)
        {
            _domain.Snap(user);
            Settle(user);
        }
        else if (_domain.LinearConstraints.Count > 0)
        {
            _domain.ToRegion().Project(user);
        }

        return _domain.LinearConstraints.All(band => band.IsMet(user)) ? user : null;
    }

    // Moves the inputs that are not discrete, one after another, until every linear constraint is met; one linear constraint may break another again.
    private void Settle(double[] user)
    {
        foreach (LinearConstraint band in _domain.LinearConstraints)
        {
            for (int k = 0; k < user.Length && !band.IsMet(user); k++)
            {
                double a = band.Coefficients[k], sum = band.Sum(user);
                if (a != 0 && !_discrete.IsDiscrete(k))
                {
                    user[k] = Math.Clamp(user[k] + (Math.Clamp(sum, band.Low, band.High) - sum) / a, _domain.Lower[k], _domain.Upper[k]);
                }
            }
        }
    }

    private bool NarrowByLimits(Span<double> lower, Span<double> upper)
    {
        // What is discrete may leave less than the constraints did, and then they leave less again; a few turns are nearly all of it.
        bool isNarrowed = true;
        for (int turn = 0; turn < Turns && isNarrowed; turn++)
        {
            if (!NarrowByRows(lower, upper) || !_discrete.Narrow(lower, upper, out isNarrowed))
            {
                return false;
            }
        }

        return true;
    }

    private bool NarrowByRows(Span<double> lower, Span<double> upper)
    {
        for (int row = 0; row < Region.Low.Length; row++)
        {
            if (!NarrowBy(row, lower, upper))
            {
                return false;
            }
        }

        return true;
    }

    private bool NarrowBy(int row, Span<double> lower, Span<double> upper)
    {
        ReadOnlySpan<double> a = Region.Rows.AsSpan(row * lower.Length, lower.Length);
        double least = 0, greatest = 0, size = 0;
        for (int k = 0; k < a.Length; k++)
        {
            least += a[k] * (a[k] > 0 ? lower[k] : upper[k]);
            greatest += a[k] * (a[k] > 0 ? upper[k] : lower[k]);
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

    // With x = scale·z + shift, Σ aᵢxᵢ becomes Σ (aᵢscaleᵢ) zᵢ + Σ aᵢshiftᵢ. The limits are let out by the tolerance to which a point has to
    // keep them, and by more than all of this is rounded.
    private ConstraintRow Row(ReadOnlySpan<double> coefficients, double low, double high, double tolerance)
    {
        Standardization scaling = _surrogate.InputScaling;
        double[] row = new double[coefficients.Length];
        (double constant, double size, double shifts) = (0, 0, 0);
        for (int k = 0; k < row.Length; k++)
        {
            double a = coefficients[k];
            row[k] = a * scaling.Scales[k];
            constant += a * scaling.Shifts[k];
            size += Math.Abs(a) * Math.Max(Math.Abs(_domain.Lower[k]), Math.Abs(_domain.Upper[k]));
            shifts += Math.Abs(a * scaling.Shifts[k]);
        }

        double slack = tolerance * size * (1 + 1e-9) + 8 * (row.Length + 8) * U * (size + shifts);
        return new(row, low - constant - slack, high - constant + slack);
    }

    private double[] Ones(IReadOnlyList<int> columns)
    {
        double[] ones = new double[_surrogate.Inputs];
        foreach (int column in columns)
        {
            ones[column] = 1;
        }

        return ones;
    }

    private static void RequireBounds(Domain domain)
    {
        for (int k = 0; k < domain.Inputs.Count; k++)
        {
            if (!double.IsFinite(domain.Lower[k]) || !double.IsFinite(domain.Upper[k]))
            {
                throw new ArgumentException(
                    Invariant($"A certificate wants a range for every input, and '{domain.Inputs[k].Name}' has none: ")
                    + "give it one with Domain.Range.");
            }
        }
    }

    private readonly record struct ConstraintRow(double[] Coefficients, double Low, double High);
}
