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
    /// activations, penalties. Nothing is held back: rows so few are all needed, and the penalty does what stopping early would. Twice as
    /// many epochs gain little; their time goes into <see cref="Assess"/>.
    /// </summary>
    public static TrainingOptions Options(ulong seed) => new()
    {
        Hidden = [32, 32, 32],
        Activation = Activation.SiLU,
        Optimizer = Optimizer.Adam(rate: 0.01),
        Schedule = Schedule.Cosine(),
        Epochs = 1000,
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
    /// The same network with what trainings on one half of the rows miss of the other: what its intervals rest on, in all settings. Two
    /// halves cost as much as one training more, five fifths would cost four; halves know less than all rows do, so that the error is told
    /// too large.
    /// </summary>
    public static Regressor Assess(Regressor model, Sample sample, ulong seed, CancellationToken cancellation) =>
        model.Calibrate(Regressor.Assess(
            sample.ToDataset(), Options(seed), new AssessmentOptions { Folds = 2, Seed = seed, MaxDegreeOfParallelism = 1 },
            cancellation: cancellation));

    /// <summary>The problem's box, not that of the data.</summary>
    public static Domain Domain(Problem problem, Regressor model) => Within(problem.Box, model.Domain);

    public static Answer Extremize(Problem problem, Regressor model, IReadOnlyList<(double Low, double High)> box, ulong seed)
    {
        var began = Stopwatch.GetTimestamp();
        var (domain, options) = (Within(box, model.Domain), new SearchOptions { Seed = seed, MaxDegreeOfParallelism = 1 });
        var found = problem.Aim == Aim.Minimize ? model.Minimize(domain, options) : model.Maximize(domain, options);
        return new Answer([.. found.Point], found.Value, found.Evaluations + found.ScreenedPoints, Stopwatch.GetElapsedTime(began));
    }

    /// <summary>The domain's inputs within a box.</summary>
    public static Domain Within(IReadOnlyList<(double Low, double High)> box, Domain domain)
    {
        for (var i = 0; i < box.Count; i++) { domain = domain.Range(domain.Inputs[i].Name, box[i].Low, box[i].High); }
        return domain;
    }
}
