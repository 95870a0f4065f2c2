using System.Diagnostics;

namespace Examples.Study;

/// <summary>The whole course: plan, run, tell, draw.</summary>
internal static class Course
{
    private const int Interrupted = 130;

    public static int Of(Request request, CancellationToken interruption)
    {
        var began = Stopwatch.GetTimestamp();
        var folder = WritableFolder.Prepare(request.Folder);
        var terminal = new Terminal();
        var plan = Plan.Of(request);
        terminal.Introduce(plan, request);
        var results = terminal.Watch(plan.Settings.Count * request.Seeds, finished =>
            Results.Make(plan, request.Seeds, request.Threads, finished, interruption), results => results.All.Count);
        if (results.All.Count == 0)
        {
            Console.Error.WriteLine("study: interrupted before a run was finished; there is nothing to tell");
            return Interrupted;
        }

        terminal.Tell(results);
        var page = OutputFolder.Write(folder, results);
        terminal.Conclude(results, page, Stopwatch.GetElapsedTime(began));
        return interruption.IsCancellationRequested ? Interrupted : 0;
    }
}
