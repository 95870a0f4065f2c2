using System.Numerics;
using Extremal.Memory;
using Extremal.Optimization.Regions;

namespace Extremal.Optimization.Methods;

/// <summary>
/// Projected first-order descent, the paper's equation (2.4) with any rule: each step moves every start by the rule and projects it onto
/// the
/// region. A start has converged when the norm of its projected gradient is at most the tolerance.
/// </summary>
/// <remarks>
/// All starts step together and coordinates do not meet, so one rule serves them all as one flat vector. The row of a start that has
/// ended is
/// zero, with its gradient and moments, and stays so.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class FirstOrder<T> : Method<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Optimizer _optimizer;
    private readonly Schedule _schedule;
    private readonly T _tolerance;
    private readonly int _steps;
    private UpdateRule<T> _rule;
    private Slice<T> _points;
    private Slice<T> _gradients;

    /// <summary>A method for any number of starts.</summary>
    /// <param name="optimizer">The rule of a step.</param>
    /// <param name="tolerance">The projected gradient's norm at which a start has converged, zero or more.</param>
    /// <param name="steps">The most steps, zero or more.</param>
    /// <param name="schedule">How the rate changes from step to step over all <paramref name="steps"/>; constant if null. It may not read
    /// losses, or starts would depend on each other.</param>
    /// <exception cref="ArgumentOutOfRangeException">The tolerance is negative or not finite, or the number of steps is
    /// negative.</exception>
    /// <exception cref="ArgumentException">The schedule reads losses.</exception>
    public FirstOrder(Optimizer optimizer, double tolerance, int steps, Schedule? schedule = null)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        _optimizer = optimizer;
        _tolerance = T.CreateTruncating(Require.NotNegative(tolerance, nameof(tolerance)));
        _steps = steps;
        _schedule = schedule ?? Schedule.Constant;
        if (_schedule.ReadsLoss)
        {
            throw new ArgumentException(
                $"FirstOrder got the schedule '{_schedule}', which reads losses; it wanted one that depends on the step alone.",
                nameof(schedule));
        }

        _rule = optimizer.Create<T>(0);
    }

    /// <summary>A projection onto anything but a box would move held coordinates too.</summary>
    protected override string? Refusal(Region<T> region, bool holds) => holds && region is not (Box<T> or Everywhere<T>)
        ? $"FirstOrder holds coordinates only in a box, not in {region.GetType().Name}."
        : null;

    /// <inheritdoc/>
    protected override void Prepare(ReadOnlyMatrix<T> points)
    {
        _rule = _optimizer.Create<T>(points.Shape.Count);
        _points = Slice<T>.Zeros(points.Shape);
        _gradients = Slice<T>.Zeros(points.Shape);
        _points.Matrix.Assign(points);
    }

    /// <inheritdoc/>
    protected override int Fill(Matrix<T> pending, Span<int> owners)
    {
        int count = 0;
        for (int start = 0; start < Starts; start++)
        {
            if (IsRunning(start))
            {
                _points.Matrix.Row(start).CopyTo(pending.Row(count));
                owners[count++] = start;
            }
        }

        return count;
    }

    /// <inheritdoc/>
    protected override void Take(ReadOnlyMatrix<T> points, ReadOnlySpan<int> owners, ReadOnlySpan<T> values, ReadOnlyMatrix<T> gradients)
    {
        for (int r = 0; r < owners.Length; r++)
        {
            Judge(owners[r], points.Row(r), values.Slice(r, 1), gradients.RowRange(r, 1));
        }

        if (Running > 0)
        {
            ScheduleState state = ScheduleState.Start with { Epoch = (int)_rule.Steps };
            _rule.Rate = _optimizer.Rate * _schedule.Factor(state, _steps);
            _rule.Step(_points.Span, _gradients.Span);
            Project();
        }
    }

    /// <inheritdoc/>
    protected override void End(int start, StopReason reason)
    {
        base.End(start, reason);
        _points.Matrix.Row(start).Clear();
        _gradients.Matrix.Row(start).Clear();
        for (int i = 0; i < _rule.State.Count; i++)
        {
            _rule.State[i].Value.Span.Slice(start * Dimension, Dimension).Clear();
        }
    }

    /// <summary>Keeps the point if it is good, its gradient for the step, and ends the start if there is to be none.</summary>
    private void Judge(int start, ReadOnlySpan<T> point, ReadOnlySpan<T> value, ReadOnlyMatrix<T> gradient)
    {
        Span<T> dx = _gradients.Matrix.Row(start);
        new Matrix<T>(dx, gradient.Shape).Assign(gradient);
        for (int j = 0; j < dx.Length; j++)
        {
            dx[j] = IsHeld(j) ? T.Zero : dx[j];
        }

        if (EndIfNonFinite(start, value) || EndIfNonFinite(start, dx))
        {
            return;
        }

        T norm = Region.ProjectedGradientNorm(point, dx);
        Offer(start, point, value[0], norm);
        if (norm <= _tolerance)
        {
            End(start, StopReason.Converged);
        }
        else if (_rule.Steps >= _steps)
        {
            End(start, StopReason.StepLimit);
        }
    }

    private void Project()
    {
        for (int start = 0; start < Starts; start++)
        {
            if (IsRunning(start))
            {
                CountStep(start);
                // Decay and momentum may move a coordinate without a gradient: a held one is put back.
                Region.Project(_points.Matrix.Row(start), Held, BestPoints.Row(start));
                EndIfNonFinite(start, _points.Matrix.Row(start));
            }
        }
    }
}
