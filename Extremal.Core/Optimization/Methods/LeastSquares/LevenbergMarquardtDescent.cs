using Extremal.Kernels;
using Extremal.LinearAlgebra;

namespace Extremal.Optimization.Methods;

/// <summary>
/// The loop of Levenberg and Marquardt: each step solves a damped system, is taken if it lowers the loss, and the damping follows the gain
/// ratio, by how much the loss fell for what the model predicted (Nielsen 1999). How the system is solved is the model's affair.
/// </summary>
/// <remarks>
/// The loss tells half the digits of a minimum: near it, steps change the loss by less than its rounding. There a step is taken, too, if
/// the next one, with the same damping, is shorter (the natural monotonicity test of Deuflhard 2004), and all digits are found. So the
/// loss never rises but by rounding.
/// </remarks>
internal sealed class LevenbergMarquardtDescent
{
    /// <summary>Below this share of the loss, the rounding of what it is the sum of may hide whether it fell.</summary>
    private const double Visible = 1e-8;

    /// <summary>This many trials, one after the other, of which neither the loss nor the next step tells that they are better, are the
    /// end.</summary>
    private const int MostUndecided = 4;

    /// <summary>A failed step had too little damping to matter, if its damping was below this share of its curvature.</summary>
    private const double Effect = 0.1;

    private const double LeastDamping = 1e-100;

    private readonly IGaussNewtonModel _model;
    private readonly double[] _step, _nextStep;
    private readonly double[] _gradient;
    private double[] _point, _trial;
    private double _growth = 2, _shortest;

    /// <summary>A descent that has not begun.</summary>
    /// <param name="model">The loss.</param>
    /// <param name="damping">The first damping, above zero, in units of the model's D.</param>
    public LevenbergMarquardtDescent(IGaussNewtonModel model, double damping)
    {
        (_model, Damping) = (model, damping);
        int n = model.Dimension;
        (_point, _trial, _gradient, _step, _nextStep) = (new double[n], new double[n], new double[n], new double[n], new double[n]);
    }

    /// <summary>The step has converged that is at most this share of the point, both measured by D.</summary>
    public double StepTolerance { get; init; } = double.BitIncrement(1) - 1;

    /// <summary>So has one that is predicted to lower the loss by at most this share.</summary>
    public double ReductionTolerance { get; init; }

    /// <summary>No more trials are evaluated after as many evaluations; <see cref="Step"/> then gives
    /// <see cref="StopReason.StepLimit"/>.</summary>
    public long MostEvaluations { get; init; } = long.MaxValue;

    /// <summary>The point that it stands at: the best so far.</summary>
    public ReadOnlySpan<double> Point => _point;

    /// <summary>The loss there; NaN before <see cref="Begin"/>.</summary>
    public double Loss { get; private set; } = double.NaN;

    /// <summary>The gradient there; NaN if it is not known, as after an interruption.</summary>
    public ReadOnlySpan<double> Gradient => _gradient;

    /// <summary>Whether loss and gradient at the point are finite.</summary>
    public bool IsFinite => double.IsFinite(Loss) && Reductions.AllFinite<double>(_gradient);

    /// <summary>The damping of the next trial.</summary>
    public double Damping { get; private set; }

    /// <summary>Steps taken.</summary>
    public int Steps { get; private set; }

    /// <summary>Points evaluated.</summary>
    public int Evaluations { get; private set; }

    /// <summary>Evaluates and linearizes at a point.</summary>
    public void Begin(ReadOnlySpan<double> point)
    {
        point.CopyTo(_point);
        (Loss, Steps, Evaluations) = (double.NaN, 0, 0);
        Refresh();
    }

    /// <summary>Evaluates and linearizes anew at the point, for when the loss has become another function.</summary>
    public void Refresh()
    {
        _growth = 2;
        (Loss, _shortest) = (Evaluate(_point), double.PositiveInfinity);
        Linearize();
    }

    /// <summary>Tries steps, with more damping after each that fails, until one is taken.</summary>
    /// <returns><see cref="StopReason.None"/> after a step; else why there is none.</returns>
    public StopReason Step()
    {
        if (!IsFinite)
        {
            return StopReason.NonFinite;
        }

        (double first, int undecided) = (double.NaN, 0);
        for (double least = 0; double.IsFinite(Damping); Raise(least))
        {
            Deadline.Look();
            if (!_model.TrySolve(Damping, _gradient, _step))
            {
                continue;
            }

            double length = _model.Squares(_step), predicted = 0.5 * (Damping * length - Vectors.Dot<double>(_gradient, _step));
            first = double.IsNaN(first) ? length : first;
            if (IsSmall(length, StepTolerance) || predicted <= ReductionTolerance * Loss || !TryLocate())
            {
                // A long step that had to become so short is no convergence: the gradient, or the loss, is not what it seems.
                return IsSmall(first, Math.Sqrt(Visible)) ? StopReason.Converged : StopReason.NoDescent;
            }

            least = Effect * predicted / length;
            if (Evaluations >= MostEvaluations)
            {
                return StopReason.StepLimit;
            }

            double loss = Evaluate(_trial), fall = Loss - loss;
            bool isHidden = predicted <= Visible * Loss && Math.Abs(fall) <= Visible * Loss;
            if (fall > 0 || isHidden)
            {
                if (TryMove(loss, fall))
                {
                    _shortest = isHidden ? _shortest : double.PositiveInfinity;
                    Lower(isHidden ? 1 : fall / predicted);
                    return StopReason.None;
                }

                if (isHidden && ++undecided == MostUndecided)
                {
                    return StopReason.Converged;
                }
            }
        }

        return StopReason.NoDescent;
    }

    private bool IsSmall(double length, double tolerance) => length <= tolerance * tolerance * _model.Squares(_point);

    /// <summary>Writes the trial point; whether it is another one.</summary>
    private bool TryLocate()
    {
        bool moved = false;
        for (int j = 0; j < _trial.Length; j++)
        {
            _trial[j] = _point[j] + _step[j];
            moved |= _trial[j] != _point[j];
        }

        return moved;
    }

    /// <summary>Makes the trial the point, if the gradient there is finite and the loss fell, or else the next step is shorter.</summary>
    private bool TryMove(double loss, double fall)
    {
        double before = Loss;
        ((_point, _trial), Loss) = ((_trial, _point), loss);
        Linearize();
        if (IsFinite && (fall > 0 || IsNextStepShorter()))
        {
            Steps++;
            return true;
        }

        ((_point, _trial), Loss) = ((_trial, _point), before);
        Evaluate(_point);
        Linearize();
        return false;
    }

    // Shorter than any before at which the loss told nothing, or else two points could take turns.
    private bool IsNextStepShorter()
    {
        if (!_model.TrySolve(Damping, _gradient, _nextStep))
        {
            return false;
        }

        double limit = Math.Min(_model.Squares(_step), _shortest), next = _model.Squares(_nextStep);
        _shortest = next < limit ? next : _shortest;
        return next < limit;
    }

    /// <summary>Nielsen's rule, a smooth function of the gain ratio: a third for 1 or more, as it is for ½, twice for 0.</summary>
    private void Lower(double gain)
    {
        double off = 2 * Math.Min(gain, 1) - 1;
        (Damping, _growth) = (Math.Max(Damping * Math.Max(1.0 / 3, 1 - off * off * off), LeastDamping), 2);
    }

    /// <summary>Twice, then four times, … as much damping, and from a vanishing one at once to what is felt.</summary>
    private void Raise(double least) =>
        (Damping, _growth) = (Math.Max(Math.Max(Damping * _growth, least), LeastDamping), 2 * _growth);

    private double Evaluate(ReadOnlySpan<double> point)
    {
        Evaluations++;
        return _model.Evaluate(point);
    }

    private void Linearize()
    {
        _gradient.AsSpan().Fill(double.NaN);
        _model.Linearize(_gradient);
    }
}
