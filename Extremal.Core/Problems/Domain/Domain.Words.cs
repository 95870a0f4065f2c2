using Extremal.Data;
using Extremal.Problems.Constraints;
using static Extremal.Formats.Printable;

namespace Extremal.Problems;

public sealed partial class Domain
{
    /// <summary>Every rule of the domain in words, a line each: inputs with their bounds and grids, categories, linear constraints, constraints.</summary>
    public override string ToString() => string.Join('\n',
    [
        .. Features.Select(Describe), .. LinearConstraints.Select(linear => linear.Description), .. Constraints.Select(constraint => constraint.ToString()),
        .. InsideQuantile is double quantile ? [Invariant($"inside what {quantile:0.####} of the data cover")] : (string[])[],
    ]);

    private string Describe(Feature feature)
    {
        DiscreteInput? choice = ChoiceOf(feature.Name);
        int input = feature.Columns[0];
        bool free = double.IsInfinity(_lower[input]) && double.IsInfinity(_upper[input]);
        string bounds = free ? Invariant($"{feature.Name} is free")
            : Interval.Describe(feature.Name, _lower[input], _upper[input], feature.Unit);
        return choice is null || (IsFixed(input) && !choice.IsCategory) ? bounds
            : choice.IsCategory ? choice.Description
            : $"{bounds}, {choice.Description[Invariant($"{feature.Name} is ").Length..]}";
    }

    /// <summary>The box that an input has otherwise, in words.</summary>
    internal string BaseWords(int input)
    {
        (double low, double high) = _specification.Ranges[input] ?? DomainSpecification.Base(_specification.Inputs[input], _specification.Deviations);
        return Invariant($"{low} to {high}");
    }
}
