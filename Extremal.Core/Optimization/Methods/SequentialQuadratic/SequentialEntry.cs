using Extremal.Optimization.QuadraticProgramming;

namespace Extremal.Optimization.Methods;

/// <summary>
/// Where a search begins: the point of the box that is nearest to a start among those that meet the rows, its held coordinates kept; or, if
/// none does, one that violates them least.
/// </summary>
internal sealed class SequentialEntry
{
    private readonly SequentialConstraints _constraints;
    private readonly QuadraticProgramme _programme;
    private ElasticProgramme? _elastic;

    /// <summary>Room for the way into these limits.</summary>
    public SequentialEntry(SequentialConstraints constraints)
    {
        (_constraints, _programme) = (constraints, constraints.Programme(functions: 0));
        DampedUpdate.Scale(_programme.Hessian, constraints.Dimension, 1);
        _programme.Factor();
    }

    /// <summary>Moves a finite point there; whether it meets the rows.</summary>
    public bool Project(double[] point)
    {
        // From far away most digits of the step are lost; a second time it starts close by.
        bool meets = true;
        for (int round = 0; round < 2 && _constraints.Rows > 0 && Array.TrueForAll(point, double.IsFinite); round++)
        {
            _constraints.LimitStep(_programme, point);
            QuadraticStatus status = _programme.Solve();
            meets = status == QuadraticStatus.Solved;
            if (status == QuadraticStatus.Infeasible)
            {
                meets = SolveByWidths(point);
            }
            else if (meets)
            {
                _constraints.Step(_programme, _programme.Step, point, point);
            }
        }

        return meets;
    }

    // Where scales differ far, rounding may have hidden the points that meet the rows; without any, the violation counts.
    private bool SolveByWidths(double[] point)
    {
        int n = point.Length, m = _constraints.Rows;
        double[] low = [.. _constraints.Low.AsSpan(0, n + m)], high = [.. _constraints.High.AsSpan(0, n + m)];
        double[] moved = [.. point];
        for (int j = 0; j < n; j++)
        {
            (low[j], high[j]) = _constraints.Held[j] ? (point[j], point[j]) : (low[j], high[j]);
        }

        ScaledProgramme programme = new(n, _constraints.Coefficients, low, high);
        if (programme.Project(moved) != QuadraticStatus.Solved)
        {
            SolveSoft(point);
            return false;
        }

        for (int j = 0; j < n; j++)
        {
            point[j] = _constraints.Held[j] ? point[j] : Math.Min(Math.Max(moved[j], low[j]), high[j]);
        }

        return true;
    }

    private void SolveSoft(double[] point)
    {
        double violation = 0;
        for (int i = 0; i < _constraints.Rows; i++)
        {
            violation += _constraints.Excess(point.Length + i, _constraints.RowSum(i, point).Sum);
        }

        // Distances are of order one, so a price of a million lets nearly nothing but the violation count.
        _elastic ??= new(point.Length, 0, _constraints.Rows);
        if (violation > 0 && _elastic.Solve(_programme, 1e6, violation) == QuadraticStatus.Solved)
        {
            _constraints.Step(_programme, _elastic.Step, point, point);
        }
    }
}
