using System.Numerics;
using Extremal.Kernels;
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
    private Incumbents<T> _incumbents = new(Slice<T>.Zeros(default).Matrix);
    private Slice<T> _asked = Slice<T>.Zeros(default);
    private int[] _owners = [];
    private bool[] _held = [];
    private int _pending = -1;
    private int _lastAsked;
    private Region<T>? _region;

    /// <summary>Number of starts; zero before <see cref="Begin"/>.</summary>
    public int Starts => Outcomes.Length;

    /// <summary>Number of coordinates of a point.</summary>
    public int Dimension => BestPoints.Columns;

    /// <summary>Number of starts that have not ended.</summary>
    public int Running => _incumbents.Running;

    /// <summary>The most rows that one <see cref="Ask"/> fills.</summary>
    public virtual int Capacity => Starts;

    /// <summary>Functions that are evaluated at a point: the objective, and after it what the method keeps between limits.</summary>
    public virtual int Functions => 1;

    /// <summary>Whether <see cref="Tell"/> reads gradients.</summary>
    public virtual bool NeedsGradients => true;

    /// <summary>How each start went, or goes: until it has ended its reason is <see cref="StopReason.None"/>.</summary>
    public ReadOnlySpan<Outcome<T>> Outcomes => _incumbents.Outcomes;

    /// <summary>
    /// The best point of each start so far, one row a start, all in the region. Before a finite evaluation it is the projected start.
    /// </summary>
    public ReadOnlyMatrix<T> BestPoints => _incumbents.Points;

    /// <summary>
    /// How far the best point of each start is from meeting the method's own constraints: zero if it meets them to their tolerances, as it
    /// always does where a method has none; ∞ before a finite evaluation.
    /// </summary>
    public ReadOnlySpan<T> Violations => _incumbents.Violations;

    /// <summary>
    /// The start with the least value so far among those that meet the constraints, else the one that violates them least; the first of
    /// equals; −1 if no evaluation was finite.
    /// </summary>
    public int BestStart => _incumbents.BestStart;

    /// <summary>The region given to <see cref="Begin"/>.</summary>
    protected Region<T> Region => _region ?? throw new InvalidOperationException($"{GetType().Name} has not begun.");

    /// <summary>Begins anew at these points, projected onto the region; everything before is forgotten.</summary>
    /// <param name="points">One row a start; copied.</param>
    /// <param name="region">Where to search.</param>
    /// <param name="held">Empty, or whether each coordinate keeps in each start the number with which it begins: such coordinates are not
    /// moved, not even by the projection.</param>
    /// <exception cref="ArgumentException">There are no points, they or <paramref name="held"/> have another dimension than the region,
    /// the region is empty, or the method cannot search there.</exception>
    public void Begin(ReadOnlyMatrix<T> points, Region<T> region, ReadOnlySpan<bool> held = default)
    {
        ArgumentNullException.ThrowIfNull(region);
        if (points.Rows == 0 || points.Columns != region.Dimension)
        {
            throw new ArgumentException(
                $"{GetType().Name}.Begin got points of {points.Shape}; it wanted one or more of {region.Dimension} coordinates.",
                nameof(points));
        }

        if (held.Length != 0 && held.Length != region.Dimension)
        {
            throw new ArgumentException(
                $"{GetType().Name}.Begin got {held.Length} marks of held coordinates; it wanted none or {region.Dimension}.", nameof(held));
        }

        // It is short, and a method that has not even begun could not say how its starts went: no deadline ends it.
        using (Deadline.Suspend())
        {
            if ((region.EmptyReason ?? Refusal(region, held.Contains(true))) is string reason)
            {
                throw new ArgumentException(reason, nameof(region));
            }
        }

        (_region, _held) = (region, held.ToArray());
        (_incumbents, _pending, _lastAsked) = (new(points), -1, 0);
        _incumbents.Project(region, held, points);
        Prepare(BestPoints);
        _asked = Slice<T>.Zeros(new Shape(Capacity, points.Columns));
        _owners = new int[Capacity];
        for (int i = 0; i < points.Rows; i++)
        {
            EndIfNonFinite(i, BestPoints.Row(i));
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

        _pending = _lastAsked = Fill(_asked.Matrix, _owners);
        pending.RowRange(0, _pending).Assign(_asked.Matrix.RowRange(0, _pending));
        _owners.AsSpan(0, _pending).CopyTo(owners);
        return _pending;
    }

    /// <summary>Takes the results for exactly the points asked for, in their order.</summary>
    /// <param name="values">For each row the values of the <see cref="Functions"/>.</param>
    /// <param name="gradients">One gradient a value; not read if <see cref="NeedsGradients"/> is false.</param>
    /// <exception cref="ArgumentException">There are more or fewer results than points asked for.</exception>
    /// <exception cref="InvalidOperationException">Nothing was asked.</exception>
    public void Tell(ReadOnlySpan<T> values, ReadOnlyMatrix<T> gradients)
    {
        if (_pending < 0)
        {
            throw new InvalidOperationException($"{GetType().Name}.Tell was called without a question.");
        }

        Shape wanted = new(_pending * Functions, Dimension);
        if (values.Length != wanted.Rows || (NeedsGradients && gradients.Shape != wanted))
        {
            throw new ArgumentException(
                $"{GetType().Name}.Tell got {values.Length} values and gradients of {gradients.Shape}; "
                + $"it wanted {wanted.Rows} and {wanted}.");
        }

        int count = _pending;
        _pending = -1;
        for (int r = 0; r < count; r++)
        {
            _incumbents.Count(_owners[r], steps: 0, evaluations: 1);
        }

        Take(_asked.Matrix.RowRange(0, count), _owners.AsSpan(0, count), values, gradients);
    }

    /// <summary>Ends all starts that still run, for a reason from outside such as the time. Their best points stay.</summary>
    public void Stop(StopReason reason)
    {
        for (int i = 0; i < Starts; i++)
        {
            if (IsRunning(i))
            {
                End(i, reason);
            }
        }

        _pending = -1;
    }

    /// <summary>The same amid a batch: of the points that were asked for last, those that were evaluated still count.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="values">For each row the values of the <see cref="Functions"/>; NaN for what was not evaluated.</param>
    internal void Stop(StopReason reason, ReadOnlySpan<T> values)
    {
        for (int r = 0; r < _lastAsked; r++)
        {
            ReadOnlySpan<T> point = _asked.Matrix.Row(r), own = values.Slice(r * Functions, Functions);
            if (IsRunning(_owners[r]) && Reductions.AllFinite(own) && Region.Contains(point))
            {
                _incumbents.OfferLate(_owners[r], point, own[0], Violation(point, own));
            }
        }

        Stop(reason);
    }

    /// <summary>By how much a point of the region violates the method's own constraints, from the values of the functions there.</summary>
    protected virtual T Violation(ReadOnlySpan<T> point, ReadOnlySpan<T> values) => T.Zero;

    /// <summary>A sentence that says why the method cannot search in a region, with coordinates held if so; null if it can.</summary>
    protected virtual string? Refusal(Region<T> region, bool holds) => null;

    /// <summary>Makes the states of the starts at these points, which are in the region.</summary>
    protected abstract void Prepare(ReadOnlyMatrix<T> points);

    /// <summary>Writes pending points and their owners, for running starts only; returns how many.</summary>
    protected abstract int Fill(Matrix<T> pending, Span<int> owners);

    /// <summary>Advances the states by the results for the points asked for.</summary>
    protected abstract void Take(ReadOnlyMatrix<T> points, ReadOnlySpan<int> owners, ReadOnlySpan<T> values, ReadOnlyMatrix<T> gradients);

    private protected ReadOnlySpan<bool> Held => _held;

    /// <summary>Whether a coordinate keeps the number with which each start began.</summary>
    protected bool IsHeld(int coordinate) => _held.Length > 0 && _held[coordinate];

    /// <summary>Whether a start has not ended.</summary>
    protected bool IsRunning(int start) => Outcomes[start].Reason == StopReason.None;

    /// <summary>Counts a step of a start.</summary>
    protected void CountStep(int start) => _incumbents.Count(start, steps: 1, evaluations: 0);

    /// <summary>Ends a start.</summary>
    protected virtual void End(int start, StopReason reason) => _incumbents.End(start, reason);

    /// <summary>Keeps a point of the region with a finite value, if it is the best of its start so far; of equals the later one.</summary>
    protected void Offer(int start, ReadOnlySpan<T> point, T value, T gradientNorm) => Offer(start, point, value, gradientNorm, T.Zero);

    /// <summary>The same for a method with constraints: of two points the one that violates them less, before the value counts.</summary>
    /// <returns>Whether the point was kept.</returns>
    protected bool Offer(int start, ReadOnlySpan<T> point, T value, T gradientNorm, T violation) =>
        _incumbents.Offer(start, point, value, gradientNorm, violation);

    /// <summary>Makes a point the best of its start, whatever was before.</summary>
    protected void Keep(int start, ReadOnlySpan<T> point, T value, T gradientNorm, T violation) =>
        _incumbents.Keep(start, point, value, gradientNorm, violation);

    /// <summary>Ends a start as <see cref="StopReason.NonFinite"/> if a number is NaN or infinite; whether it did.</summary>
    protected bool EndIfNonFinite(int start, ReadOnlySpan<T> numbers)
    {
        bool isFinite = Reductions.AllFinite(numbers);
        if (!isFinite)
        {
            End(start, StopReason.NonFinite);
        }

        return !isFinite;
    }
}
