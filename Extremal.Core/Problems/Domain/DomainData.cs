using System.Text.Json.Serialization;
using Extremal.Data;
using Extremal.Memory;
using Extremal.Problems.Constraints;

namespace Extremal.Problems;

/// <summary>What was said of a domain, as data: what JSON writes and reads back, and by what two domains are equal.</summary>
internal sealed record DomainData
{
    public required IReadOnlyList<InputData> Inputs { get; init => field = ValueList<InputData>.Of(value); }

    public required IReadOnlyList<Column> Targets { get; init => field = ValueList<Column>.Of(value); }

    /// <summary>Inputs without a range keep to mean ± this many standard deviations; to what was observed if null, to nothing if infinite.</summary>
    public double? StandardDeviations { get; init; }

    public IReadOnlyList<LinearData> LinearConstraints { get; init => field = ValueList<LinearData>.Of(value); } = ValueList<LinearData>.Of([]);

    public IReadOnlyList<ConstraintData> Constraints { get; init => field = ValueList<ConstraintData>.Of(value); } = ValueList<ConstraintData>.Of([]);

    public double? InsideQuantile { get; init; }

    public static DomainData Of(DomainSpecification said) => new()
    {
        Inputs = [.. said.Inputs.Select((column, i) => InputData.Of(column, said, i))],
        Targets = said.Targets,
        StandardDeviations = said.Deviations,
        LinearConstraints = [.. said.LinearConstraints.Select(linear => new LinearData(linear.Low, linear.High)
        {
            Coefficients = linear.Coefficients.ToArray(),
        })],
        Constraints = [.. said.Constraints.Select(ConstraintData.Of)],
        InsideQuantile = said.Inside,
    };

    /// <summary>The domain, by its own verbs, which check everything.</summary>
    /// <exception cref="ArgumentException">A verb refuses what it is given.</exception>
    public Domain ToDomain()
    {
        Domain domain = Domain.Of([.. Inputs.Select(input => input.Column)], Targets);
        domain = StandardDeviations is not { } count ? domain : double.IsPositiveInfinity(count) ? domain.Unbounded() : domain.WithinDeviations(count);
        domain = domain.Features.Aggregate(domain, (all, feature) => feature.IsCategory ? OneOf(all, feature) : Inputs[feature.Columns[0]].AddTo(all));
        domain = LinearConstraints.Aggregate(domain, (all, linear) => linear.AddTo(all));
        domain = Constraints.Aggregate(domain, (all, constraint) => constraint.AddTo(all));
        return InsideQuantile is { } share ? domain.Inside(share) : domain;
    }

    // A label that was excluded has its column fixed at 0.
    private Domain OneOf(Domain domain, Feature category)
    {
        string[] left = [.. category.Labels.Where((_, label) => Inputs[category.Columns[label]].Fixed is null)];
        return left.Length == category.Labels.Count ? domain : domain.OneOf(category.Name, left);
    }
}

/// <summary>What was said of one input.</summary>
internal sealed record InputData(Column Column)
{
    public double? Low { get; init; }

    public double? High { get; init; }

    public double? AtLeast { get; init; }

    public double? AtMost { get; init; }

    public double? Fixed { get; init; }

    public double? GridStep { get; init; }

    public double? GridOrigin { get; init; }

    public static InputData Of(Column column, DomainSpecification said, int i) => new(column)
    {
        Low = said.Ranges[i]?.Low,
        High = said.Ranges[i]?.High,
        AtLeast = double.IsFinite(said.Limits[i].Low) ? said.Limits[i].Low : null,
        AtMost = double.IsFinite(said.Limits[i].High) ? said.Limits[i].High : null,
        Fixed = said.Fixed[i],
        GridStep = said.Grids[i]?.Step,
        GridOrigin = said.Grids[i]?.Origin,
    };

    public Domain AddTo(Domain domain)
    {
        string name = Column.Name;
        domain = Low is { } low && High is { } high ? domain.Range(name, low, high) : domain;
        domain = AtLeast is { } least ? domain.AtLeast(name, least) : domain;
        domain = AtMost is { } greatest ? domain.AtMost(name, greatest) : domain;
        domain = GridStep is { } step ? domain.Grid(name, step, GridOrigin ?? 0) : domain;
        return Fixed is { } value ? domain.Fix(name, value) : domain;
    }
}

/// <summary>A linear constraint: one coefficient an input.</summary>
internal sealed record LinearData(double Low, double High)
{
    public required IReadOnlyList<double> Coefficients { get; init => field = ValueList<double>.Of(value); }

    public Domain AddTo(Domain domain)
    {
        int[] own = [.. Enumerable.Range(0, Coefficients.Count).Where(i => Coefficients[i] != 0)];
        if (Coefficients.Count != domain.Inputs.Count)
        {
            throw Mistake.Of($"A linear constraint got {Coefficients.Count} coefficients for {domain.Inputs.Count} inputs.");
        }

        return domain.Linear([.. own.Select(i => domain.Inputs[i].Name)], [.. own.Select(i => Coefficients[i])], Low, High);
    }
}

/// <summary>A smooth constraint: the limits of the output of that name, or those of an expression, of which only the description is known.</summary>
internal sealed record ConstraintData(string Description, double Low, double High, double? Scale, string? Unit, bool IsOutput)
{
    public static ConstraintData Of(Constraint constraint) => new(
        constraint.Description, constraint.Low, constraint.High, constraint.IsScaled ? constraint.Scale : null, constraint.Unit, constraint.IsOutput);

    public Domain AddTo(Domain domain) => IsOutput
        ? domain.Output(Description, Low, High)
        : domain.Constrain(new Constraint(Description, NotWritten, Low, High, Scale) { Unit = Unit });

    private Autodiff.Variable<double> NotWritten(DecisionVariables candidates) => throw new InvalidOperationException(
        Formats.Printable.Invariant($"The constraint '{Description}' was read from JSON, which holds no expressions; constrain the domain anew."));
}

/// <summary>How JSON writes it, without reflection.</summary>
[JsonSourceGenerationOptions(
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DomainData))]
internal sealed partial class DomainJson : JsonSerializerContext;
