using System.Collections.Concurrent;

namespace Examples.Study;

/// <summary>Runs side by side. They begin in order, so that an interruption leaves the first of them whole.</summary>
internal static class Jobs
{
    /// <summary>Makes all runs, or those that are finished when it is interrupted.</summary>
    /// <param name="jobs">One a run.</param>
    /// <param name="threads">How many at a time.</param>
    /// <param name="run">Makes one; null if it was interrupted.</param>
    /// <param name="finished">Called after each, one at a time.</param>
    /// <param name="cancellation">Interrupts.</param>
    /// <returns>In no order.</returns>
    public static IReadOnlyList<TRun> Make<TJob, TRun>(
        IEnumerable<TJob> jobs, int threads, Func<TJob, TRun?> run, Action finished, CancellationToken cancellation) where TRun : class
    {
        var runs = new List<TRun>();
        try
        {
            var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };
            Parallel.ForEach(Partitioner.Create(jobs, EnumerablePartitionerOptions.NoBuffering), options, job =>
            {
                if (run(job) is not { } made) { return; }
                lock (runs)
                {
                    runs.Add(made);
                    finished();
                }
            });
        }
        catch (OperationCanceledException)
        {
            // What has been finished until then is told.
        }

        return runs;
    }
}
