using Extremal.Optimization.Regions;

namespace Extremal.Problems;

/// <summary>
/// The assignments of a domain's discrete inputs that leave a point within the linear constraints, by depth-first search: an input is given one
/// of its values after another, bounds are propagated, and what is refused is not entered (A. Land and A. Doig, "An automatic method of solving
/// discrete programming problems", 1960). At a leaf all discrete inputs have values, and what is left for the others is tested exactly: by the
/// bounds for a single constraint, by a quadratic programme for several.
/// </summary>
internal sealed class AssignmentTree
{
    private readonly Domain _domain;
    private readonly BoundPropagation _propagation;
    private readonly LinearConstraint[] _closed;
    private readonly LinearRows<double>? _rows;
    private readonly bool[] _isDiscrete;
    private readonly double[][] _lower;
    private readonly double[][] _upper;
    private readonly Func<bool> _isOver;
    private long _left;

    /// <param name="domain">Whose inputs and linear constraints; valid.</param>
    /// <param name="isOver">Whether the time is over; looked at every few hundred nodes.</param>
    public AssignmentTree(Domain domain, Func<bool> isOver)
    {
        (_domain, _isOver, _propagation) = (domain, isOver, new BoundPropagation(domain));
        int inputs = domain.Inputs.Count, depths = domain.Discrete.Count + 1;
        (_lower, _upper, _isDiscrete) = (new double[depths][], new double[depths][], new bool[inputs]);
        for (int depth = 0; depth < depths; depth++)
        {
            (_lower[depth], _upper[depth]) = (new double[inputs], new double[inputs]);
        }

        foreach (int column in domain.Discrete.SelectMany(input => input.Columns))
        {
            _isDiscrete[column] = true;
        }

        _closed = [.. domain.LinearConstraints.Where(linear => !IsOpen(linear))];
        _rows = domain.LinearConstraints.Count - _closed.Length > 1 ? domain.Rows() : null;
    }

    /// <summary>Whether the last call looked at every branch that bounds did not refuse, until it had what it returned.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>
    /// Feasible assignments, each as a point in the user's units whose continuous inputs are those of <paramref name="reference"/>, moved to
    /// what the propagated bounds leave. They come nearest values first, input by input.
    /// </summary>
    /// <param name="reference">One number an input: where the values begin.</param>
    /// <param name="most">This many at most.</param>
    /// <param name="nodes">This many nodes at most.</param>
    /// <param name="pinned">A discrete input that keeps the value of the reference; null for none.</param>
    public List<double[]> Find(ReadOnlySpan<double> reference, int most, long nodes, DiscreteInput? pinned = null)
    {
        List<double[]> found = [];
        (_left, IsComplete) = (nodes, true);
        _domain.Lower.CopyTo(_lower[0]);
        _domain.Upper.CopyTo(_upper[0]);
        if (pinned is not null)
        {
            Assign(pinned, pinned.ValueOf(reference), _lower[0], _upper[0]);
        }

        if (_propagation.Narrow(_lower[0], _upper[0]))
        {
            Visit(0, reference, found, most);
        }

        return found;
    }

    // False if the search is to end: there are enough, or the nodes or the time are used up.
    private bool Visit(int depth, ReadOnlySpan<double> reference, List<double[]> found, int most)
    {
        if (depth == _domain.Discrete.Count)
        {
            return Leaf(depth, reference, found, most);
        }

        DiscreteInput input = _domain.Discrete[depth];
        foreach (double value in Values(input, input.ValueOf(reference), _lower[depth], _upper[depth]))
        {
            if (_left-- <= 0 || (_left % 256 == 0 && _isOver()))
            {
                return IsComplete = false;
            }

            _lower[depth].CopyTo(_lower[depth + 1], 0);
            _upper[depth].CopyTo(_upper[depth + 1], 0);
            Assign(input, value, _lower[depth + 1], _upper[depth + 1]);
            if (_propagation.Narrow(_lower[depth + 1], _upper[depth + 1]) && !Visit(depth + 1, reference, found, most))
            {
                return false;
            }
        }

        return true;
    }

    private bool Leaf(int depth, ReadOnlySpan<double> reference, List<double[]> found, int most)
    {
        double[] point = reference.ToArray();
        for (int j = 0; j < point.Length; j++)
        {
            (double low, double high) = _isDiscrete[j] ? (_lower[depth][j], _upper[depth][j]) : (_domain.Lower[j], _domain.Upper[j]);
            point[j] = Math.Min(high, Math.Max(low, point[j]));
        }

        if (HasPoint(point))
        {
            found.Add(point);
        }

        return found.Count < most;
    }

    // What the propagated bounds leave of one constraint they leave in fact, and a constraint over discrete inputs alone is a number now.
    private bool HasPoint(double[] point) => _closed.All(linear => linear.IsMet(point)) && (_rows is null || !Rest(point, _rows).IsEmpty);

    /// <summary>What is left for the other inputs once the discrete ones have the values of a point, in the user's units.</summary>
    private Polytope<double> Rest(double[] point, LinearRows<double> rows)
    {
        double[] lower = _domain.Lower.ToArray(), upper = _domain.Upper.ToArray();
        for (int j = 0; j < point.Length; j++)
        {
            (lower[j], upper[j]) = _isDiscrete[j] ? (point[j], point[j]) : (lower[j], upper[j]);
        }

        return new Polytope<double>(new Box<double>(lower, upper), rows);
    }

    private bool IsOpen(LinearConstraint linear)
    {
        for (int j = 0; j < _isDiscrete.Length; j++)
        {
            if (linear.Coefficients[j] != 0 && !_isDiscrete[j] && !_domain.IsFixed(j))
            {
                return true;
            }
        }

        return false;
    }

    private static void Assign(DiscreteInput input, double value, double[] lower, double[] upper)
    {
        input.Put(value, lower);
        input.Put(value, upper);
    }

    // The allowed values within the bounds, the nearest to one of them first; of labels, that one first.
    private static IEnumerable<double> Values(DiscreteInput input, double from, double[] lower, double[] upper)
    {
        if (input is not GridInput grid)
        {
            return input.Values.Where(label => upper[input.Columns[(int)label]] >= 1).OrderBy(label => label != from);
        }

        return Outward(grid, from, grid.AtLeast(lower[grid.Columns[0]]), grid.AtMost(upper[grid.Columns[0]]));
    }

    private static IEnumerable<double> Outward(GridInput grid, double from, double least, double greatest)
    {
        double above = grid.AtLeast(Math.Min(Math.Max(from, least), greatest)), below = grid.AtMost(above - 0.5 * grid.Step);
        while (above <= greatest || below >= least)
        {
            if (above <= greatest && (below < least || above - from <= from - below))
            {
                yield return above;
                above = grid.AtLeast(above + 0.5 * grid.Step);
            }
            else
            {
                yield return below;
                below = grid.AtMost(below - 0.5 * grid.Step);
            }
        }
    }
}
