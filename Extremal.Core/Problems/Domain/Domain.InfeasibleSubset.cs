using System.Numerics;
using Extremal.Data;
using Extremal.Optimization.Regions;
using Extremal.Problems.Constraints;

namespace Extremal.Problems;

public sealed partial class Domain
{
    private Polytope<T> Polytope<T>(Box<T> box, LinearRows<T> rows) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var polytope = new Polytope<T>(box, rows);
        return polytope.InfeasibleSubset is { } conflict
            ? throw Mistake.Of($"Domain: no point meets all of these: {string.Join("; ", Words(conflict))}.")
            : polytope;
    }

    /// <summary>Bounds and linear constraints that contradict each other, in the user's units.</summary>
    private IEnumerable<string> Words(InfeasibleSubset conflict) =>
    [
        .. conflict.Minimum.Concat(conflict.Maximum).Distinct().Order().Select(row => _specification.Bands[row].Description),
        .. conflict.Lower.Concat(conflict.Upper).Distinct().Order().Select(input => Bounds(conflict, input)).Distinct(),
    ];

    // Of a category's columns what its labels are, since none of them has bounds of its own.
    private string Bounds(InfeasibleSubset conflict, int input) => _specification.Inputs[input].Category is { } category
        ? Array.Find(_discrete, choice => choice.Name == category.Name)!.Description
        : Interval.Describe(
            _specification.Inputs[input].Name,
            IsFixed(input) || conflict.Lower.Contains(input) ? _lower[input] : double.NegativeInfinity,
            IsFixed(input) || conflict.Upper.Contains(input) ? _upper[input] : double.PositiveInfinity);
}
