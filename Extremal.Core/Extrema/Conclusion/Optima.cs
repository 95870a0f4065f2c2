using Extremal.Optimization;
using Extremal.Problems;
using Extremal.Results;

namespace Extremal.Extrema;

/// <summary>Tells apart the optima in which the searches ended.</summary>
internal static class Optima
{
    // Of the domain's (or the data's) width in each input.
    private const double SamePlace = 1e-2;

    /// <summary>The distinct ends of the searches that met the domain's limits, the best first.</summary>
    public static IReadOnlyList<Optimum> Of(IReadOnlyList<SearchStart> starts, Domain domain)
    {
        SearchStart[] ends = [.. starts.Where(start => start.IsFeasible && double.IsFinite(start.Loss)).OrderBy(start => start.Loss)];
        var found = new List<(SearchStart Best, int Count)>();
        foreach (SearchStart end in ends)
        {
            int same = found.FindIndex(one => IsSame(one.Best, end, domain));
            if (same >= 0)
            {
                found[same] = (found[same].Best, found[same].Count + 1);
            }
            else if (end.Outcome.Reason == StopReason.Converged || found.Count == 0)
            {
                found.Add((end, 1));
            }
        }

        return [.. found.Select(one => new Optimum(one.Best.Point, one.Best.Value, one.Best.Loss, one.Count, one.Count / (double)ends.Length))];
    }

    private static bool IsSame(SearchStart one, SearchStart other, Domain domain)
    {
        if (!other.Merit.IsAsGoodAs(one.Merit))
        {
            return false;
        }

        for (int j = 0; j < one.Point.Count; j++)
        {
            double width = domain.Upper[j] - domain.Lower[j];
            width = double.IsFinite(width) ? width : domain.Inputs[j].Maximum - domain.Inputs[j].Minimum;
            if (Math.Abs(one.Point[j] - other.Point[j]) > SamePlace * width)
            {
                return false;
            }
        }

        return true;
    }
}
