using System.Globalization;
using System.Numerics;
using System.Numerics.Tensors;
using Extremal.Kernels;
using Extremal.Memory;
using Extremal.Optimization.Regions;

namespace Extremal.Optimization.Methods;

/// <summary>
/// Sequential quadratic programming: a local search in a box, under linear constraints and under limits on smooth functions. Each step is
/// the solution of a quadratic programme with the constraints linearised and a damped quasi-Newton matrix of the Lagrangian (Powell 1978),
/// shortened until the merit f + Σ νₖ violationₖ falls, and corrected where the constraints' curvature alone forbids it (Fletcher 1982).
/// Where the linearised constraints contradict each other they become soft, so that a search without a feasible point ends where the
/// violation is least.
/// </summary>
/// <remarks>
/// The region is a <see cref="Box{T}"/> or <see cref="Everywhere{T}"/>. Starts need not be feasible: they are projected onto box and rows,
/// and all later points stay there. A start has converged when its residual is at most the tolerance times the greatest of 1, |∂f/∂xⱼ| and
/// |λₖ|‖aₖ‖∞, and every constraint holds. The residual, <see cref="Outcome{T}.GradientNorm"/>, is the greatest of the components of
/// ∇f − Σ λₖ∇cₖ over rows and functions, each cut off at the bound that it presses against, and of min(|λₖ|‖aₖ‖, distance from the limit).
/// A constraint holds if it is violated by at most 1e-9 (float: 80 ε, 1e-5) of the greater of its lesser limit and the terms of its row;
/// for a function, of that limit and 1. <see cref="Method{T}.Violations"/> sums the relative violations of those that do not.
/// A start that ends without a point that meets the constraints never counts as converged.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>; the steps are computed in double.</typeparam>
public sealed class SequentialQuadratic<T> : Method<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly LinearRows<T> _rows;
    private readonly SequentialConstraints _constraints;
    private readonly double _tolerance;
    private readonly int _steps;
    private SequentialDescent[] _descents = [];
    private T[] _rounded = [];

    /// <summary>A method for any number of starts.</summary>
    /// <param name="rows">The linear constraints; <see cref="LinearRows{T}.None"/> for none.</param>
    /// <param name="low">The least of each of the objective's functions after the first; −∞ for no limit.</param>
    /// <param name="high">The greatest of each; +∞ for no limit, the same as <paramref name="low"/> for an equality.</param>
    /// <param name="tolerance">The scaled residual at which a start has converged, zero or more.</param>
    /// <param name="steps">The most steps, zero or more.</param>
    /// <exception cref="ArgumentException">The limits are not as many, or low ≤ high does not hold, or both are the same
    /// infinity.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The tolerance is negative or not finite, or the number of steps is
    /// negative.</exception>
    public SequentialQuadratic(LinearRows<T> rows, ReadOnlySpan<T> low, ReadOnlySpan<T> high, double tolerance = 1e-9, int steps = 200)
        : this(rows, low, high, null, tolerance, steps)
    {
    }

    internal SequentialQuadratic(
        LinearRows<T> rows, ReadOnlySpan<T> low, ReadOnlySpan<T> high, FunctionTerms? terms, double tolerance, int steps)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        if (low.Length != high.Length)
        {
            throw new ArgumentException(
                $"SequentialQuadratic got {low.Length} lower and {high.Length} upper limits of functions; it wanted as many of each.");
        }

        for (int k = 0; k < low.Length; k++)
        {
            if (!(low[k] <= high[k] && low[k] < T.PositiveInfinity && high[k] > T.NegativeInfinity))
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                    $"SequentialQuadratic got the limits {low[k]} ≤ c ≤ {high[k]} for constraint {k}; no number meets them."));
            }
        }

        (_rows, _steps, _tolerance) = (rows, steps, Require.NotNegative(tolerance, nameof(tolerance)));
        _constraints = SequentialConstraints.Of(rows, low, high, terms);
    }

    /// <inheritdoc/>
    public override int Functions => 1 + _constraints.Functions;

    /// <summary>
    /// The multipliers at the best point of a start: n of the bounds, m of the rows, p of the functions, in the objective's unit per the
    /// constraint's. Each is the derivative of the least value by the limit that is met: positive at a lower limit, since raising that
    /// raises the minimum, negative at an upper one, of either sign at an equality or a held coordinate, zero where no limit is met.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such start.</exception>
    public ReadOnlySpan<double> Multipliers(int start)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(start, _descents.Length);
        return _descents[start].State.BestMultipliers;
    }

    /// <inheritdoc/>
    protected override string? Refusal(Region<T> region, bool holds)
    {
        if (region is not (Box<T> or Everywhere<T>))
        {
            return $"SequentialQuadratic searches in a box, not in {region.GetType().Name}; give linear constraints as rows.";
        }

        if (region.Dimension != _rows.Dimension)
        {
            return $"SequentialQuadratic got a region of {region.Dimension} coordinates and has rows of {_rows.Dimension}.";
        }

        int n = region.Dimension;
        ArrayLength.Of($"SequentialQuadratic got {n} coordinates and keeps their second derivatives", (Int128)n * n);
        return _rows.Count == 0 ? null : new Polytope<T>(Box<T>.Of(region), _rows).EmptyReason;
    }

    /// <inheritdoc/>
    protected override void Prepare(ReadOnlyMatrix<T> points)
    {
        _constraints.Confine(Box<T>.Of(Region), IsHeld);
        SequentialSubproblem subproblem = new(_constraints);
        SequentialEntry entry = new(_constraints);
        (_descents, _rounded) = (new SequentialDescent[points.Rows], new T[points.Columns]);
        for (int i = 0; i < points.Rows; i++)
        {
            SequentialState state = new(points.Columns, _constraints.Rows, _constraints.Functions);
            TensorPrimitives.ConvertTruncating<T, double>(points.Row(i), state.Target);
            state.IsContradictory = !entry.Project(state.Target);
            _descents[i] = new(_constraints, subproblem, state, _tolerance);
        }
    }

    /// <inheritdoc/>
    protected override int Fill(Matrix<T> pending, Span<int> owners)
    {
        int count = 0;
        for (int start = 0; start < Starts; start++)
        {
            if (IsRunning(start))
            {
                TensorPrimitives.ConvertTruncating<double, T>(_descents[start].State.Trial.X, pending.Row(count));
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
            (int start, int functions) = (owners[r], Functions);
            SequentialDescent descent = _descents[start];
            bool isFinite = Read(descent.State.Trial, values.Slice(r * functions, functions), gradients.RowRange(r * functions, functions));
            bool isDue = descent.Take(isFinite);
            if (descent.Steps > Outcomes[start].Steps)
            {
                CountStep(start);
            }

            if (isDue)
            {
                Record(start, descent.Propose());
            }

            if (descent.Reason != StopReason.None || (isDue && descent.Steps >= _steps))
            {
                End(start, descent.Reason != StopReason.None ? descent.Reason : StopReason.StepLimit);
            }
        }
    }

    /// <summary>Keeps the point if it is the best: the one that converged, or the lowest that meets the constraints.</summary>
    private void Record(int start, bool converged)
    {
        SequentialDescent descent = _descents[start];
        SequentialPoint point = descent.State.Point;
        TensorPrimitives.ConvertTruncating<double, T>(point.X, _rounded);
        (T value, T norm, T amount) =
            (T.CreateTruncating(point.Value), T.CreateTruncating(descent.Residual), T.CreateTruncating(descent.Violation));
        if (converged)
        {
            Keep(start, _rounded, value, norm, amount);
        }

        if (converged || Offer(start, _rounded, value, norm, amount))
        {
            SequentialMerit.KeepMultipliers(_constraints, descent.State);
        }
    }

    /// <summary>∞: to which tolerance a function keeps its limits is known from its gradient, and that was not evaluated.</summary>
    protected override T Violation(ReadOnlySpan<T> point, ReadOnlySpan<T> values) => T.PositiveInfinity;

    /// <summary>A start that can go no further and has met no constraints is infeasible, whatever it was that ended it.</summary>
    protected override void End(int start, StopReason reason) => base.End(
        start, reason == StopReason.NoDescent && Violations[start] > T.Zero ? StopReason.Infeasible : reason);

    /// <summary>Takes the functions and gradients at a point; whether all are finite.</summary>
    private bool Read(SequentialPoint point, ReadOnlySpan<T> values, ReadOnlyMatrix<T> gradients)
    {
        (point.Value, bool isFinite) = (double.CreateTruncating(values[0]), Reductions.AllFinite(values));
        TensorPrimitives.ConvertTruncating<T, double>(values[1..], point.Functions);
        for (int k = 0; k < values.Length; k++)
        {
            isFinite &= Reductions.AllFinite(gradients.Row(k));
            TensorPrimitives.ConvertTruncating(gradients.Row(k), k == 0 ? point.Gradient : point.Jacobian.AsSpan((k - 1) * Dimension, Dimension));
        }

        return isFinite;
    }
}
