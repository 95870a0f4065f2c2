using System.Diagnostics;

namespace Examples.Study;

/// <summary>The trust protocol from end to end: how often the truth at an answer beats the truth at the best noisy row.</summary>
internal static class TrustCourse
{
    private const int Interrupted = 130;

    /// <summary>Of 70, with a small network of scikit-learn's, each limit at its best tightness.</summary>
    private static readonly (string Limit, int Count)[] Published =
    [
        ("no limit", 6), ("convex hull", 20), ("PCA", 14), ("one-class SVM", 27), ("isolation forest", 30), ("Mahalanobis", 35),
        ("nearest neighbours", 35),
    ];

    public static int Of(Request request, CancellationToken interruption)
    {
        var began = Stopwatch.GetTimestamp();
        var folder = WritableFolder.Prepare(request.Folder);
        var terminal = new Terminal();
        terminal.Introduce(request);
        var runs = terminal.Watch(
            request.Problems.Count * request.Seeds, finished => Make(request, finished, interruption), made => made.Count);
        if (runs.Count == 0)
        {
            Console.Error.WriteLine("study: interrupted before a run was finished; there is nothing to tell");
            return Interrupted;
        }

        terminal.Write(Table(request, runs));
        TextFile.Write(Path.Combine(folder, "trust.csv"), Csv(runs));
        var elapsed = Stopwatch.GetElapsedTime(began);
        Console.WriteLine(FormattableString.Invariant($"{Numbers.Count(runs.Count, "run")} in {elapsed.TotalSeconds:F1} s."));
        return interruption.IsCancellationRequested ? Interrupted : 0;
    }

    private static IReadOnlyList<TrustRun> Make(Request request, Action finished, CancellationToken interruption)
    {
        var jobs = from seed in Enumerable.Range(1, request.Seeds) from problem in request.Problems select (problem, seed: (ulong)seed);
        var runs = Jobs.Make(
            jobs, request.Threads, job => TrustRun.Of(job.problem, job.seed, interruption), finished, interruption);
        return [.. runs.OrderBy(run => run.Problem.Inputs).ThenBy(run => run.Problem.Name, StringComparer.Ordinal).ThenBy(run => run.Seed)];
    }

    private static Tables.Text Table(Request request, IReadOnlyList<TrustRun> runs) => new(
        "How often the truth at the answer beats the truth at the best noisy row",
        $"{TrustSample.Rows} rows around the optimum, noise of the function's deviation, answers sought in the function's usual box. "
        + "Published: Shi, Emadikhiav, Lozano, Bergman (2024), "
        + "a small network of scikit-learn's, limits of several kinds, on data sets of the same kind.",
        ["answer", .. request.Problems.Select(problem => problem.Name), "all", "of"],
        [
            .. TrustRun.Contenders.Select(contender => (string[])
            [
                contender.Name,
                .. request.Problems.Select(problem => $"{runs.Count(run => run.Problem == problem && run.Beats(contender.Name))}"),
                $"{runs.Count(run => run.Beats(contender.Name))}", $"{runs.Count}",
            ]),
            .. Published.Select(published => (string[])
                [$"published: {published.Limit}", .. request.Problems.Select(_ => ""), $"{published.Count}", "70"]),
        ]);

    private static string Csv(IReadOnlyList<TrustRun> runs) => "problem,seed,best row,answer,truth\n" + string.Concat(
        from run in runs
        from contender in TrustRun.Contenders
        select string.Join(',', run.Problem.Name, run.Seed, Numbers.InFull(run.BestRow), contender.Name,
            Numbers.InFull(run.Truths[contender.Name])) + "\n");
}
