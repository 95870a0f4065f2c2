using Extremal.Kernels;
using Extremal.Memory;
using Extremal.Optimization;
using Extremal.Results;

namespace Extremal.Extrema;

/// <summary>The path from a start to where it led, by following it once more: alone it moves as it does among others, to the bit.</summary>
internal static class SearchPath
{
    /// <summary>
    /// The points of the path in the user's units. It is as long as the search from there was, whatever ended that, and is cut off where the
    /// best point was found; if the time is over, in the middle.
    /// </summary>
    /// <param name="problem">The question.</param>
    /// <param name="byRule">Whether a first-order rule goes to every point that it evaluates.</param>
    /// <param name="search">What became of the start.</param>
    /// <param name="best">The same in the user's units.</param>
    /// <param name="conclusion">Takes points to the user's units.</param>
    /// <param name="deadline">The search's.</param>
    public static List<double[]> Of(
        SearchProblem problem, bool byRule, LocalSearchResult search, SearchStart best, Conclusion conclusion, Deadline deadline)
    {
        Slice<double> start = Slice<double>.Copy(search.Start, new Shape(1, search.Start.Length));
        (Method<double> method, Region<double> region) = problem.Method();
        var objective = new PathObjective(problem.Followed(problem.Objective()));
        var bettered = new BestPoints(method);
        var limits = new Limits(best.Outcome.Evaluations, deadline.IsOver ? Deadline.Grace : deadline.Left);
        Minimizer.Run(objective, method, start.Matrix, region, limits, bettered, deadline.IsOver ? default : deadline.Cancellation, search.Held);
        List<double[]> path = byRule ? objective.Points : bettered.Points;
        path = path.Count > 0 ? path : [[.. search.Start]];
        foreach (double[] point in path)
        {
            conclusion.ToUser([.. point], point);
        }

        int end = path.FindLastIndex(point => point.AsSpan().SequenceEqual([.. best.Point]));
        return end >= 0 ? path[..(end + 1)] : deadline.IsOver ? [.. path, [.. best.Point]] : path;
    }
}
