using System.Globalization;
using Extremal.Data;

namespace Extremal.Problems;

/// <summary>Sentences about what supports a point, the same in every culture.</summary>
internal static class SupportWords
{
    // Up to this many times the median gap between rows, a row is as near as rows are.
    private const double UsualGap = 1.5;

    public static string Of(Support support)
    {
        string place = support.Verdict switch
        {
            Verdict.Inside when support.CentreShare is <= 0.5 => "well inside the data",
            Verdict.Inside => "inside the data",
            Verdict.AtEdge => "at the edge of the data",
            _ => "beyond the data",
        };
        IEnumerable<string> clauses =
            [Centre(support), Neighbour(support), .. support.OutOfRange.Select(one => one.ToString())];
        return $"{place}: {string.Join("; ", clauses)}";
    }

    /// <summary>A number with as many digits as a sentence needs.</summary>
    public static string Amount(double number) =>
        number.ToString(Math.Abs(number) is >= 1000 and < 1e15 ? "F0" : "G4", CultureInfo.InvariantCulture);

    private static string Centre(Support support)
    {
        if (double.IsPositiveInfinity(support.CentreDistance))
        {
            return support.BrokenRelations.Count > 0
                ? $"it breaks {string.Join(" and ", support.BrokenRelations.Select(relation => relation.Description))}, which every row keeps"
                : "it leaves the directions in which the rows vary";
        }

        if (support.FarthestRowDistance is not { } farthest || support.CentreShare is not { } share)
        {
            return "how far the rows themselves lie from their centre was not kept";
        }

        double ratio = support.CentreDistance / farthest;
        return share < 1 ? share <= 0.5 ? $"{Percent(1 - share)} of the rows lie farther from their centre"
                : $"{Percent(1 - share)} of the rows lie as far from their centre"
            : ratio <= 1 || farthest == 0 ? "as far from their centre as the farthest row"
            : ratio < ApplicabilityDomain.EdgeFactor ? "just beyond the farthest row from their centre"
            : $"{Times(ratio)} times as far from their centre as the farthest row";
    }

    private static string Neighbour(Support support)
    {
        if (support.NeighbourDistance is not { } distance)
        {
            return "how near the nearest row lies is not known without the rows";
        }

        if (distance == 0)
        {
            return "it is a row of the data";
        }

        if (support.MedianNeighbourDistance is not { } median)
        {
            return "there are no two rows to compare its distance from them with";
        }

        double ratio = distance / median;
        return ratio <= UsualGap ? "the nearest row is as near as rows are to each other"
            : $"the nearest row is {Times(ratio)} times as far as rows are from each other";
    }

    private static string Percent(double share) => share < 0.01 ? "less than 1 %"
        : share > 0.99 ? "more than 99 %"
        : share.ToString("P0", CultureInfo.InvariantCulture);

    private static string Times(double ratio) => ratio.ToString(ratio < 10 ? "G2" : "F0", CultureInfo.InvariantCulture);
}
