using Extremal.Data;
using Extremal.Memory;
using Extremal.Optimization.QuadraticProgramming;
using Extremal.Problems;
using Extremal.Problems.Constraints;
using Extremal.Results;
using static Extremal.Formats.Printable;

namespace Extremal.Extrema;

/// <summary>
/// The conditions of Karush, Kuhn and Tucker at an answer, whatever method found it: among the steps that the limits met there allow, the one
/// nearest to −∇𝓛 is zero exactly if the point is stationary, and the multipliers of that small quadratic programme are the limits' prices.
/// </summary>
internal sealed class Stationarity
{
    // What counts as standing at a limit: a linear constraint's own tolerance, and this many times a smooth constraint's.
    private const double AtSmoothLimit = 10;

    // A step longer than this share of the gradient means a kink or an unfinished search: then the multipliers say nothing.
    private const double LongestStep = 1e-4;

    private readonly SearchProblem _problem;
    private readonly double[] _point;
    private readonly double[] _values;
    private readonly Slice<double> _gradients;
    private readonly List<(int Constraint, string Limit, double Units, string? Unit)> _met = [];
    private QuadraticProgramme _programme = null!;

    private Stationarity(SearchProblem problem, NetworkObjective objective, double[] point)
    {
        (_problem, _point) = (problem, point);
        (_values, _gradients) = (new double[objective.Functions], Slice<double>.Zeros(new Shape(objective.Functions, problem.Dimension)));
        Slice<double> z = Slice<double>.Zeros(new Shape(1, problem.Dimension));
        problem.Coordinates.FromUser(point, z.Span);
        objective.Evaluate(z.Matrix, _values, _gradients.Matrix);
    }

    /// <summary>The conditions at a point. Values and gradients are taken now, the programme is solved once the prices are asked for.</summary>
    public static Stationarity At(SearchProblem problem, NetworkObjective objective, double[] point) => new(problem, objective, point);

    /// <summary>
    /// The prices of the limits at which the point stands, the most effective first; none if the point is not stationary. To be asked once.
    /// </summary>
    public IReadOnlyList<ShadowPrice> Prices()
    {
        (int n, int linearCount) = (_problem.Dimension, _problem.Domain.LinearConstraints.Count);
        _programme = new QuadraticProgramme(n, linearCount + _problem.Constraints.Count);
        _gradients.Matrix.Row(0).CopyTo(_programme.Gradient);
        for (int j = 0; j < n; j++)
        {
            _programme.Hessian[j * n + j] = 1;
            MeetRange(j);
        }

        for (int i = 0; i < linearCount; i++)
        {
            MeetLinear(i);
        }

        for (int k = 0; k < _problem.Constraints.Count; k++)
        {
            MeetConstraint(k, linearCount + k);
        }

        return Hold() ? [.. Priced()] : [];
    }

    private bool Hold()
    {
        if (_met.Count == 0 || _values.Any(value => !double.IsFinite(value)) || !_programme.Factor()
            || _programme.Solve() != QuadraticStatus.Solved)
        {
            return false;
        }

        double step = 0, gradient = 0;
        for (int j = 0; j < _problem.Dimension; j++)
        {
            step = Math.Max(step, Math.Abs(_programme.Step[j]));
            gradient = Math.Max(gradient, Math.Abs(_programme.Gradient[j]));
        }

        return step <= LongestStep * gradient;
    }

    // A price is the multiplier in the loss's unit; of ± an output, or of a bound of it, it is taken back to the output's unit and sign.
    private IEnumerable<ShadowPrice> Priced()
    {
        Column target = _problem.Surrogate.Summary.TargetColumns[_problem.Goal.Output];
        (int sign, RiskAttitude risk) = _problem.Goal.Extreme;
        double ofLoss = sign == 0 ? 1 : -sign * _problem.Surrogate.OutputScaling.Slope(_problem.Goal.Output, -sign * _values[0]);
        (string what, string? unit) = sign == 0 ? ("the loss", null) : (risk.Of(target.Name), target.Unit);
        return _met.Where(limit => _programme.Multipliers[limit.Constraint] != 0)
            .OrderByDescending(limit => Math.Abs(_programme.Multipliers[limit.Constraint]))
            .Select(limit => new ShadowPrice(
                limit.Limit, _programme.Multipliers[limit.Constraint] * ofLoss / limit.Units, what, limit.Unit, unit)).ToList();
    }

    private void MeetRange(int j)
    {
        Column column = _problem.Domain.Inputs[j];
        BoundState state = _problem.Domain.StateOf(j, _point[j]);
        // A category is a choice: its columns go from 0 to 1 and not by little, so that they have no price, held at a label or free.
        bool isDiscrete = column.Category is not null || _problem.Domain.Discrete.Any(input => input.Columns.Contains(j));
        double units = _problem.Coordinates.UnitsOf(j);
        Meet(j, isDiscrete || state is BoundState.AtLower or BoundState.Fixed, isDiscrete || state is BoundState.AtUpper or BoundState.Fixed);
        if (state != BoundState.Free && !isDiscrete)
        {
            string relation = state switch { BoundState.AtLower => "≥", BoundState.AtUpper => "≤", _ => "=" };
            string unit = column.Unit is null ? "" : " " + column.Unit;
            _met.Add((j, Invariant($"{column.Name} {relation} {_point[j]:G6}{unit}"), units, column.Unit));
        }
    }

    private void MeetLinear(int i)
    {
        LinearConstraint linear = _problem.Domain.LinearConstraints[i];
        Span<double> row = _programme.Row(i);
        for (int j = 0; j < row.Length; j++)
        {
            row[j] = linear.Coefficients[j] * _problem.Coordinates.UnitsOf(j); // a fixed input's too: its price is that of moving it
        }

        (double sum, double slack) = (linear.Sum(_point), linear.Slack(_point));
        (bool low, bool high) = (sum <= linear.Low + slack, sum >= linear.High - slack);
        Meet(_problem.Dimension + i, low, high);
        if ((low || high) && HoldsAQuantity(linear))
        {
            _met.Add((_problem.Dimension + i, linear.Description, 1, null));
        }
    }

    private bool HoldsAQuantity(LinearConstraint linear)
    {
        for (int j = 0; j < _problem.Dimension; j++)
        {
            if (linear.Coefficients[j] != 0 && _problem.Domain.Inputs[j].Category is null)
            {
                return true;
            }
        }

        return false; // labels alone: no small move of the limit moves anything
    }

    private void MeetConstraint(int k, int row)
    {
        Constraint constraint = _problem.Constraints[k];
        _gradients.Matrix.Row(1 + k).CopyTo(_programme.Row(row));
        double value = _values[1 + k], scale = constraint.Scale;
        (double below, double above) = _problem.Domain.ToleranceOf(constraint, _point, _problem.Surrogate);
        bool low = value <= constraint.Low / scale + AtSmoothLimit * below / scale;
        bool high = value >= constraint.High / scale - AtSmoothLimit * above / scale;
        Meet(_problem.Dimension + row, low, high);
        if (low || high)
        {
            _met.Add((_problem.Dimension + row, constraint.ToString(), constraint.Scale, constraint.Unit));
        }
    }

    private void Meet(int constraint, bool low, bool high) => (_programme.Low[constraint], _programme.High[constraint]) =
        (low ? 0 : double.NegativeInfinity, high ? 0 : double.PositiveInfinity);
}
