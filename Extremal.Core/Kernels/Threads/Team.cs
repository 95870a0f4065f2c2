using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace Extremal.Kernels;

/// <summary>Work in parts that do not touch each other's results, so that any number of threads may do them in any order.</summary>
internal interface ITeamWork
{
    /// <summary>Does one part. It reads the fields and never writes them: all threads look at the same ones.</summary>
    void Run(int part);
}

/// <summary>
/// A fixed set of threads that help whoever calls <see cref="Run"/>. There is no queue: a caller that finds the team at work for another,
/// or for itself further out, does all its parts itself and at once. So nobody waits for a stranger's work, nested calls need no care, and
/// a server that is busy on all processors loses nothing. A call allocates nothing.
/// </summary>
/// <remarks>
/// The work lies on the caller's stack, and the helpers read it there by its address; that is what is unsafe here. It holds because
/// <see cref="Run"/> takes the work by value, so that it never lies in the heap where it could move; because nothing leaves
/// <see cref="Run"/> before the last part has ended, neither a return nor an exception; and because the frame is a root of the caller's
/// own, so that the collector keeps what the work refers to alive and up to date. A helper that has read a reference holds it on its own
/// stack, where the collector finds it too.
/// </remarks>
internal sealed unsafe class Team : IDisposable
{
    // Long enough to bridge what lies between the products of one training step, too short to be seen in a process that is idle.
    private static readonly long SpinTicks = Stopwatch.Frequency / 20_000;

    private readonly Helper[] _helpers;
    private delegate*<void*, int, void> _run;
    private void* _work;
    private Deadline? _deadline;
    private Exception? _fault;
    private int _isBusy;
    private int _unclaimed;
    private int _unfinished;
    private bool _isOver;

    /// <summary>Starts the threads.</summary>
    /// <param name="helpers">How many, beside the caller's.</param>
    public Team(int helpers)
    {
        _helpers = new Helper[helpers];
        for (int i = 0; i < helpers; i++)
        {
            _helpers[i] = new Helper(this, i + 1);
        }
    }

    /// <summary>The process's team, made at first need: with the caller as many threads as the process may use processors.</summary>
    public static Team Shared => TheShared.Team;

    /// <summary>Threads that work at once: the helpers and the caller.</summary>
    public int Threads => _helpers.Length + 1;

    /// <summary>Does all parts, each once, and returns when the last has ended.</summary>
    /// <param name="work">The work; every thread sees this one copy of it.</param>
    /// <param name="parts">How many parts there are, and how many threads at most work on them. The caller does part 0.</param>
    /// <exception cref="Exception">What a part threw; with several, one of them. All parts that were begun have ended then.</exception>
    public void Run<L>(L work, int parts) where L : struct, ITeamWork, allows ref struct
    {
        if (parts < 2 || _helpers.Length == 0 || Interlocked.CompareExchange(ref _isBusy, 1, 0) != 0)
        {
            for (int part = 0; part < parts; part++)
            {
                work.Run(part);
            }

            return;
        }

        _run = &RunPart<L>;
        _work = Unsafe.AsPointer(ref work);
        _deadline = Deadline.Current;
        _unfinished = parts;
        Interlocked.Exchange(ref _unclaimed, parts - 1);
        for (int i = 0; i < parts - 1 && i < _helpers.Length; i++)
        {
            _helpers[i].Wake();
        }

        RunPart(0);
        Help();
        while (Volatile.Read(ref _unfinished) > 0)
        {
            Pause();
        }

        Exception? fault = _fault;
        (_fault, _deadline) = (null, null);
        Volatile.Write(ref _isBusy, 0);
        if (fault is not null)
        {
            ExceptionDispatchInfo.Throw(fault);
        }
    }

    /// <summary>Ends the threads. The process's team is never disposed of.</summary>
    public void Dispose()
    {
        Volatile.Write(ref _isOver, true);
        Interlocked.MemoryBarrier();
        foreach (Helper helper in _helpers)
        {
            helper.Wake();
        }

        foreach (Helper helper in _helpers)
        {
            helper.Join();
        }
    }

    private static void RunPart<L>(void* work, int part) where L : struct, ITeamWork, allows ref struct =>
        Unsafe.AsRef<L>(work).Run(part);

    // A wait that Thread.Interrupt cannot end; an interrupted caller would leave the frame to which its helpers look. It is short: the
    // parts are equal. To yield helps where there are more threads than processors.
    private static void Pause()
    {
        Thread.SpinWait(8);
        Thread.Yield();
    }

    /// <summary>Does parts as long as some are unclaimed.</summary>
    private void Help()
    {
        while (TryClaim(out int part))
        {
            RunPart(part);
        }
    }

    // What a claim is good for is known only after it: from then on the call cannot end before its part has, so that _run and _work stay.
    private bool TryClaim(out int part)
    {
        part = Volatile.Read(ref _unclaimed);
        while (part > 0)
        {
            int seen = Interlocked.CompareExchange(ref _unclaimed, part - 1, part);
            if (seen == part)
            {
                return true;
            }

            part = seen;
        }

        return false;
    }

    private void RunPart(int part)
    {
        Deadline? before = Deadline.Exchange(_deadline);
        try
        {
            _run(_work, part);
        }
        catch (Exception fault)
        {
            Interlocked.CompareExchange(ref _fault, fault, null);
        }

        Deadline.Exchange(before);
        Interlocked.Decrement(ref _unfinished);
    }

    private static class TheShared
    {
        public static readonly Team Team = new(Environment.ProcessorCount - 1);
    }

    /// <summary>One thread: it looks for parts, for a while without rest and then asleep.</summary>
    private sealed class Helper
    {
        private readonly Team _team;
        private readonly Thread _thread;
        private readonly AutoResetEvent _bell = new(false);
        private int _isAsleep;

        public Helper(Team team, int number)
        {
            _team = team;
            _thread = new Thread(Live) { IsBackground = true, Name = FormattableString.Invariant($"Extremal {number}") };
            _thread.UnsafeStart();
        }

        public void Wake()
        {
            if (Volatile.Read(ref _isAsleep) != 0 && Interlocked.Exchange(ref _isAsleep, 0) != 0)
            {
                _bell.Set();
            }
        }

        public void Join()
        {
            _thread.Join();
            _bell.Dispose();
        }

        private bool IsWanted => Volatile.Read(ref _team._unclaimed) > 0 || Volatile.Read(ref _team._isOver);

        private void Live()
        {
            while (!Volatile.Read(ref _team._isOver))
            {
                if (!Spin())
                {
                    Sleep();
                }

                _team.Help();
            }
        }

        private bool Spin()
        {
            long start = Stopwatch.GetTimestamp();
            while (!IsWanted)
            {
                if (Stopwatch.GetTimestamp() - start > SpinTicks)
                {
                    return false;
                }

                Thread.SpinWait(8);
            }

            return true;
        }

        // Says that it sleeps, then looks once more: either it sees the work, or who brought the work sees it asleep. Both sides put a full
        // fence between writing and looking. Whoever takes the word back rings, or is the sleeper itself and need not listen.
        private void Sleep()
        {
            Interlocked.Exchange(ref _isAsleep, 1);
            if (!IsWanted || Interlocked.Exchange(ref _isAsleep, 0) == 0)
            {
                _bell.WaitOne();
            }
        }
    }
}
