using Extremal.Optimization.QuadraticProgramming;

namespace Extremal.Optimization.Methods;

/// <summary>The descent of <see cref="SequentialQuadratic{T}"/> from one start: from the results at a point to the next pending one.</summary>
internal sealed class SequentialDescent
{
    /// <summary>The part of the fall that the slope promises which a step has to keep.</summary>
    private const double Armijo = 1e-4;

    /// <summary>Trials in succession that may be NaN or infinite, each a tenth of the one before.</summary>
    private const int MostNonFinite = 8;

    /// <summary>Steps in succession without progress beyond rounding after which a start ends.</summary>
    private const int MostIdle = 8;

    /// <summary>A relative step below it leads to a solution, or nowhere.</summary>
    private const double Near = 1e-4;

    private readonly SequentialConstraints _constraints;
    private readonly SequentialSubproblem _subproblem;
    private readonly double _tolerance;
    private SequentialPhase _phase;
    private double _length;
    private int _idle;
    private int _nonFinite;
    private double _leastResidual = double.PositiveInfinity;

    /// <summary>A descent whose state's target becomes the first pending point.</summary>
    public SequentialDescent(
        SequentialConstraints constraints, SequentialSubproblem subproblem, SequentialState state, double tolerance)
    {
        (_constraints, _subproblem, State, _tolerance) = (constraints, subproblem, state, tolerance);
        Place();
    }

    /// <summary>Point, pending point and what is known of the functions.</summary>
    public SequentialState State { get; }

    /// <summary>Why it can go no further; none while it can.</summary>
    public StopReason Reason { get; private set; }

    /// <summary>Steps made.</summary>
    public int Steps { get; private set; }

    /// <summary>How far the point is from the conditions of optimality.</summary>
    public double Residual { get; private set; }

    /// <summary>The relative violation of the constraints there.</summary>
    public double Violation { get; private set; }

    /// <summary>Takes the results, in the state's trial; whether the step from its point is now to be computed anew.</summary>
    public bool Take(bool isFinite)
    {
        if (!isFinite)
        {
            bool isOver = _phase == SequentialPhase.First || ++_nonFinite > MostNonFinite;
            Reason = isOver ? StopReason.NonFinite : Reason;
            return !isOver && Shorten(_phase == SequentialPhase.Corrected ? 0.5 : 0.1 * _length);
        }

        if (_phase == SequentialPhase.First)
        {
            State.Accept();
            State.Refresh(_constraints.Reach);
            return true;
        }

        double merit = SequentialMerit.At(_constraints, State.Trial, State.Prices);
        double noise = SequentialMerit.Noise(_constraints, State);
        if (merit <= State.Merit + Armijo * _length * State.Slope + noise)
        {
            _idle = merit < State.Merit - noise ? 0 : _idle + 1;
            State.Learn(_constraints);
            State.Accept();
            _nonFinite = 0;
            Steps++;
            return true;
        }

        if (_phase == SequentialPhase.Full && _constraints.Functions > 0 && _subproblem.Correct(State))
        {
            _phase = SequentialPhase.Corrected;
            Place();
            return false;
        }

        // The parabola through the merit here, its slope and the merit there; a corrected step says nothing about the straight way.
        double bend = merit - State.Merit - _length * State.Slope;
        double least = -State.Slope * _length * _length / (2 * bend);
        return Shorten(_phase == SequentialPhase.Corrected ? 0.5 : Math.Clamp(least, 0.1 * _length, 0.5 * _length));
    }

    /// <summary>Judges the point reached, and if that is not the end makes the full step from it pending.</summary>
    /// <returns>Whether it is a solution.</returns>
    public bool Propose()
    {
        QuadraticStatus status = _subproblem.Solve(State);
        Residual = LeastResidual(out double scale);
        Violation = _constraints.Violation(State.Point);
        bool converged = status == QuadraticStatus.Solved && Violation == 0 && Residual <= _tolerance * scale;
        if (Residual < 0.5 * _leastResidual)
        {
            (_leastResidual, _idle) = (Residual, 0);
        }

        Reason = converged ? StopReason.Converged
            : State.IsContradictory || status == QuadraticStatus.Infeasible ? StopReason.Infeasible
            : status == QuadraticStatus.Stalled || _idle >= MostIdle ? StopReason.NoDescent
            : StopReason.None;
        if (Reason == StopReason.None)
        {
            SequentialMerit.Prepare(_constraints, State, Steps);
            (_length, _phase) = (1, SequentialPhase.Full);
            Place();
        }

        return converged;
    }

    /// <summary>Tries a part of the step; if it is none, a step of the gradient alone is to be computed.</summary>
    private bool Shorten(double length)
    {
        (_length, _phase) = (length, SequentialPhase.Shortened);
        bool moves = false;
        for (int j = 0; j < State.Step.Length; j++)
        {
            double x = State.Point.X[j];
            State.Target[j] = _constraints.Fixed[j] ? x : Math.Clamp(x + length * State.Step[j], _constraints.Low[j], _constraints.High[j]);
            moves |= Math.Abs(State.Target[j] - x) > 4 * _constraints.Epsilon * Math.Abs(x);
        }

        if (moves && length > 1e-12)
        {
            Place();
            return false;
        }

        if (State.IsFresh || _nonFinite > 0)
        {
            Reason = _nonFinite > 0 ? StopReason.NonFinite : StopReason.NoDescent;
            return false;
        }

        State.Refresh(_constraints.Reach);
        return true;
    }

    /// <summary>
    /// The residual; near a solution with whichever multipliers leave less of the gradient: those of the step, which an ill-conditioned B
    /// spoils, or those of the gradient alone.
    /// </summary>
    private double LeastResidual(out double scale)
    {
        double residual = SequentialMerit.Residual(_constraints, State, out scale);
        double length = 0;
        for (int j = 0; j < State.Step.Length; j++)
        {
            length = Math.Max(length, Math.Abs(State.Step[j]) / Math.Max(1, Math.Abs(State.Point.X[j])));
        }

        if (length < Near && residual > _tolerance * scale && _subproblem.Estimate(State))
        {
            double other = SequentialMerit.Residual(_constraints, State, out double otherScale);
            if (other < residual)
            {
                scale = otherScale;
                return other;
            }

            State.SwapMultipliers();
        }

        return residual;
    }

    /// <summary>Makes the target, as the objective can read it, the trial.</summary>
    private void Place()
    {
        for (int j = 0; j < State.Target.Length; j++)
        {
            State.Trial.X[j] = _constraints.Rounded(State.Target[j]);
        }
    }
}
