using Extremal.Optimization.QuadraticProgramming;

namespace Extremal.Optimization.Methods.Sequential;

/// <summary>
/// The quadratic programme of one step, shared by all starts: min ∇fᵀd + ½ dᵀBd within the bounds and rows and the linearised functions,
/// and, if these contradict each other, with the functions soft.
/// </summary>
internal sealed class SequentialSubproblem
{
    private readonly SequentialConstraints _constraints;
    private readonly bool[] _held;
    private readonly QuadraticProgramme _programme;
    private readonly ElasticProgramme? _elastic;
    private readonly double _epsilon;

    /// <param name="constraints">The limits.</param>
    /// <param name="held">Which coordinates do not move.</param>
    /// <param name="epsilon">The unit of rounding of points and values.</param>
    public SequentialSubproblem(SequentialConstraints constraints, bool[] held, double epsilon)
    {
        (_constraints, _held, _epsilon) = (constraints, held, epsilon);
        (int n, int m, int p) = (constraints.Dimension, constraints.Rows, constraints.Functions);
        _programme = new(n, m + p);
        _elastic = p > 0 ? new(n, m, p) : null;
        for (int i = 0; i < m; i++)
        {
            constraints.Row(i).CopyTo(_programme.Row(i));
        }
    }

    /// <summary>The step, its target, its multipliers and what it leaves violated, from the point of a start.</summary>
    /// <returns>Infeasible if the constraints contradict each other to first order.</returns>
    public QuadraticStatus Solve(SequentialState state)
    {
        Fill(state, state.Point.Functions, null);
        state.Curvature.CopyTo(_programme.Hessian);
        QuadraticStatus status = _programme.Factor() ? _programme.Solve() : QuadraticStatus.Stalled;
        if (status == QuadraticStatus.Solved)
        {
            Aim(state, _programme.Step);
            _programme.Multipliers.CopyTo(state.Multipliers);
            Array.Clear(state.Leftovers);
        }

        return status;
    }

    /// <summary>
    /// The same with the functions soft, straight after <see cref="Solve"/> of the same state.
    /// </summary>
    /// <param name="state">The start.</param>
    /// <param name="price">Of a unit of violation.</param>
    /// <param name="violation">The sum of the present violations, above zero.</param>
    /// <param name="left">The sum that is left, to first order.</param>
    public bool SolveSoft(SequentialState state, double price, double violation, out double left)
    {
        left = violation;
        if (_elastic is null || _elastic.Solve(_programme, price, violation) != QuadraticStatus.Solved)
        {
            return false;
        }

        Aim(state, _elastic.Step);
        left = 0;
        for (int k = 0; k < state.Multipliers.Length; k++)
        {
            state.Multipliers[k] = _elastic.Multiplier(k);
        }

        for (int k = 0; k < state.Leftovers.Length; k++)
        {
            state.Leftovers[k] = Math.Abs(_elastic.Leftover(k));
            left += state.Leftovers[k];
        }

        return true;
    }

    /// <summary>
    /// Exchanges the multipliers for those of the steepest feasible step, straight after <see cref="Solve"/>: the same programme with the
    /// identity, times the size of the gradient, for B.
    /// </summary>
    public bool Estimate(SequentialState state)
    {
        double size = 0;
        foreach (double g in state.Point.Gradient)
        {
            size = Math.Max(size, Math.Abs(g));
        }

        DampedUpdate.Scale(_programme.Hessian, _constraints.Dimension, size > 0 ? size : 1);
        bool solved = _programme.Factor() && _programme.Solve() == QuadraticStatus.Solved;
        if (solved)
        {
            state.SwapMultipliers();
            _programme.Multipliers.CopyTo(state.Multipliers);
        }

        return solved;
    }

    /// <summary>
    /// The second-order correction: the step of the same programme with the functions as they are at the trial, so that it ends nearer to
    /// the curved constraints. Only the target changes.
    /// </summary>
    public bool Correct(SequentialState state)
    {
        Fill(state, state.Trial.Functions, state.Step);
        state.Curvature.CopyTo(_programme.Hessian);
        bool solved = _programme.Factor() && _programme.Solve() == QuadraticStatus.Solved;
        if (solved)
        {
            Place(state, _programme.Step);
        }

        return solved;
    }

    /// <param name="state">The start.</param>
    /// <param name="functions">Their values at the point, or after the step.</param>
    /// <param name="step">The step after which they have these values; null for none.</param>
    private void Fill(SequentialState state, double[] functions, double[]? step)
    {
        SequentialPoint point = state.Point;
        (int n, int m) = (_constraints.Dimension, _constraints.Rows);
        point.Gradient.CopyTo(_programme.Gradient);
        for (int j = 0; j < n; j++)
        {
            (_programme.Low[j], _programme.High[j]) =
                _held[j] ? (0, 0) : (_constraints.Low[j] - point.X[j], _constraints.High[j] - point.X[j]);
        }

        for (int i = 0; i < m; i++)
        {
            (double sum, double magnitude) = _constraints.RowSum(i, point.X);
            Limit(n + i, sum, magnitude);
        }

        for (int i = 0; i < functions.Length; i++)
        {
            ReadOnlySpan<double> slope = point.Slope(i);
            slope.CopyTo(_programme.Row(m + i));
            double origin = functions[i];
            for (int j = 0; j < n && step is not null; j++)
            {
                origin -= slope[j] * step[j];
            }

            Limit(n + m + i, origin, Math.Abs(functions[i]));
        }
    }

    private void Limit(int k, double origin, double magnitude)
    {
        (double low, double high) = (_constraints.Low[k], _constraints.High[k]);
        (_programme.Low[k], _programme.High[k]) = (low - origin, low == high ? low - origin : high - origin);
        _programme.Rounding[k] = 4 * _epsilon * Math.Max(magnitude, _constraints.Limit(k));
    }

    private void Aim(SequentialState state, ReadOnlySpan<double> step)
    {
        step.CopyTo(state.Step);
        Place(state, step);
    }

    /// <summary>Point + step; a step to a bound ends on it exactly.</summary>
    private void Place(SequentialState state, ReadOnlySpan<double> step)
    {
        for (int j = 0; j < step.Length; j++)
        {
            double x = state.Point.X[j];
            state.Target[j] = _held[j] ? x
                : step[j] <= _programme.Low[j] ? _constraints.Low[j]
                : step[j] >= _programme.High[j] ? _constraints.High[j]
                : Math.Clamp(x + step[j], _constraints.Low[j], _constraints.High[j]);
        }
    }
}
