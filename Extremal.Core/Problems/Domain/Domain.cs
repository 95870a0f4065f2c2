using System.Text.Json.Serialization;
using Extremal.Data;
using Extremal.Problems.Constraints;
using static Extremal.Formats.Printable;

namespace Extremal.Problems;

/// <summary>
/// Where an answer may lie, in the user's units and names: ranges and one-sided limits of inputs, fixed ones, whole numbers, grids and
/// categories, linear constraints, limits of outputs and of expressions. All of it is hard. A domain never changes: every verb returns a new
/// one. What was said of single inputs holds whatever comes before or after it.
/// </summary>
/// <remarks>
/// A verb throws at once for what is wrong by itself or contradicts an earlier verb. Whether a point is left at all depends on the whole:
/// <see cref="Validate"/> says so as far as it can be seen without a search, and a search calls it.
/// Two domains are equal if the same was said of the same inputs; of expressions the descriptions, limits and scales are compared. So does
/// System.Text.Json write them: a constraint by an expression is read back with its description and limits, and refuses to be evaluated.
/// </remarks>
[JsonConverter(typeof(DomainConverter))]
public sealed partial class Domain : IEquatable<Domain>
{
    private readonly DomainSpecification _specification;
    private readonly double[] _lower;
    private readonly double[] _upper;
    private readonly DiscreteInput[] _discrete;

    private Domain(DomainSpecification said)
    {
        _specification = said;
        Features = Feature.Of("Domain", said.Inputs);
        (_lower, _upper) = (new double[said.Inputs.Length], new double[said.Inputs.Length]);
        for (int i = 0; i < _lower.Length; i++)
        {
            (_lower[i], _upper[i]) = said.Bounds(i);
        }

        _discrete = [.. Features.Select(Choice).OfType<DiscreteInput>()];
        Array.ForEach(_discrete, Narrow);
        Discrete = [.. _discrete.Where(input => input.Columns.Any(column => !IsFixed(column)))];
    }

    /// <summary>
    /// The box in which the data lie: for every input, from the least to the greatest value that was observed. One that is constant
    /// (<see cref="Column.IsConstant"/>) is fixed at its mean.
    /// </summary>
    public static Domain Of(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return Of(data.InputColumns, data.TargetColumns);
    }

    /// <inheritdoc cref="Of(Dataset)"/>
    public static Domain Of(DataSummary data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return Of(data.InputColumns, data.TargetColumns);
    }

    /// <inheritdoc cref="Of(Dataset)"/>
    /// <param name="inputs">The inputs.</param>
    /// <param name="targets">The targets, of which <see cref="Output"/> can limit some; null for none.</param>
    /// <exception cref="ArgumentException">There is no input, or a category among them is not whole.</exception>
    public static Domain Of(IReadOnlyList<Column> inputs, IReadOnlyList<Column>? targets = null)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return inputs.Count > 0
            ? new(new DomainSpecification([.. inputs], [.. targets ?? []]))
            : throw Mistake.Of($"Domain.Of got no inputs and wants at least one.");
    }

    /// <summary>The input columns.</summary>
    public IReadOnlyList<Column> Inputs => _specification.Inputs;

    /// <summary>The target columns, whose outputs can be limited; empty if they are not known.</summary>
    public IReadOnlyList<Column> Targets => _specification.Targets;

    /// <summary>The inputs as the user knows them: a category is one, however many columns it has.</summary>
    public IReadOnlyList<Feature> Features { get; }

    /// <summary>
    /// The least value of each input, in the user's own numbers; that of a fixed one is its value, that of one on a grid the grid's first
    /// number.
    /// </summary>
    public ReadOnlySpan<double> Lower => _lower;

    /// <summary>
    /// The greatest value of each input, in the user's own numbers; that of a fixed one is its value, that of one on a grid the grid's
    /// last number.
    /// </summary>
    public ReadOnlySpan<double> Upper => _upper;

    /// <summary>
    /// Takes mean ± <paramref name="count"/> standard deviations for every input that has neither a range nor a value of its own:
    /// the paper's box. Categories keep the labels that were observed.
    /// It replaces the observed ranges, with which a domain begins, and may reach outside them.
    /// </summary>
    /// <exception cref="ArgumentException">The count is not positive, or the box would be too large.</exception>
    public Domain WithinDeviations(double count)
    {
        foreach (Column column in _specification.Inputs)
        {
            (double low, double high) = DomainSpecification.Base(column, count);
            if (!(count > 0 && Column.IsUsable(low) && Column.IsUsable(high)))
            {
                throw Mistake.Of(
                    $"Domain.WithinDeviations got {count} and wants a positive number that keeps '{column.Name}' ",
                    $"(mean {column.Mean}, deviation {column.StandardDeviation}) within ±{Column.GreatestMagnitude}.");
            }
        }

        return new(_specification with { Deviations = count });
    }

    /// <summary>Leaves every input free that has neither a range nor a value of its own: for goals that keep points in by a penalty, as the paper's do.</summary>
    public Domain Unbounded() => new(_specification with { Deviations = double.PositiveInfinity });

    /// <summary>Whether an input has no choice: it was fixed, or its bounds are equal.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such input.</exception>
    public bool IsFixed(int input)
    {
        RequireInput("Domain.IsFixed", input);
        return _lower[input] == _upper[input];
    }

    /// <summary>Says whether a point is left, as far as that can be seen without a search: the checks that need the whole domain.</summary>
    /// <returns>This domain.</returns>
    /// <exception cref="ArgumentException">
    /// What was said contradicts itself: a limit the box of the data, a range its grid, a category all its labels, a linear constraint the box, or a
    /// linear constraint another of the same sum. The message says what against what.
    /// </exception>
    public Domain Validate()
    {
        new DomainValidation(this).Check();
        return this;
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

    /// <inheritdoc/>
    public bool Equals(Domain? other) => other is not null && (ReferenceEquals(this, other) || Data == other.Data);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Domain);

    /// <inheritdoc/>
    public override int GetHashCode() => Data.GetHashCode();

    /// <summary>All discrete inputs, those that have no choice left among them.</summary>
    internal IReadOnlyList<DiscreteInput> Choices => _discrete;

    /// <summary>The discrete input of a name; null if there is none.</summary>
    internal DiscreteInput? ChoiceOf(string name) => Array.Find(_discrete, input => input.Name == name);

    /// <summary>What was said of it.</summary>
    internal DomainData Data => DomainData.Of(_specification);

    private void RequireInput(string operation, int input)
    {
        if ((uint)input >= (uint)_lower.Length)
        {
            throw new ArgumentOutOfRangeException(
                nameof(input), input, $"{operation} got the input {input}; the inputs are 0 to {_lower.Length - 1}.");
        }
    }

    /// <summary>Where a quantity stands among the inputs.</summary>
    /// <exception cref="ArgumentException">It is not there, or it is a category or a label's column.</exception>
    private int Find(string operation, string name)
    {
        int input = FindColumn(operation, name);
        return _specification.Inputs[input].Category is { } category
            ? throw Mistake.Of(
                $"{operation} wants a quantity, and '{name}' stands for a label of the category '{category.Name}': ",
                $"Fix(\"{category.Name}\", label) and OneOf(\"{category.Name}\", labels) choose among them.")
            : input;
    }

    /// <summary>Where a quantity or a label's column stands among the inputs.</summary>
    /// <exception cref="ArgumentException">It is not there, or it is a category.</exception>
    private int FindColumn(string operation, string name) =>
        Features.FirstOrDefault(feature => feature.IsCategory && feature.Name == name) is { } category
            ? throw Mistake.Of($"{operation} wants a quantity, and '{name}' is a category; its labels are {string.Join(", ", category.Labels)}.")
            : ColumnNames.Find(operation, "input", _specification.Inputs, name);
}
