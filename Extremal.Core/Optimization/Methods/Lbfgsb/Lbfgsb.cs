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
public sealed partial class Lbfgsb<T> : Method<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // With fewer coordinates a look at the deadline would cost more than a start's step.
    private const int Large = 64;

    private readonly T _tolerance;
    private readonly int _steps;
    private readonly int _memory;

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
        (_lower, _upper) = Bounds(n);
        _descents = new Descent<T>[points.Rows];
        _points = new T[points.Shape.Count];
        (_gradients, _directions, _gradientsAtBest) = (new T[_points.Length], new T[_points.Length], new T[_points.Length]);
        (_told, _target, _moved) = (new T[n], new T[n], new T[n]);
        (_cauchy, _subspace) = (new CauchyPoint<T>(n), new SubspaceStep<T>(n));
        _model = n <= _memory ? new DenseModel<T>(points.Rows, n, _memory) : new CompactModel<T>(points.Rows, n, _memory);
        for (int start = 0; start < points.Rows; start++)
        {
            points.Row(start).CopyTo(Point(start));
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
                Locate(start, _descents[start].Search.Step, pending.Row(count));
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

            Free(_told);
            if (_descents[start].Begun)
            {
                Advance(start, values[r]);
            }
            else
            {
                _told.CopyTo(Gradient(start));
                _descents[start].Begun = true;
                Arrive(start, values[r]);
            }
        }
    }

    private (T[] Lower, T[] Upper) Bounds(int n)
    {
        if (Region is Box<T> box)
        {
            return (box.Lower.ToArray(), box.Upper.ToArray());
        }

        T[] lower = new T[n], upper = new T[n];
        Array.Fill(lower, T.NegativeInfinity);
        Array.Fill(upper, T.PositiveInfinity);
        return (lower, upper);
    }
}
