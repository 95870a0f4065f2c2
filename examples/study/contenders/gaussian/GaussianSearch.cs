using System.Diagnostics;
using Extremal;
using Extremal.Extrema;
using Extremal.Problems;

namespace Examples.Study;

/// <summary>A Gaussian process's mean at its best in a box, by the search that searches networks: the mean is one.</summary>
internal static class GaussianSearch
{
    /// <summary>How many of its deviations a careful user takes off what it claims.</summary>
    private const double Doubt = 2;

    public static Answer Of(Problem problem, GaussianProcess process, IReadOnlyList<(double Low, double High)> box, ulong seed)
    {
        var began = Stopwatch.GetTimestamp();
        var domain = Learning.Within(box, Domain.Of(process.Data));
        var goal = problem.Aim == Aim.Minimize ? Goal.Minimize() : Goal.Maximize();
        var options = new SearchOptions { Seed = seed, MaxDegreeOfParallelism = 1 };
        var found = new ExtremumSearch(process.Mean, domain, goal, options, process.Rows).Run();
        return new Answer([.. found.Point], found.Value, found.Evaluations + found.ScreenedPoints, Stopwatch.GetElapsedTime(began));
    }

    /// <summary>Of the mean's extrema in boxes around the best row and in the whole box, the best after a doubt of two deviations.</summary>
    public static Answer Careful(Problem problem, double[] bestRow, GaussianProcess process, Answer whole, ulong seed) => CarefulSearch.Of(
        problem, bestRow, whole, box => Of(problem, process, box, seed), point => Doubt * process.Deviation(point));
}
