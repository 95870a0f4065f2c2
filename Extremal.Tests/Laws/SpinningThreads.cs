namespace Extremal.Tests.Laws;

/// <summary>Threads that each do their own work once whenever they are told to, and allocate nothing for being told.</summary>
internal sealed class SpinningThreads : IDisposable
{
    private readonly Thread[] _threads;
    private int _round;
    private int _finished;
    private bool _isOver;

    public SpinningThreads(params Action[] actions)
    {
        _threads = [.. actions.Select(action => new Thread(() => Work(action)))];
        foreach (Thread thread in _threads)
        {
            thread.Start();
        }
    }

    /// <summary>All at once; returns when all are done.</summary>
    public void Run()
    {
        int wanted = Volatile.Read(ref _finished) + _threads.Length;
        Interlocked.Increment(ref _round);
        SpinWait wait = default;
        while (Volatile.Read(ref _finished) < wanted)
        {
            wait.SpinOnce();
        }
    }

    public void Dispose()
    {
        Volatile.Write(ref _isOver, true);
        foreach (Thread thread in _threads)
        {
            thread.Join();
        }
    }

    private void Work(Action action)
    {
        int done = 0;
        SpinWait wait = default;
        while (!Volatile.Read(ref _isOver))
        {
            if (Volatile.Read(ref _round) == done)
            {
                wait.SpinOnce();
                continue;
            }

            done++;
            action();
            Interlocked.Increment(ref _finished);
        }
    }
}
