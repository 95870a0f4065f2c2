using System.Numerics;
using Extremal.Optimization.Methods.Sequential;
using Extremal.Optimization.QuadraticProgramming;

namespace Extremal.Optimization.Methods;

// One start's way from an evaluation to the next pending point.
public sealed partial class SequentialQuadratic<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The part of the fall that the slope promises which a step has to keep.</summary>
    private const double Armijo = 1e-4;

    /// <summary>Trials in succession that may be NaN or infinite, each a tenth of the one before.</summary>
    private const int MostNonFinite = 8;

    /// <summary>Steps in succession without progress beyond rounding after which a start ends.</summary>
    private const int MostIdle = 8;

    /// <summary>How far the price of soft constraints may rise above the size of the gradient.</summary>
    private const double HighestPrice = 1e8;

    /// <summary>A change of the gradient below this many units of its rounding says nothing about the curvature.</summary>
    private const double RoundingOfSlopes = 1e3;

    /// <summary>A relative step below it leads to a solution, or nowhere.</summary>
    private const double Near = 1e-4;

    private void Advance(int start, bool isFinite)
    {
        SequentialState state = _states[start];
        if (!isFinite)
        {
            if (state.Phase == SequentialPhase.First || ++state.NonFinite > MostNonFinite)
            {
                End(start, StopReason.NonFinite);
            }
            else
            {
                Shorten(start, state.Phase == SequentialPhase.Corrected ? 0.5 : 0.1 * state.Length);
            }

            return;
        }

        if (state.Phase == SequentialPhase.First)
        {
            state.Accept();
            state.Refresh(_reach);
            Propose(start);
            return;
        }

        double merit = SequentialMerit.At(_constraints, state.Trial, state.Prices);
        double noise = SequentialMerit.Noise(_constraints, state, _epsilon);
        if (merit <= state.Merit + Armijo * state.Length * state.Slope + noise)
        {
            state.Idle = merit < state.Merit - noise ? 0 : state.Idle + 1;
            Learn(state);
            state.Accept();
            CountStep(start);
            Propose(start);
        }
        else if (state.Phase == SequentialPhase.Full && _constraints.Functions > 0 && _subproblem!.Correct(state))
        {
            state.Phase = SequentialPhase.Corrected;
            Place(state);
        }
        else
        {
            // The parabola through the merit here, its slope and the merit there; a corrected step says nothing about the straight way.
            double bend = merit - state.Merit - state.Length * state.Slope;
            double least = -state.Slope * state.Length * state.Length / (2 * bend);
            Shorten(start, state.Phase == SequentialPhase.Corrected ? 0.5 : Math.Clamp(least, 0.1 * state.Length, 0.5 * state.Length));
        }
    }

    /// <summary>Tries a part of the step; if it is none, a step of the gradient alone.</summary>
    private void Shorten(int start, double length)
    {
        SequentialState state = _states[start];
        (state.Length, state.Phase) = (length, SequentialPhase.Shortened);
        bool moves = false;
        for (int j = 0; j < state.Step.Length; j++)
        {
            double x = state.Point.X[j];
            state.Target[j] = _fixed[j] ? x : Math.Clamp(x + length * state.Step[j], _constraints.Low[j], _constraints.High[j]);
            moves |= Math.Abs(state.Target[j] - x) > 4 * _epsilon * Math.Abs(x);
        }

        if (moves && length > 1e-12)
        {
            Place(state);
        }
        else if (state.IsFresh || state.NonFinite > 0)
        {
            End(start, state.NonFinite > 0 ? StopReason.NonFinite : StopReason.NoDescent);
        }
        else
        {
            state.Refresh(_reach);
            Propose(start);
        }
    }

    /// <summary>Judges the point reached, and if the start has not ended makes the full step from it pending.</summary>
    private void Propose(int start)
    {
        SequentialState state = _states[start];
        QuadraticStatus status = Solve(state);
        double residual = Residual(state, out double scale);
        double violation = _constraints.Violation(state.Point);
        bool converged = status == QuadraticStatus.Solved && violation == 0 && residual <= _tolerance * scale;
        Record(start, residual, violation, converged);
        if (residual < 0.5 * state.LeastResidual)
        {
            (state.LeastResidual, state.Idle) = (residual, 0);
        }

        StopReason reason = converged ? StopReason.Converged
            : state.IsContradictory || status == QuadraticStatus.Infeasible ? StopReason.Infeasible
            : status == QuadraticStatus.Stalled || state.Idle >= MostIdle ? StopReason.NoDescent
            : Outcomes[start].Steps >= _steps ? StopReason.StepLimit
            : StopReason.None;
        if (reason != StopReason.None)
        {
            End(start, reason);
            return;
        }

        SequentialMerit.Prepare(_constraints, state, Outcomes[start].Steps);
        (state.Length, state.Phase) = (1, SequentialPhase.Full);
        Place(state);
    }

    /// <summary>
    /// The subproblem, with B forgotten if rounding spoilt it, and with soft constraints if hard ones contradict each other. Infeasible if
    /// no step lessens the violation.
    /// </summary>
    private QuadraticStatus Solve(SequentialState state)
    {
        QuadraticStatus status = _subproblem!.Solve(state);
        if (status == QuadraticStatus.Stalled && !state.IsFresh)
        {
            state.Refresh(_reach);
            status = _subproblem.Solve(state);
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
            if (!_subproblem.SolveSoft(state, price, violation, out left))
            {
                return QuadraticStatus.Stalled;
            }

            state.Prices.AsSpan().Fill(price);
        }

        return left <= (1 - 1e-9) * violation ? QuadraticStatus.Solved : QuadraticStatus.Infeasible;
    }

    /// <summary>
    /// The residual; near a solution with whichever multipliers leave less of the gradient: those of the step, which an ill-conditioned B
    /// spoils, or those of the gradient alone.
    /// </summary>
    private double Residual(SequentialState state, out double scale)
    {
        double residual = SequentialMerit.Residual(_constraints, state, _fixed, out scale);
        double length = 0;
        for (int j = 0; j < state.Step.Length; j++)
        {
            length = Math.Max(length, Math.Abs(state.Step[j]) / Math.Max(1, Math.Abs(state.Point.X[j])));
        }

        if (length < Near && residual > _tolerance * scale && _subproblem!.Estimate(state))
        {
            double other = SequentialMerit.Residual(_constraints, state, _fixed, out double otherScale);
            if (other < residual)
            {
                scale = otherScale;
                return other;
            }

            state.SwapMultipliers();
        }

        return residual;
    }

    /// <summary>Takes the change of the Lagrangian's gradient into B, unless it is little more than rounding.</summary>
    private void Learn(SequentialState state)
    {
        (SequentialPoint from, SequentialPoint to) = (state.Point, state.Trial);
        int shift = _constraints.Dimension + _constraints.Rows;
        (double greatest, double size) = (0, 0);
        for (int j = 0; j < _difference.Length; j++)
        {
            double change = to.Gradient[j] - from.Gradient[j];
            double terms = Math.Abs(to.Gradient[j]);
            for (int k = 0; k < _constraints.Functions; k++)
            {
                change -= state.Multipliers[shift + k] * (to.Slope(k)[j] - from.Slope(k)[j]);
                terms += Math.Abs(state.Multipliers[shift + k] * to.Slope(k)[j]);
            }

            _difference[j] = _fixed[j] ? 0 : change;
            state.Step[j] = to.X[j] - from.X[j];
            (greatest, size) = (Math.Max(greatest, Math.Abs(_difference[j])), Math.Max(size, _fixed[j] ? 0 : terms));
        }

        if (greatest > RoundingOfSlopes * _epsilon * size)
        {
            DampedUpdate.Apply(state.Curvature, state.Step, _difference, _product, state.IsFresh);
            state.IsFresh = false;
        }
    }

    /// <summary>Keeps the point if it is the best: the one that converged, or the lowest that meets the constraints.</summary>
    private void Record(int start, double residual, double violation, bool converged)
    {
        SequentialState state = _states[start];
        Narrow(state.Point.X, _rounded);
        (T value, T norm, T amount) = (T.CreateTruncating(state.Point.Value), T.CreateTruncating(residual), T.CreateTruncating(violation));
        if (converged)
        {
            Keep(start, _rounded, value, norm, amount);
        }

        if (converged || Offer(start, _rounded, value, norm, amount))
        {
            SequentialMerit.Multipliers(_constraints, state, _fixed, state.BestMultipliers);
        }
    }

    /// <summary>Makes the target, in the arithmetic of T, the trial.</summary>
    private void Place(SequentialState state)
    {
        Narrow(state.Target, _rounded);
        Widen(_rounded, state.Trial.X);
    }
}
