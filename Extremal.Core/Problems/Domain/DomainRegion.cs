using System.Numerics;
using Extremal.Data;
using Extremal.LinearAlgebra;
using Extremal.Memory;
using Extremal.Optimization;
using Extremal.Optimization.Regions;
using Extremal.Problems.Constraints;

namespace Extremal.Problems;

/// <summary>The box of a domain and its linear constraints as regions of a search, in the user's units or in scaled ones.</summary>
internal sealed class DomainRegion(Domain domain)
{
    private readonly double[] _lower = domain.Lower.ToArray();
    private readonly double[] _upper = domain.Upper.ToArray();
    private readonly IReadOnlyList<LinearConstraint> _constraints = domain.LinearConstraints;

    /// <summary>The linear constraints in the user's units; one that misses the box by a rounding is widened to touch it.</summary>
    public LinearRows<double> Rows()
    {
        int inputs = _lower.Length;
        double[] coefficients = [.. _constraints.SelectMany(linear => linear.Coefficients.ToArray())];
        (double[] low, double[] high) = ([.. _constraints.Select(linear => linear.Low)], [.. _constraints.Select(linear => linear.High)]);
        (double, double)[] slacks = [.. _constraints.Select(linear => SlackOf(linear))];
        for (int k = 0; k < low.Length; k++)
        {
            Touch(coefficients.AsSpan(k * inputs, inputs), _lower, _upper, ref low[k], ref high[k]);
        }

        return new(new ReadOnlyMatrix<double>(coefficients, new Shape(low.Length, inputs)), low, high, slacks);
    }

    /// <summary>The bounds in scaled units.</summary>
    public Box<T> Box<T>(Standardization scaling) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] lower = new T[_lower.Length], upper = new T[_lower.Length];
        scaling.Apply<T>(_lower, lower);
        scaling.Apply<T>(_upper, upper);
        return new(lower, upper);
    }

    /// <summary>The linear constraints in scaled units: fixed inputs leave them for their limits.</summary>
    public LinearRows<T> Rows<T>(Standardization scaling) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (int rows, int inputs) = (_constraints.Count, _lower.Length);
        T[] coefficients = new T[rows * inputs], low = new T[rows], high = new T[rows];
        (double, double)[] slacks = new (double, double)[rows];
        double epsilon = double.CreateTruncating(T.BitIncrement(T.One) - T.One);
        Box<T> box = Box<T>(scaling);
        for (int k = 0; k < rows; k++)
        {
            LinearConstraint linear = _constraints[k];
            Span<T> row = coefficients.AsSpan(k * inputs, inputs);
            double constant = 0, size = 0;
            for (int i = 0; i < inputs; i++)
            {
                double a = linear.Coefficients[i], taken = a * (domain.IsFixed(i) ? _lower[i] : scaling.Shifts[i]);
                (constant, size) = (constant + taken, size + Math.Abs(taken));
                row[i] = domain.IsFixed(i) ? T.Zero : T.CreateTruncating(a * scaling.Scales[i]);
            }

            (low[k], high[k]) = (T.CreateTruncating(linear.Low - constant), T.CreateTruncating(linear.High - constant));
            slacks[k] = SlackOf(linear, 8 * (inputs + 8) * epsilon * size);
            Touch(row, box.Lower, box.Upper, ref low[k], ref high[k]);
        }

        return new(new ReadOnlyMatrix<T>(coefficients, new Shape(rows, inputs)), low, high, slacks);
    }

    // How far a sum may be off and count as in its linear constraint, and what else it may be off by, below and above.
    private (double Below, double Above) SlackOf(LinearConstraint linear, double rounding = 0)
    {
        RowTerms terms = RowTerms.Of(linear.Coefficients, _lower, _upper);
        return (terms.Slack(linear.Low, LinearConstraint.Tolerance) + rounding, terms.Slack(linear.High, LinearConstraint.Tolerance) + rounding);
    }

    /// <summary>The points of a box that meet some rows.</summary>
    /// <exception cref="ArgumentException">There are provably none.</exception>
    public Region<T> Region<T>(Box<T> box, LinearRows<T> rows) where T : unmanaged, IBinaryFloatingPointIeee754<T> => rows.Count switch
    {
        0 => box,
        1 => new BoxAndSlab<T>(box, rows.Coefficients(0), rows.Low(0), rows.High(0)),
        _ => Polytope(box, rows),
    };

    /// <summary>
    /// Validate has found that a linear constraint reaches the box; if it misses the box now, then by a rounding, and is widened to touch it again.
    /// </summary>
    private static void Touch<T>(ReadOnlySpan<T> coefficients, ReadOnlySpan<T> lower, ReadOnlySpan<T> upper, ref T low, ref T high)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (T least, T greatest) = Vectors.Range(coefficients, lower, upper);
        (low, high) = (T.Min(low, greatest), T.Max(high, least));
    }

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
        .. conflict.Minimum.Concat(conflict.Maximum).Distinct().Order().Select(row => _constraints[row].Description),
        .. conflict.Lower.Concat(conflict.Upper).Distinct().Order().Select(input => Bounds(conflict, input)).Distinct(),
    ];

    // Of a category's columns what its labels are, since none of them has bounds of its own.
    private string Bounds(InfeasibleSubset conflict, int input) => domain.Inputs[input].Category is { } category
        ? domain.ChoiceOf(category.Name)!.Description
        : Interval.Describe(
            domain.Inputs[input].Name,
            domain.IsFixed(input) || conflict.Lower.Contains(input) ? _lower[input] : double.NegativeInfinity,
            domain.IsFixed(input) || conflict.Upper.Contains(input) ? _upper[input] : double.PositiveInfinity);
}
