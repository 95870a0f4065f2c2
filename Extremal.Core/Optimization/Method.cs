using System.Numerics;
using Extremal.Memory;

namespace Extremal.Optimization;

/// <summary>
/// A method of minimisation in reverse communication: it asks for points to be evaluated and is told the results. Each start has a state of
/// its own, and all pending points of all starts are asked for at once, so that a thousand starts share one pass of the objective. What one
/// start does changes no bit of another.
/// </summary>
/// <remarks>
/// <c>Begin</c>, then <c>Ask</c> and <c>Tell</c> in turn until <c>Ask</c> returns zero; <see cref="Minimizer"/> is that loop. The best
/// points are there at any time.
/// A method is used by one thread at a time, and allocates only in <see cref="Begin"/>.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class Method<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private Slice<T> _asked = Slice<T>.Zeros(default);
    private Slice<T> _best = Slice<T>.Zeros(default);
    private Outcome<T>[] _outcomes = [];
    private int[] _owners = [];
    private int _pending = -1;
    private Region<T>? _region;

    /// <summary>Number of starts; zero before <see cref="Begin"/>.</summary>
    public int Starts => _outcomes.Length;

    /// <summary>Number of coordinates of a point.</summary>
    public int Dimension => _best.Shape.Columns;

    /// <summary>Number of starts that have not ended.</summary>
    public int Running { get; private set; }

    /// <summary>The most rows that one <see cref="Ask"/> fills.</summary>
    public virtual int Capacity => Starts;

    /// <summary>Whether <see cref="Tell"/> reads gradients.</summary>
    public virtual bool NeedsGradients => true;

    /// <summary>How each start went, or goes: until it has ended its reason is <see cref="StopReason.None"/>.</summary>
    public ReadOnlySpan<Outcome<T>> Outcomes => _outcomes;

    /// <summary>
    /// The best point of each start so far, one row a start, all in the region. Before a finite evaluation it is the projected start.
    /// </summary>
    public ReadOnlyMatrix<T> BestPoints => _best.Matrix;

    /// <summary>The start with the least value so far, the first of equals; −1 if no evaluation was finite.</summary>
    public int BestStart
    {
        get
        {
            int best = -1;
            for (int i = 0; i < _outcomes.Length; i++)
            {
                if (!T.IsNaN(_outcomes[i].Value) && (best < 0 || _outcomes[i].Value < _outcomes[best].Value))
                {
                    best = i;
                }
            }

            return best;
        }
    }

    /// <summary>The region given to <see cref="Begin"/>.</summary>
    protected Region<T> Region => _region ?? throw new InvalidOperationException($"{GetType().Name} has not begun.");

    /// <summary>Begins anew at these points, projected onto the region; everything before is forgotten.</summary>
    /// <param name="points">One row a start; copied.</param>
    /// <param name="region">Where to search.</param>
    /// <exception cref="ArgumentException">There are no points, they have another dimension than the region, or the region is
    /// empty.</exception>
    public void Begin(ReadOnlyMatrix<T> points, Region<T> region)
    {
        ArgumentNullException.ThrowIfNull(region);
        if (points.Rows == 0 || points.Columns != region.Dimension)
        {
            throw new ArgumentException(
                $"{GetType().Name}.Begin got points of {points.Shape}; it wanted one or more of {region.Dimension} coordinates.",
                nameof(points));
        }

        if (region.WhyEmpty is string reason)
        {
            throw new ArgumentException(reason, nameof(region));
        }

        _region = region;
        _best = Slice<T>.Zeros(points.Shape);
        _best.Matrix.Assign(points);
        _outcomes = new Outcome<T>[points.Rows];
        Array.Fill(_outcomes, new(StopReason.None, T.NaN, T.NaN, 0, 0));
        (Running, _pending) = (points.Rows, -1);
        for (int i = 0; i < points.Rows; i++)
        {
            region.Project(_best.Matrix.Row(i));
        }

        Prepare(_best.Matrix);
        _asked = Slice<T>.Zeros(new Shape(Capacity, points.Columns));
        _owners = new int[Capacity];
        for (int i = 0; i < points.Rows; i++)
        {
            EndIfNonFinite(i, _best.Matrix.Row(i));
        }
    }

    /// <summary>Writes the points that are to be evaluated next to the first rows of <paramref name="pending"/>.</summary>
    /// <param name="pending">At least <see cref="Capacity"/> × <see cref="Dimension"/>.</param>
    /// <param name="owners">At least <see cref="Capacity"/>; element r becomes the start that row r belongs to.</param>
    /// <returns>The number of rows; zero when all starts have ended.</returns>
    /// <exception cref="ArgumentException">There is too little room.</exception>
    /// <exception cref="InvalidOperationException">The method has not begun, or waits for <see cref="Tell"/>.</exception>
    public int Ask(Matrix<T> pending, Span<int> owners)
    {
        _ = Region;
        if (_pending >= 0)
        {
            throw new InvalidOperationException(
                $"{GetType().Name}.Ask was called twice; it wants the results of the {_pending} points first.");
        }

        if (pending.Rows < Capacity || pending.Columns != Dimension || owners.Length < Capacity)
        {
            throw new ArgumentException(
                $"{GetType().Name}.Ask got {pending.Shape} and {owners.Length} for points and owners; it wanted {_asked.Shape}.");
        }

        if (Running == 0)
        {
            return 0;
        }

        _pending = Fill(_asked.Matrix, _owners);
        pending.RowRange(0, _pending).Assign(_asked.Matrix.RowRange(0, _pending));
        _owners.AsSpan(0, _pending).CopyTo(owners);
        return _pending;
    }

    /// <summary>Takes the results for exactly the points asked for, in their order.</summary>
    /// <param name="values">One value a row.</param>
    /// <param name="gradients">One gradient a row; not read if <see cref="NeedsGradients"/> is false.</param>
    /// <exception cref="ArgumentException">There are more or fewer results than points asked for.</exception>
    /// <exception cref="InvalidOperationException">Nothing was asked.</exception>
    public void Tell(ReadOnlySpan<T> values, ReadOnlyMatrix<T> gradients)
    {
        if (_pending < 0)
        {
            throw new InvalidOperationException($"{GetType().Name}.Tell was called without a question.");
        }

        Shape wanted = new(_pending, Dimension);
        if (values.Length != _pending || (NeedsGradients && gradients.Shape != wanted))
        {
            throw new ArgumentException(
                $"{GetType().Name}.Tell got {values.Length} values and gradients of {gradients.Shape}; it wanted {_pending} and {wanted}.");
        }

        int count = _pending;
        _pending = -1;
        for (int r = 0; r < count; r++)
        {
            ref Outcome<T> outcome = ref _outcomes[_owners[r]];
            outcome = outcome with { Evaluations = outcome.Evaluations + 1 };
        }

        Take(_asked.Matrix.RowRange(0, count), _owners.AsSpan(0, count), values, gradients);
    }

    /// <summary>Ends all starts that still run, for a reason from outside such as the time. Their best points stay.</summary>
    public void Stop(StopReason reason)
    {
        for (int i = 0; i < _outcomes.Length; i++)
        {
            if (IsRunning(i))
            {
                End(i, reason);
            }
        }

        _pending = -1;
    }

    /// <summary>Makes the states of the starts at these points, which are in the region.</summary>
    protected abstract void Prepare(ReadOnlyMatrix<T> points);

    /// <summary>Writes pending points and their owners, for running starts only; returns how many.</summary>
    protected abstract int Fill(Matrix<T> pending, Span<int> owners);

    /// <summary>Advances the states by the results for the points asked for.</summary>
    protected abstract void Take(ReadOnlyMatrix<T> points, ReadOnlySpan<int> owners, ReadOnlySpan<T> values, ReadOnlyMatrix<T> gradients);

    /// <summary>Whether a start has not ended.</summary>
    protected bool IsRunning(int start) => _outcomes[start].Reason == StopReason.None;

    /// <summary>Keeps a point of the region with a finite value, if it is the best of its start so far; of equals the later one.</summary>
    protected void Offer(int start, ReadOnlySpan<T> point, T value, T gradientNorm)
    {
        ref Outcome<T> outcome = ref _outcomes[start];
        if (!(value > outcome.Value))
        {
            outcome = outcome with { Value = value, GradientNorm = gradientNorm };
            point.CopyTo(_best.Matrix.Row(start));
        }
    }

    /// <summary>Counts a step of a start.</summary>
    protected void CountStep(int start) => _outcomes[start] = _outcomes[start] with { Steps = _outcomes[start].Steps + 1 };

    /// <summary>Ends a start.</summary>
    protected virtual void End(int start, StopReason reason)
    {
        _outcomes[start] = _outcomes[start] with { Reason = reason };
        Running--;
    }

    /// <summary>Ends a start as <see cref="StopReason.NonFinite"/> if a number is NaN or infinite; whether it did.</summary>
    protected bool EndIfNonFinite(int start, ReadOnlySpan<T> numbers)
    {
        foreach (T number in numbers)
        {
            if (!T.IsFinite(number))
            {
                End(start, StopReason.NonFinite);
                return true;
            }
        }

        return false;
    }
}
