using System.Numerics;
using Extremal.Kernels;
using Extremal.Memory;
using Extremal.Optimization.Methods.QuasiNewton;
using Extremal.Optimization.Regions;

namespace Extremal.Optimization.Methods;

/// <summary>
/// L-BFGS-B: a quasi-Newton method in a box, after Byrd, Lu, Nocedal and Zhu, "A limited memory algorithm for bound constrained
/// optimization" (SIAM J. Sci. Comput. 16, 1995), with the remarks of Morales and Nocedal (ACM TOMS 38, 2011). From gradients it learns a
/// quadratic model; a step leads towards the model's minimum in the box (<see cref="CauchyPoint{T}"/>, then <see
/// cref="SubspaceStep{T}"/>), as far as <see cref="WolfeSearch{T}"/> says. Each start has one pending point at a time.
/// </summary>
/// <remarks>
/// A start has <see cref="StopReason.Converged"/> when the norm of its projected gradient is at most the tolerance. Where rounding of the
/// values hides all further descent, it ends as <see cref="StopReason.NoDescent"/>, with the norm that was reached; as converged if that
/// is at most the tolerance times the size of the value. A value or gradient that is not finite ends its start with the last good point.
/// A coordinate at a bound is exactly the bound's number.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class Lbfgsb<T> : Method<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // With fewer coordinates a look at the deadline would cost more than a start's step.
    private const int Large = 64;

    private readonly T _tolerance;
    private readonly int _steps;
    private readonly int _memory;
    private LbfgsbDescent<T>[] _descents = [];
    private bool[] _fixed = []; // a coordinate that cannot move has no gradient
    private T[] _told = [];

    /// <summary>A method for any number of starts.</summary>
    /// <param name="tolerance">The projected gradient's norm at which a start has converged, zero or more.</param>
    /// <param name="steps">The most steps of each start, zero or more.</param>
    /// <param name="memory">How many pairs of steps and changes of the gradient the model keeps. With no more coordinates than this it
    /// keeps the whole matrix instead, which is smaller then, and forgets nothing.</param>
    /// <exception cref="ArgumentOutOfRangeException">The tolerance is negative or not finite, the number of steps is negative, or the
    /// memory is not above zero.</exception>
    public Lbfgsb(double tolerance = 1e-9, int steps = 200, int memory = 8)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(memory);
        _tolerance = T.CreateTruncating(Require.NotNegative(tolerance, nameof(tolerance)));
        (_steps, _memory) = (steps, memory);
    }

    /// <inheritdoc/>
    protected override string? Refusal(Region<T> region, bool holds) => region is Box<T> or Everywhere<T>
        ? null
        : $"Lbfgsb searches in a box or everywhere, not in {region.GetType().Name}.";

    /// <inheritdoc/>
    protected override void Prepare(ReadOnlyMatrix<T> points)
    {
        int n = points.Columns;
        Box<T> box = Box<T>.Of(Region);
        QuadraticModel<T> model = n <= _memory ? new DenseModel<T>(points.Rows, n, _memory) : new CompactModel<T>(points.Rows, n, _memory);
        SubspaceStep<T> aim = new(model, box);
        (_descents, _fixed, _told) = (new LbfgsbDescent<T>[points.Rows], new bool[n], new T[n]);
        for (int start = 0; start < points.Rows; start++)
        {
            _descents[start] = new(start, points.Row(start), box, model, aim);
        }

        for (int i = 0; i < n; i++)
        {
            _fixed[i] = IsHeld(i) || box.Lower[i] == box.Upper[i];
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
                _descents[start].Locate(pending.Row(count));
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
            if (Dimension >= Large)
            {
                Deadline.Look();
            }

            new Matrix<T>(_told, new Shape(1, Dimension)).Assign(gradients.RowRange(r, 1));
            int start = owners[r];
            if (EndIfNonFinite(start, values.Slice(r, 1)) || EndIfNonFinite(start, _told))
            {
                continue;
            }

            for (int i = 0; i < _told.Length; i++)
            {
                _told[i] = _fixed[i] ? T.Zero : _told[i];
            }

            Advance(start, values[r]);
        }
    }

    private void Advance(int start, T value)
    {
        LbfgsbDescent<T> descent = _descents[start];
        bool arrived = descent.Take(value, _told);
        if (descent.Steps > Outcomes[start].Steps)
        {
            CountStep(start);
        }

        if (arrived)
        {
            Keep(start, descent.Point, descent.Value, descent.Norm, T.Zero);
        }

        if (arrived && descent.Norm <= _tolerance)
        {
            End(start, StopReason.Converged);
        }
        else if (arrived && descent.Steps >= _steps)
        {
            End(start, StopReason.StepLimit);
        }
        else if (!descent.TryGoOn())
        {
            // Stationary as far as the values can tell, or stuck.
            bool small = descent.Norm <= _tolerance * T.Max(T.One, T.Abs(descent.Value));
            End(start, small ? StopReason.Converged : StopReason.NoDescent);
        }
    }
}
