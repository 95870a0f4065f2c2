using System.Runtime.ExceptionServices;

namespace Extremal.Kernels;

/// <summary>
/// Jobs that take long and know nothing of each other, such as whole trainings, on threads of their own; the <see cref="Team"/> is for what
/// takes microseconds. Which thread does which job is chance, so a job's result may depend on its number alone.
/// </summary>
internal static class ParallelJobs
{
    /// <summary>Does every job once and returns when the last has ended. Each thread may use its share of the degree within its jobs.</summary>
    /// <param name="jobs">How many.</param>
    /// <param name="degree">At most this many threads, the caller's among them; −1 for as many as there are processors.</param>
    /// <param name="job">Does the job of that number.</param>
    /// <exception cref="Exception">What a job threw; with several, that of the first. Jobs that had not begun by then were not done.</exception>
    public static void Run(int jobs, int degree, Action<int> job)
    {
        int threads = Parallelism.Threads(degree), workers = Math.Min(jobs, threads);
        var faults = new Exception?[jobs];
        int next = -1, failed = 0;

        void Work()
        {
            using Parallelism.Scope share = Parallelism.AtMost(Math.Max(1, threads / Math.Max(1, workers)));
            for (int i = Interlocked.Increment(ref next); i < jobs && Volatile.Read(ref failed) == 0; i = Interlocked.Increment(ref next))
            {
                try
                {
                    job(i);
                }
                catch (Exception fault)
                {
                    faults[i] = fault;
                    Volatile.Write(ref failed, 1);
                }
            }
        }

        Thread[] others = [.. Enumerable.Range(1, Math.Max(0, workers - 1)).Select(_ => new Thread(Work) { IsBackground = true })];
        Array.ForEach(others, thread => thread.Start());
        Work();
        Array.ForEach(others, thread => thread.Join());
        if (Array.Find(faults, fault => fault is not null) is { } first)
        {
            ExceptionDispatchInfo.Throw(first);
        }
    }
}
