using Extremal.Data;
using Extremal.Problems.Constraints;

namespace Extremal.Problems;

public sealed partial class Domain
{
    /// <summary>
    /// Whether a point lies in the box and in every linear constraint, without any tolerance, and its discrete inputs are on allowed values. What limits
    /// outputs or expressions does not count: <see cref="Violations"/> judges that. A NaN lies nowhere.
    /// </summary>
    /// <param name="point">One number an input, in the user's units.</param>
    /// <exception cref="ArgumentException">The point has another length.</exception>
    public bool Contains(ReadOnlySpan<double> point) => Violation(point) == 0;

    /// <summary>
    /// By how much a point breaks the rule that it breaks most, in that rule's own unit: an input its bound or its nearest allowed value,
    /// or a sum its linear constraint. It is 0 exactly if the domain contains the point, and +∞ if a number is NaN.
    /// </summary>
    /// <param name="point">One number an input, in the user's units.</param>
    /// <exception cref="ArgumentException">The point has another length.</exception>
    public double Violation(ReadOnlySpan<double> point)
    {
        double worst = ViolationOfInputs(point);
        foreach (LinearConstraint linear in _specification.LinearConstraints)
        {
            worst = Math.Max(worst, linear.Violation(point));
        }

        return worst;
    }

    /// <summary>Whether every input by itself has an allowed value: what the inputs have together does not count.</summary>
    internal bool IsInBox(ReadOnlySpan<double> point) => ViolationOfInputs(point) == 0;

    private double ViolationOfInputs(ReadOnlySpan<double> point)
    {
        RequireLength(point);
        double worst = 0;
        for (int i = 0; i < point.Length; i++)
        {
            worst = Math.Max(worst, IsDiscrete(i) ? 0 : Interval.Excess(point[i], _lower[i], _upper[i]));
        }

        foreach (DiscreteInput input in _discrete)
        {
            worst = Math.Max(worst, input.Violation(point));
        }

        return worst;
    }

    /// <summary>Where a value of an input stands between its bounds; one beyond a bound counts as at it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such input.</exception>
    public BoundState StateOf(int input, double value)
    {
        RequireInput("Domain.StateOf", input);
        return IsFixed(input) ? BoundState.Fixed
            : value <= _lower[input] ? BoundState.AtLower
            : value >= _upper[input] ? BoundState.AtUpper
            : BoundState.Free;
    }

    /// <summary>
    /// The number that an answer gives for an input: the user's own at a bound, otherwise <paramref name="value"/>, clamped to the
    /// bounds; where there are none, to <see cref="Column.GreatestMagnitude"/>, beyond which no model takes a number. Discrete inputs
    /// are not put on allowed values: <see cref="Snap"/> does that.
    /// </summary>
    /// <param name="input">Which input.</param>
    /// <param name="state">Where the search left it.</param>
    /// <param name="value">
    /// What the search found, taken back to the user's units; read only if the state is <see cref="BoundState.Free"/>.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such input.</exception>
    public double Resolve(int input, BoundState state, double value)
    {
        RequireInput("Domain.Resolve", input);
        double resolved = state switch
        {
            BoundState.AtLower or BoundState.Fixed => _lower[input],
            BoundState.AtUpper => _upper[input],
            _ => Math.Clamp(value, _lower[input], _upper[input]),
        };
        return Math.Clamp(resolved, -Column.GreatestMagnitude, Column.GreatestMagnitude);
    }

    /// <summary>The same for an input that stands somewhere between its bounds in other coordinates, such as a network's.</summary>
    /// <param name="input">Which input.</param>
    /// <param name="place">Where it stands there.</param>
    /// <param name="bounds">Its bounds there.</param>
    /// <param name="value">The place taken back to the user's units.</param>
    internal double ResolveAt(int input, double place, (double Lower, double Upper) bounds, double value) => Resolve(
        input,
        IsFixed(input) ? BoundState.Fixed
            : place <= bounds.Lower ? BoundState.AtLower
            : place >= bounds.Upper ? BoundState.AtUpper
            : BoundState.Free,
        value);

    private bool IsDiscrete(int input) => _specification.Grids[input] is not null || _specification.Inputs[input].Category is not null;

    private void RequireLength(ReadOnlySpan<double> point)
    {
        if (point.Length != _specification.Inputs.Length)
        {
            throw Mistake.Of($"Domain got a point of {point.Length} numbers and wants {_specification.Inputs.Length}.");
        }
    }
}
