using System.Diagnostics;

namespace Extremal.Kernels;

/// <summary>
/// When work has to end: so long after it began, or once the caller cancels. Like a limit of threads (<see cref="Parallelism"/>) it belongs
/// to the thread that works, so that no kernel and no operation has to hand it on: what takes long looks at it from time to time, and
/// throws <see cref="InterruptedException"/> up to whoever set it. That one knows what is complete, and answers with it.
/// </summary>
internal sealed class Deadline
{
    /// <summary>Multiply-adds, or as many elements, between two looks: some milliseconds of them at most.</summary>
    public const long Stretch = 1 << 22;

    /// <summary>What is still to be done once the deadline is over, such as judging the answer, should take no longer than this.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(10);

    [ThreadStatic]
    private static Deadline? _current;

    private readonly long _began;

    /// <param name="limit">The time from the beginning; null for none.</param>
    /// <param name="cancellation">The caller's.</param>
    /// <param name="spent">What has passed of the time already.</param>
    public Deadline(TimeSpan? limit, CancellationToken cancellation = default, TimeSpan spent = default)
    {
        (Limit, Cancellation) = (limit, cancellation);
        _began = Stopwatch.GetTimestamp() - (long)(spent.TotalSeconds * Stopwatch.Frequency);
    }

    /// <summary>The deadline of the work that the calling thread does; null for none.</summary>
    public static Deadline? Current => _current;

    /// <summary>The time from the beginning; null for none.</summary>
    public TimeSpan? Limit { get; }

    /// <summary>The caller's.</summary>
    public CancellationToken Cancellation { get; }

    /// <summary>Time since the beginning.</summary>
    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_began);

    /// <summary>What is left of the time; none, not less, once it is over; the greatest there is without a limit.</summary>
    public TimeSpan Left => Limit is not { } limit ? TimeSpan.MaxValue : limit > Elapsed ? limit - Elapsed : TimeSpan.Zero;

    /// <summary>Whether no more work may begin. Once it is over it stays so.</summary>
    public bool IsOver => Cancellation.IsCancellationRequested || (Limit is { } limit && Elapsed >= limit);

    /// <summary>Whether it can be over at all.</summary>
    public bool CanEnd => Limit is not null || Cancellation.CanBeCanceled;

    /// <summary>Ends the calling thread's work if its deadline is over.</summary>
    /// <exception cref="InterruptedException">It is.</exception>
    public static void Look()
    {
        if (_current is { IsOver: true } over)
        {
            throw new InterruptedException(over);
        }
    }

    /// <summary>Makes this the deadline of the calling thread until the scope ends; one that cannot be over leaves the one around it.</summary>
    public Scope Watch()
    {
        Scope scope = new(_current);
        _current = CanEnd ? this : _current;
        return scope;
    }

    /// <summary>No deadline ends what the calling thread does until the scope ends: a receiver's code, or what has to be complete.</summary>
    public static Scope Suspend()
    {
        Scope scope = new(_current);
        _current = null;
        return scope;
    }

    /// <summary>A helper's work has the deadline of the caller that it helps.</summary>
    /// <returns>The deadline that the calling thread had.</returns>
    public static Deadline? Exchange(Deadline? deadline)
    {
        Deadline? before = _current;
        _current = deadline;
        return before;
    }

    /// <summary>Ends what began it.</summary>
    public readonly ref struct Scope(Deadline? before) : IDisposable
    {
        public void Dispose() => _current = before;
    }
}
