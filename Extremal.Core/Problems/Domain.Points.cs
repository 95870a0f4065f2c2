using Extremal.Data;

namespace Extremal.Problems;

public sealed partial class Domain
{
    /// <summary>Says whether a point is left: the checks that need the whole domain.</summary>
    /// <returns>This domain.</returns>
    /// <exception cref="ArgumentException">No point of the box meets the band; the message says what the sum can be.</exception>
    public Domain Validate()
    {
        if (LinearBand is not null)
        {
            (double least, double greatest) = LinearBand.Attainable(_lower, _upper);
            if (least > LinearBand.High || greatest < LinearBand.Low)
            {
                throw Mistake.Of(
                    $"Domain: no point of the box meets the band {Describe(LinearBand)}; ",
                    $"the sum is at least {least} and at most {greatest} there.");
            }
        }

        return this;
    }

    /// <summary>Whether a point lies in the box and in the band, without any tolerance. A NaN lies nowhere.</summary>
    /// <param name="point">One number an input, in the user's units.</param>
    /// <exception cref="ArgumentException">The point has another length.</exception>
    public bool Contains(ReadOnlySpan<double> point) => Violation(point) == 0;

    /// <summary>
    /// By how much a point breaks the rule that it breaks most, in that rule's own unit: an input its bound, or the sum its band.
    /// It is 0 exactly if the domain contains the point, and +∞ if a number is NaN.
    /// </summary>
    /// <param name="point">One number an input, in the user's units.</param>
    /// <exception cref="ArgumentException">The point has another length.</exception>
    public double Violation(ReadOnlySpan<double> point)
    {
        if (point.Length != _columns.Length)
        {
            throw Mistake.Of($"Domain got a point of {point.Length} numbers and wants {_columns.Length}.");
        }

        double worst = 0;
        for (int i = 0; i < point.Length; i++)
        {
            worst = Math.Max(worst, Excess(point[i], _lower[i], _upper[i]));
        }

        return LinearBand is null ? worst : Math.Max(worst, Excess(LinearBand.Sum(point), LinearBand.Low, LinearBand.High));
    }

    /// <summary>Where a value of an input stands between its bounds; one beyond a bound counts as at it.</summary>
    public BoundState StateOf(int input, double value) =>
        IsFixed(input) ? BoundState.Fixed
        : value <= _lower[input] ? BoundState.AtLower
        : value >= _upper[input] ? BoundState.AtUpper
        : BoundState.Free;

    /// <summary>
    /// The number that an answer gives for an input: the user's own at a bound, otherwise <paramref name="value"/>, clamped to the
    /// bounds.
    /// </summary>
    /// <param name="input">Which input.</param>
    /// <param name="state">Where the search left it.</param>
    /// <param name="value">
    /// What the search found, taken back to the user's units; read only if the state is <see cref="BoundState.Free"/>.
    /// </param>
    public double Resolve(int input, BoundState state, double value) => state switch
    {
        BoundState.AtLower or BoundState.Fixed => _lower[input],
        BoundState.AtUpper => _upper[input],
        _ => Math.Clamp(value, _lower[input], _upper[input]),
    };

    private static double Excess(double value, double low, double high) =>
        value < low ? low - value : value > high ? value - high : double.IsNaN(value) ? double.PositiveInfinity : 0;

    private void CheckRange(int input, double low, double high)
    {
        string name = _columns[input].Name;
        if (!(Column.IsUsable(low) && Column.IsUsable(high) && low <= high))
        {
            throw Mistake.Of(
                $"Domain.Range got {low} to {high} for '{name}' and wants low ≤ high, both of magnitude up to {Column.GreatestMagnitude}.");
        }

        if (_ranges[input] is { } range && range != (low, high))
        {
            throw Mistake.Of($"Domain.Range got {low} to {high} for '{name}', whose range is {range.Low} to {range.High} already.");
        }

        if (_fixed[input] is double value && (value < low || value > high))
        {
            throw Mistake.Of($"Domain.Range got {low} to {high} for '{name}', which is fixed at {value}, outside of it.");
        }
    }

    private void CheckFixed(int input, double value)
    {
        string name = _columns[input].Name;
        if (!Column.IsUsable(value))
        {
            throw Mistake.Of($"Domain.Fix got {value} for '{name}' and wants a number of magnitude up to {Column.GreatestMagnitude}.");
        }

        if (_fixed[input] is double already && already != value)
        {
            throw Mistake.Of($"Domain.Fix got {value} for '{name}', which is fixed at {already} already.");
        }

        if (_ranges[input] is { } range && (value < range.Low || value > range.High))
        {
            throw Mistake.Of($"Domain.Fix got {value} for '{name}', outside of the range {range.Low} to {range.High} that it was given.");
        }
    }
}
