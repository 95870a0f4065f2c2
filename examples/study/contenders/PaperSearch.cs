using System.Diagnostics;
using Extremal;
using Extremal.Extrema;
using Extremal.Optimization;
using Extremal.Problems;

namespace Examples.Study;

/// <summary>
/// The paper's loss as printed, (2.3): f² to minimise, (f² + κ)⁻¹ to maximise, in the user's unit of f, from one start drawn as the
/// paper draws it, by Adam at a constant rate. In two things it is better off than the paper: steps are in standard deviations of the
/// inputs, so that one rate suits every problem, and the box holds, so that its answer compares with the others'.
/// </summary>
internal static class PaperSearch
{
    public static Answer Of(Problem problem, Regressor model, ulong seed)
    {
        var began = Stopwatch.GetTimestamp();
        var loss = problem.Aim == Aim.Minimize ? PaperLosses.Minimization() : PaperLosses.Maximization();
        var found = model.Extremize(loss, Learning.Domain(problem, model), new SearchOptions
        {
            Starts = 1,
            Distribution = StartDistribution.TruncatedNormal,
            Optimizer = Optimizer.Adam(rate: 0.01),
            Schedule = Schedule.Constant,
            MaxSteps = 3000,
            Tolerance = 0,
            Seed = seed,
            MaxDegreeOfParallelism = 1,
        });
        return new Answer([.. found.Point], model.Predict([.. found.Point]), found.Evaluations, Stopwatch.GetElapsedTime(began));
    }
}
