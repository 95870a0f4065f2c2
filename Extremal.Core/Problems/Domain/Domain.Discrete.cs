using Extremal.Data;

namespace Extremal.Problems;

public sealed partial class Domain
{
    /// <summary>The inputs that may take only some values and still have a choice: those on a grid, and categories.</summary>
    public IReadOnlyList<DiscreteInput> Discrete { get; }

    /// <summary>Lets an input take whole numbers only.</summary>
    /// <param name="name">The input's name.</param>
    /// <exception cref="ArgumentException">There is no such input, it is a category, is fixed elsewhere or has another grid.</exception>
    public Domain Integer(string name) => OnGrid("Domain.Integer", name, 1, 0);

    /// <summary>Lets an input take the numbers origin + k·step only, k whole.</summary>
    /// <param name="name">The input's name.</param>
    /// <param name="step">The distance of two neighbours, positive.</param>
    /// <param name="origin">One of the numbers; it need not be within the input's range.</param>
    /// <exception cref="ArgumentException">
    /// There is no such input, it is a category, is fixed elsewhere or has another grid; the step is not positive; a number is not finite
    /// or too large.
    /// </exception>
    public Domain Grid(string name, double step, double origin = 0) => OnGrid("Domain.Grid", name, step, origin);

    /// <summary>Fixes the label of a category.</summary>
    /// <param name="name">The category's name.</param>
    /// <param name="label">One of its labels.</param>
    /// <exception cref="ArgumentException">There is no such category or label, or the label was excluded before.</exception>
    public Domain Fix(string name, string label) => Among("Domain.Fix", name, [label]);

    /// <summary>Lets a category have some of its labels only. Said again, it can only lose labels.</summary>
    /// <param name="name">The category's name.</param>
    /// <param name="labels">Those that it may have, at least one.</param>
    /// <exception cref="ArgumentException">There is no such category or label, or all of them were excluded before.</exception>
    public Domain OneOf(string name, params ReadOnlySpan<string> labels) => Among("Domain.OneOf", name, labels);

    /// <summary>Puts every discrete input of a point on its nearest allowed value; the other numbers stay.</summary>
    /// <param name="point">One number an input, in the user's units.</param>
    /// <exception cref="ArgumentException">The point has another length.</exception>
    /// <exception cref="InvalidOperationException">An input has no allowed value; <see cref="Validate"/> says so.</exception>
    public void Snap(Span<double> point)
    {
        RequireLength(point);
        foreach (DiscreteInput input in _discrete)
        {
            input.Put(input.IsCategory ? input.ValueOf(point) : input.Nearest(input.ValueOf(point)), point);
        }
    }

    /// <summary>This domain with every discrete input fixed at the value that a point has.</summary>
    internal Domain WithDiscreteValuesOf(ReadOnlySpan<double> point)
    {
        Domain domain = this;
        foreach (DiscreteInput input in Discrete)
        {
            double value = input.ValueOf(point);
            domain = input.IsCategory ? domain.Fix(input.Name, input.Labels[(int)value]) : domain.Fix(input.Name, input.Nearest(value));
        }

        return domain;
    }

    private Domain OnGrid(string operation, string name, double step, double origin)
    {
        int input = Find(operation, name);
        if (!(step > 0 && Column.IsUsable(step) && Column.IsUsable(origin)))
        {
            throw Mistake.Of(
                $"{operation} got the step {step} from {origin} for '{name}' and wants a positive step, both up to {Column.GreatestMagnitude}.");
        }

        if (_specification.Grids[input] is { } grid && grid != (step, origin))
        {
            throw Mistake.Of($"{operation} got the grid {origin} + k·{step} for '{name}', which has {grid.Origin} + k·{grid.Step} already.");
        }

        return _specification.Fixed[input] is double value && !GridInput.IsOn(value, step, origin)
            ? throw Mistake.Of($"{operation} got the grid {origin} + k·{step} for '{name}', which is fixed at {value}, beside it.")
            : new(_specification with { Grids = DomainSpecification.With(_specification.Grids, input, (step, origin)) });
    }

    private Domain Among(string operation, string name, ReadOnlySpan<string> labels)
    {
        Feature category = FindCategory(operation, name);
        if (labels.IsEmpty)
        {
            throw Mistake.Of($"{operation} got no labels for '{name}' and wants at least one.");
        }

        var wanted = new HashSet<int>();
        foreach (string label in labels)
        {
            wanted.Add(FindLabel(operation, category, label));
        }

        // What was excluded before stays so. That the data never had a label is no reason to refuse it here: Validate says what is left.
        double?[] values = [.. _specification.Fixed];
        for (int label = 0; label < category.Columns.Count; label++)
        {
            if (!wanted.Contains(label))
            {
                values[category.Columns[label]] = 0;
            }
        }

        return category.Columns.All(column => values[column] == 0)
            ? throw Mistake.Of($"{operation} got {string.Join(", ", labels!)} for '{name}', and an earlier verb left none of these.")
            : new(_specification with { Fixed = values });
    }

    private Feature FindCategory(string operation, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        Feature[] categories = [.. Features.Where(feature => feature.IsCategory)];
        if (categories.FirstOrDefault(feature => feature.Name == name) is { } found)
        {
            return found;
        }

        string[] known = [.. categories.Select(feature => feature.Name)];
        throw Array.Exists(_specification.Inputs, column => column.Name == name)
            ? Mistake.Of($"{operation} wants a category for a label, and '{name}' is none; {Those(known)}.")
            : Mistake.Of($"{operation}: there is no category '{name}'; {Those(known)}.{Spelling.Hint(name, known)}");

        static string Those(string[] names) => names.Length == 0 ? "there is no category" : $"there is {string.Join(", ", names)}";
    }

    private static int FindLabel(string operation, Feature category, string label)
    {
        ArgumentNullException.ThrowIfNull(label);
        int at = category.Labels.ToList().IndexOf(label);
        return at >= 0 ? at : throw Mistake.Of(
            $"{operation}: '{category.Name}' has no label '{label}'; its labels are {string.Join(", ", category.Labels)}.",
            $"{Spelling.Hint(label, category.Labels)}");
    }

    private DiscreteInput? Choice(Feature feature)
    {
        if (feature.IsCategory)
        {
            return new CategoryInput(feature, column => (_lower[column], _upper[column]));
        }

        int input = feature.Columns[0];
        return _specification.Grids[input] is { } grid
            ? new GridInput(feature.Name, input, grid.Step, grid.Origin, _lower[input], _upper[input])
            : null;
    }

    // A bound between two grid numbers would be one that no answer reaches.
    private void Narrow(DiscreteInput input)
    {
        foreach (int column in input.Count == 0 ? [] : input.Columns)
        {
            (_lower[column], _upper[column]) = input is CategoryInput category
                ? category.Bounds(column)
                : (input.Nearest(_lower[column]), input.Nearest(_upper[column]));
        }
    }
}
