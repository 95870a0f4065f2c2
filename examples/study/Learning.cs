using System.Diagnostics;
using Extremal;
using Extremal.Data;
using Extremal.Extrema;
using Extremal.Problems;
using Extremal.Training;

namespace Examples.Study;

/// <summary>What is studied: the front door of the library, with one set of options for every problem, size and noise.</summary>
internal static class Learning
{
    /// <summary>The library's defaults: nothing was chosen for these problems, and runs go side by side.</summary>
    public static TrainingOptions Options(ulong seed) => new() { Seed = seed, MaxDegreeOfParallelism = 1 };

    /// <summary>The model of a sample; what its intervals rest on, the rows left out of its members, comes of the same training.</summary>
    public static Regressor Train(Sample sample, ulong seed, CancellationToken cancellation) =>
        Regressor.Train(sample.ToDataset(), Options(seed), cancellation: cancellation);

    /// <summary>The problem's box, not that of the data.</summary>
    public static Domain Domain(Problem problem, Regressor model) => Within(problem.Box, model.Domain);

    public static Answer Extremize(Problem problem, Regressor model, IReadOnlyList<(double Low, double High)> box, ulong seed)
    {
        var began = Stopwatch.GetTimestamp();
        var (domain, options) = (Within(box, model.Domain), new SearchOptions { Seed = seed, MaxDegreeOfParallelism = 1 });
        var found = problem.Aim == Aim.Minimize ? model.Minimize(domain, options) : model.Maximize(domain, options);
        return new Answer([.. found.Point], found.Value, found.Evaluations + found.ScreenedPoints, Stopwatch.GetElapsedTime(began));
    }

    /// <summary>
    /// The answer to try first, as the library recommends it: the best confidence bound inside what the data cover, or beyond after twice the
    /// doubt.
    /// </summary>
    public static Answer Careful(Problem problem, Regressor model, ulong seed)
    {
        var began = Stopwatch.GetTimestamp();
        var options = new SearchOptions { Seed = seed, MaxDegreeOfParallelism = 1 };
        var goal = problem.Aim == Aim.Minimize ? Goal.Minimize() : Goal.Maximize();
        var found = model.Recommend(goal, Domain(problem, model), options).RiskAverse;
        return new Answer([.. found.Point], found.Value, found.Evaluations + found.ScreenedPoints, Stopwatch.GetElapsedTime(began));
    }

    /// <summary>The domain's inputs within a box.</summary>
    public static Domain Within(IReadOnlyList<(double Low, double High)> box, Domain domain)
    {
        for (var i = 0; i < box.Count; i++) { domain = domain.Range(domain.Inputs[i].Name, box[i].Low, box[i].High); }
        return domain;
    }
}
