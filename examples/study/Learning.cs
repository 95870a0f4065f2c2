using System.Diagnostics;
using Extremal;
using Extremal.Data;
using Extremal.Extrema;
using Extremal.Networks;
using Extremal.Optimization;
using Extremal.Problems;
using Extremal.Training;

namespace Examples.Study;

/// <summary>What is studied: the front door of the library, with one set of options for every problem, size and noise.</summary>
internal static class Learning
{
    /// <summary>
    /// Chosen at N = 100 on seeds from 1001 on, of which the study uses none, for the least mean log regret over all problems: widths,
    /// activations, penalties, lengths. Nothing is held back: rows so few are all needed, and the penalty does what stopping early would.
    /// </summary>
    public static TrainingOptions Options(ulong seed) => new()
    {
        Hidden = [32, 32, 32],
        Activation = Activation.SiLU,
        Optimizer = Optimizer.Adam(rate: 0.01),
        Schedule = Schedule.Cosine(),
        Epochs = 2000,
        BatchSize = 32,
        L2 = 3e-4,
        Validation = 0,
        Seed = seed,
        MaxDegreeOfParallelism = 1,
    };

    /// <summary>Runs go side by side, so that each keeps to one thread.</summary>
    public static Regressor Train(Sample sample, ulong seed, CancellationToken cancellation) =>
        Regressor.Train(sample.ToDataset(), Options(seed), cancellation: cancellation);

    /// <summary>
    /// The same network with what trainings on four fifths of the rows miss of the others: what its intervals rest on. It costs as much as
    /// four trainings.
    /// </summary>
    public static Regressor Assess(Regressor model, Sample sample, ulong seed, CancellationToken cancellation) =>
        model.With(Regressor.Assess(
            sample.ToDataset(), Options(seed), new AssessmentOptions { Folds = 5, Seed = seed, MaxDegreeOfParallelism = 1 },
            cancellation: cancellation));

    /// <summary>The problem's box, not that of the data.</summary>
    public static Domain Domain(Problem problem, Regressor model)
    {
        var domain = model.Domain;
        for (var i = 0; i < problem.Inputs; i++) { domain = domain.Range(domain.Inputs[i].Name, problem.Low[i], problem.High[i]); }
        return domain;
    }

    public static Answer Extremize(Problem problem, Regressor model, ulong seed)
    {
        var began = Stopwatch.GetTimestamp();
        var (domain, options) = (Domain(problem, model), new SearchOptions { Seed = seed, MaxDegreeOfParallelism = 1 });
        var found = problem.Aim == Aim.Minimize ? model.Minimize(domain, options) : model.Maximize(domain, options);
        return new Answer([.. found.Point], found.Value, found.Evaluations, Stopwatch.GetElapsedTime(began));
    }
}
