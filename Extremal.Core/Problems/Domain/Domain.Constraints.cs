using Extremal.Autodiff;
using Extremal.Data;
using Extremal.Memory;
using Extremal.Problems.Constraints;

namespace Extremal.Problems;

public sealed partial class Domain
{
    /// <summary>The linear constraints, in the order in which they were given.</summary>
    public IReadOnlyList<LinearConstraint> LinearConstraints => _specification.LinearConstraints;

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

        var linear = new LinearConstraint(_specification.Inputs, all, low, high);
        if (!(low <= high) || !(double.IsFinite(low) || double.IsFinite(high)))
        {
            throw Mistake.Of(
                $"{operation} got the limits {low} to {high} for {linear.Expression} and wants low ≤ high, neither NaN and one of them finite.");
        }

        return new(_specification with { LinearConstraints = [.. _specification.LinearConstraints, linear] });
    }

    /// <summary>The smooth constraints: limits of outputs and of expressions, in the order in which they were given.</summary>
    public IReadOnlyList<Constraint> Constraints => _specification.Constraints;

    /// <summary>
    /// How much of the data the answer is to be among, for example 0.95; null if nothing was said. A search makes constraints of it that
    /// stand beside <see cref="Constraints"/>.
    /// </summary>
    public double? InsideQuantile => _specification.Inside;

    /// <summary>Limits an output of the network: one beside that which is extremised, or that one itself.</summary>
    /// <param name="name">The target's name.</param>
    /// <param name="low">The least value that the network may say; −∞ for none.</param>
    /// <param name="high">The greatest value; +∞ for none.</param>
    /// <exception cref="ArgumentException">
    /// There is no such target; a limit is NaN, low is above high, or both are infinite; the domain was made of input columns alone.
    /// </exception>
    public Domain Output(string name, double low, double high)
    {
        if (_specification.Targets.Length == 0)
        {
            throw Mistake.Of($"Domain.Output got '{name}', and this domain knows no targets: make it of a Dataset or a DataSummary.");
        }

        int output = ColumnNames.Find("Domain.Output", "target", _specification.Targets, name);
        Column target = _specification.Targets[output];
        return Constrain(new Constraint(name, candidates => candidates.Outputs.Column(output), low, high, target.IsConstant ? 1 : target.StandardDeviation)
        {
            Unit = target.Unit,
            IsOutput = true,
        });
    }

    /// <summary>Limits a smooth expression of the inputs, of the outputs, or of both.</summary>
    /// <param name="description">What is limited, for reports: a noun, such as "water to cement".</param>
    /// <param name="expression">Records it on the tape, n × 1, from inputs and outputs in the user's units. No row may depend on another.</param>
    /// <param name="low">The least value; −∞ for none.</param>
    /// <param name="high">The greatest value; +∞ for none.</param>
    /// <param name="scale">
    /// The measure of the expression: an answer keeps the limits to a millionth of it. If none is given, it keeps each of them to a millionth
    /// of that limit and of the terms that the expression sums up at the answer, see <see cref="ToleranceOf"/>. Give one where these vanish
    /// at the limit, as those of x² ≤ 0 do.
    /// </param>
    /// <exception cref="ArgumentException">
    /// The description is blank; a limit is NaN, low is above high, or both are infinite; the scale is not positive.
    /// </exception>
    public Domain Constrain(
        string description, Func<DecisionVariables, Variable<double>> expression, double low, double high, double? scale = null) =>
        Constrain(new Constraint(description, expression, low, high, scale));

    /// <summary>Adds a smooth constraint.</summary>
    public Domain Constrain(Constraint constraint)
    {
        ArgumentNullException.ThrowIfNull(constraint);
        return new(_specification with { Constraints = [.. _specification.Constraints, constraint] });
    }

    /// <summary>Keeps the answer inside what the data cover, as far as this share of the data's own rows lie. Said again, the lesser holds.</summary>
    /// <param name="quantile">Between 0 and 1; 1 for all rows.</param>
    /// <exception cref="ArgumentException">It is not.</exception>
    public Domain Inside(double quantile = 0.95) => quantile > 0 && quantile <= 1
        ? new(_specification with { Inside = Math.Min(quantile, _specification.Inside ?? 1) })
        : throw Mistake.Of($"Domain.Inside got {quantile} and wants a share of the rows, above 0 and up to 1.");

    /// <summary>
    /// What of this domain a point breaks, in words: bounds, allowed values, linear constraints, and constraints as the network says them. Bounds hold
    /// exactly; the others up to the tolerance that each violation states. What <see cref="Inside"/> asks for is judged if it is among
    /// <paramref name="further"/>.
    /// </summary>
    /// <param name="point">One number an input, in the user's units.</param>
    /// <param name="surrogate">Says what the outputs are.</param>
    /// <param name="further">Constraints beside <see cref="Constraints"/>.</param>
    /// <returns>None if the point is allowed.</returns>
    /// <exception cref="ArgumentException">The point has another length, or a constraint does not give one number a point.</exception>
    public IReadOnlyList<Violation> Violations(
        ReadOnlySpan<double> point, Surrogate surrogate, IReadOnlyList<Constraint>? further = null)
    {
        ArgumentNullException.ThrowIfNull(surrogate);
        RequireLength(point);
        List<Violation?> found = [.. LinearViolations(point)];
        foreach (Constraint constraint in _specification.Constraints.Concat(further ?? []))
        {
            found.Add(ViolationOf(constraint, point, surrogate));
        }

        return [.. found.OfType<Violation>()];
    }

    /// <summary>
    /// By how much a smooth constraint's expression may be beyond each of its limits at a point and count as kept: a millionth of the scale
    /// that was given; or else a millionth of that limit's magnitude, and what the expression changes by if each input changes by a
    /// millionth of its size. For a sum Σ aᵢxᵢ this is 10⁻⁶ (|limit| + Σ|aᵢ|·sizeᵢ). The size of an input is its magnitude there; near zero
    /// it is its deviation in the data or its range in this domain, whichever is less.
    /// </summary>
    /// <param name="constraint">One of <see cref="Constraints"/>, or one beside them.</param>
    /// <param name="point">One number an input, in the user's units.</param>
    /// <param name="surrogate">Says what the outputs are.</param>
    /// <returns>The tolerance below the least value and the one above the greatest, in the unit of the expression.</returns>
    /// <exception cref="ArgumentException">The point has another length, or the constraint does not give one number a point.</exception>
    public (double Below, double Above) ToleranceOf(Constraint constraint, ReadOnlySpan<double> point, Surrogate surrogate)
    {
        ArgumentNullException.ThrowIfNull(constraint);
        ArgumentNullException.ThrowIfNull(surrogate);
        RequireLength(point);
        return OwnTerms.Tolerance(constraint, point, OwnTerms.Sizes(point, _specification.Inputs, _lower, _upper), surrogate);
    }

    /// <summary>What is wrong with a smooth constraint at a point; null if nothing is.</summary>
    internal Violation? ViolationOf(Constraint constraint, ReadOnlySpan<double> point, Surrogate surrogate)
    {
        double value = constraint.At(Slice<double>.Copy(point, new Shape(1, point.Length)), surrogate)[0];
        if (Interval.Excess(value, constraint.Low, constraint.High) == 0)
        {
            return null;
        }

        (double below, double above) = ToleranceOf(constraint, point, surrogate);
        return Breach.Of(
            constraint.Description, value, constraint.Low, constraint.High, value < constraint.Low ? below : above, constraint.Unit);
    }

    private List<Violation?> LinearViolations(ReadOnlySpan<double> point)
    {
        List<Violation?> found = [];
        for (int i = 0; i < point.Length; i++)
        {
            if (!IsDiscrete(i))
            {
                Column column = _specification.Inputs[i];
                found.Add(Breach.Of(column.Name, point[i], _lower[i], _upper[i], 0, column.Unit));
            }
        }

        foreach (DiscreteInput input in _discrete)
        {
            found.Add(Breach.Of(input, point));
        }

        foreach (LinearConstraint linear in _specification.LinearConstraints)
        {
            found.Add(Breach.Of(linear.Expression, linear.Sum(point), linear.Low, linear.High, linear.Slack(point)));
        }

        return found;
    }
}
