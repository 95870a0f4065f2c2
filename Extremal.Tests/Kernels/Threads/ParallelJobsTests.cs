using Extremal.Kernels;

namespace Extremal.Tests.Kernels;

[NonParallelizable]
public sealed class ParallelJobsTests
{
    [Test]
    public void Every_job_is_done_once([Values(-1, 1, 2, 3, 9)] int degree, [Values(0, 1, 2, 7)] int jobs)
    {
        int[] done = new int[jobs];
        ParallelJobs.Run(jobs, degree, i => Interlocked.Increment(ref done[i]));
        Assert.That(done, Is.All.EqualTo(1));
    }

    [Test]
    public void No_more_threads_work_than_are_allowed([Values(1, 2, 3)] int degree)
    {
        int working = 0, most = 0;
        var gate = new Lock();
        ParallelJobs.Run(12, degree, _ =>
        {
            lock (gate)
            {
                most = Math.Max(most, ++working);
            }

            Thread.Sleep(5);
            lock (gate)
            {
                working--;
            }
        });
        Assert.That(most, Is.InRange(1, degree));
    }

    [Test]
    public void The_callers_limit_holds_and_the_jobs_get_their_share()
    {
        using Parallelism.Scope limit = Parallelism.AtMost(4);
        int[] shares = new int[2];
        ParallelJobs.Run(2, 9, i => shares[i] = Parallelism.Threads(-1));
        Assert.That(shares, Is.All.InRange(1, 2));
        Assert.That(Parallelism.Threads(9), Is.EqualTo(4));
        Assert.That(Parallelism.Threads(3), Is.EqualTo(3));
    }

    [Test]
    public void The_first_exception_is_thrown_and_what_had_not_begun_is_not_done()
    {
        int begun = 0;
        InvalidOperationException? fault = Assert.Throws<InvalidOperationException>(() => ParallelJobs.Run(50, 1, i =>
        {
            begun++;
            if (i == 3)
            {
                throw new InvalidOperationException("the third");
            }
        }));
        Assert.That(fault?.Message, Is.EqualTo("the third"));
        Assert.That(begun, Is.EqualTo(4));
        Assert.Throws<InvalidOperationException>(() => ParallelJobs.Run(50, 3, _ => throw new InvalidOperationException()));
    }
}
