using Extremal.Kernels;

namespace Extremal.Tests.Kernels;

/// <summary>The team does every part once, never makes a caller wait for another, survives exceptions and allocates nothing.</summary>
[NonParallelizable]
internal sealed class TeamTests
{
    [Test]
    public void EveryPartIsRunOnce([Values(0, 1, 2, 6)] int helpers, [Values(0, 1, 2, 3, 7, 40)] int parts)
    {
        using var team = new Team(helpers);
        for (int round = 0; round < 200; round++)
        {
            int[] counts = new int[parts];
            team.Run(new Counting(counts), parts);
            Assert.That(counts, Is.All.EqualTo(1), $"round {round}");
        }
    }

    [Test]
    public void AllThreadsWorkAtOnce()
    {
        using var team = new Team(helpers: 3);
        using var everybody = new Barrier(4);
        for (int round = 0; round < 50; round++)
        {
            team.Run(new Meeting(everybody), parts: 4); // would never end if one thread did two parts
        }

        Assert.That(everybody.CurrentPhaseNumber, Is.EqualTo(50));
    }

    [Test]
    public void AHelperThatSleepsIsWoken()
    {
        using var team = new Team(helpers: 1);
        using var both = new Barrier(2);
        for (int round = 0; round < 20; round++)
        {
            Thread.Sleep(round % 4); // from not at all to far beyond the time that a helper spins
            team.Run(new Meeting(both), parts: 2);
        }

        Assert.That(both.CurrentPhaseNumber, Is.EqualTo(20));
    }

    [Test]
    public void AnExceptionComesAfterAllPartsHaveEndedAndTheTeamGoesOn([Range(0, 3)] int bad)
    {
        using var team = new Team(helpers: 2);
        int[] counts = new int[4];
        for (int round = 0; round < 20; round++)
        {
            Array.Clear(counts);
            InvalidOperationException fault = Assert.Throws<InvalidOperationException>(() => team.Run(new Failing(counts, bad), parts: 4))!;
            Assert.That(fault.Message, Is.EqualTo($"part {bad}"));
            Assert.That(counts, Is.All.EqualTo(1));
            team.Run(new Counting(counts), parts: 4);
            Assert.That(counts, Is.All.EqualTo(2));
        }
    }

    [Test]
    public void WorkWithinWorkIsDoneByWhoeverHasIt()
    {
        using var team = new Team(helpers: 2);
        int[] counts = new int[3 * 5];
        team.Run(new Nesting(team, counts), parts: 3);
        Assert.That(counts, Is.All.EqualTo(1));
    }

    [Test]
    public void ACallerThatFindsTheTeamBusyDoesItsWorkItself()
    {
        using var team = new Team(helpers: 1);
        using ManualResetEventSlim begun = new(), over = new();
        var holder = new Thread(() => team.Run(new Holding(begun, over), parts: 2));
        holder.Start();
        begun.Wait();
        int[] threads = new int[5];
        team.Run(new Signing(threads), parts: 5); // returns although the team is held
        over.Set();
        holder.Join();
        Assert.That(threads, Is.All.EqualTo(Environment.CurrentManagedThreadId));
    }

    [Test]
    public void AnInterruptedCallerStaysUntilItsHelpersAreDone()
    {
        using var team = new Team(helpers: 1);
        int[] begun = new int[2], ended = new int[2];
        bool hasStayed = false;
        var caller = new Thread(() =>
        {
            team.Run(new Slow(begun, ended), parts: 2);
            hasStayed = ended is [1, 1];
            Assert.Throws<ThreadInterruptedException>(() => Thread.Sleep(1)); // and now it is interrupted
        });
        caller.Start();
        SpinWait.SpinUntil(() => Volatile.Read(ref begun[1]) == 1);
        caller.Interrupt();
        caller.Join();
        Assert.That(hasStayed, Is.True);
    }

    [Test]
    public void NothingIsAllocatedForACall()
    {
        using var team = new Team(helpers: 2);
        int[] counts = new int[3];
        Assert.That(Laws.Allocation.OfProcess(() => team.Run(new Counting(counts), parts: 3)), Is.Zero);
    }

    [Test]
    public void ADegreeLimitsTheParts()
    {
        Assert.That(Parallelism.Parts(1000, 10), Is.EqualTo(Math.Min(100, Environment.ProcessorCount)));
        Assert.That(Parallelism.Parts(19, 10), Is.EqualTo(1), "two parts would be too small");
        using var team = new Team(helpers: 6);
        using (Parallelism.Forced(team))
        {
            Assert.That(Parallelism.Parts(1, 10), Is.EqualTo(7));
            using (Parallelism.AtMost(3))
            {
                Assert.That(Parallelism.Parts(1, 10), Is.EqualTo(3));
                using (Parallelism.AtMost(5))
                {
                    Assert.That(Parallelism.Parts(1, 10), Is.EqualTo(3), "a limit within a limit");
                }

                using (Parallelism.AtMost(-1))
                {
                    Assert.That(Parallelism.Parts(1, 10), Is.EqualTo(3), "no limit of its own");
                }
            }

            Assert.That(Parallelism.Parts(1, 10), Is.EqualTo(7), "the limit has ended");
        }
    }

    private readonly struct Counting(int[] counts) : ITeamWork
    {
        public void Run(int part) => Interlocked.Increment(ref counts[part]);
    }

    private readonly struct Meeting(Barrier barrier) : ITeamWork
    {
        public void Run(int part) => barrier.SignalAndWait();
    }

    private readonly struct Failing(int[] counts, int bad) : ITeamWork
    {
        public void Run(int part)
        {
            if (part == bad)
            {
                counts[part]++;
                throw new InvalidOperationException($"part {part}");
            }

            Thread.Sleep(1);
            counts[part]++;
        }
    }

    /// <summary>Part 0 keeps the caller awake until the helper has begun part 1, which takes a while.</summary>
    private readonly struct Slow(int[] begun, int[] ended) : ITeamWork
    {
        public void Run(int part)
        {
            Volatile.Write(ref begun[part], 1);
            while (Volatile.Read(ref begun[1]) == 0)
            {
                Thread.SpinWait(10);
            }

            if (part == 1)
            {
                Thread.Sleep(100);
            }

            ended[part] = 1;
        }
    }

    private readonly struct Nesting(Team team, int[] counts) : ITeamWork
    {
        public void Run(int part) => team.Run(new Inner(counts, part), parts: 5);
    }

    private readonly struct Inner(int[] counts, int outer) : ITeamWork
    {
        public void Run(int part) => Interlocked.Increment(ref counts[5 * outer + part]);
    }

    private readonly struct Holding(ManualResetEventSlim begun, ManualResetEventSlim over) : ITeamWork
    {
        public void Run(int part)
        {
            begun.Set();
            over.Wait();
        }
    }

    private readonly struct Signing(int[] threads) : ITeamWork
    {
        public void Run(int part) => threads[part] = Environment.CurrentManagedThreadId;
    }
}
