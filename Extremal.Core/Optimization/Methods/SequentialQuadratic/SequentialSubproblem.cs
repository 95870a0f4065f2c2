using Extremal.Optimization.QuadraticProgramming;

namespace Extremal.Optimization.Methods;

/// <summary>
/// The quadratic programme of one step, shared by all starts: min ∇fᵀd + ½ dᵀBd within the bounds and rows and the linearised functions,
/// and, if these contradict each other, with the functions soft.
/// </summary>
internal sealed class SequentialSubproblem
{
    /// <summary>How far the price of soft constraints may rise above the size of the gradient.</summary>
    private const double HighestPrice = 1e8;

    private readonly SequentialConstraints _constraints;
    private readonly QuadraticProgramme _programme;
    private readonly ElasticProgramme? _elastic;

    /// <summary>Room for the steps of any start within these limits.</summary>
    public SequentialSubproblem(SequentialConstraints constraints)
    {
        (_constraints, _programme) = (constraints, constraints.Programme(constraints.Functions));
        _elastic = constraints.Functions > 0 ? new(constraints.Dimension, constraints.Rows, constraints.Functions) : null;
    }

    /// <summary>
    /// The step, its target, its multipliers and what it leaves violated, from the point of a start; with B forgotten if rounding spoilt
    /// it, and with the functions soft if the constraints contradict each other to first order.
    /// </summary>
    /// <returns>Infeasible if no step lessens the violation.</returns>
    public QuadraticStatus Solve(SequentialState state)
    {
        QuadraticStatus status = SolveHard(state);
        if (status == QuadraticStatus.Stalled && !state.IsFresh)
        {
            state.Refresh(_constraints.Reach);
            status = SolveHard(state);
        }

        double violation = SequentialMerit.Excess(_constraints, state.Point);
        double price = SequentialMerit.Price(state);
        bool isHard = status == QuadraticStatus.Solved && SequentialMerit.GreatestMultiplier(_constraints, state) <= HighestPrice * price;
        if (isHard || violation == 0)
        {
            return status == QuadraticStatus.Infeasible ? QuadraticStatus.Stalled : status;
        }

        double left = violation;
        double highest = HighestPrice * price;
        for (price *= 10; price <= highest && left > 0.9 * violation; price *= 100)
        {
            if (!SolveSoft(state, price, violation, out left))
            {
                return QuadraticStatus.Stalled;
            }

            state.Prices.AsSpan().Fill(price);
        }

        return left <= (1 - 1e-9) * violation ? QuadraticStatus.Solved : QuadraticStatus.Infeasible;
    }

    private QuadraticStatus SolveHard(SequentialState state)
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

    // Straight after solving the same with hard functions: at a price of a unit of violation, and with the sum of violations that is left.
    private bool SolveSoft(SequentialState state, double price, double violation, out double left)
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
        double size = SequentialMerit.Greatest(state.Point.Gradient);

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
            _constraints.Step(_programme, _programme.Step, state.Point.X, state.Target);
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
        _constraints.LimitStep(_programme, point.X);
        for (int i = 0; i < functions.Length; i++)
        {
            ReadOnlySpan<double> slope = point.Slope(i);
            slope.CopyTo(_programme.Row(m + i));
            double origin = functions[i];
            for (int j = 0; j < n && step is not null; j++)
            {
                origin -= slope[j] * step[j];
            }

            _constraints.LimitStep(_programme, n + m + i, origin, Math.Abs(functions[i]));
        }
    }

    private void Aim(SequentialState state, ReadOnlySpan<double> step)
    {
        step.CopyTo(state.Step);
        _constraints.Step(_programme, step, state.Point.X, state.Target);
    }
}
