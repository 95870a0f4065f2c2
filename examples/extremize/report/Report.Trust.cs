using Extremal.Problems;
using Extremal.Results;

namespace Examples;

/// <summary>How far to trust the answer: accuracy, noise, the ensemble, and what the data cover.</summary>
internal static partial class Report
{
    private static void ShowSureness(HtmlReport page, Answer answer)
    {
        page.Section("Accuracy", string.Join(' ', Sureness.Sentences(answer)));
        HeldOut[] scores = [.. answer.Scores.Where(score => score.Output == 0)];
        if (scores.Length == 0) { return; }

        page.Paragraph("Each training holds out a fifth, which scores the network. Of the other rows, "
            + (answer.IsByEvidence ? "all are learnt from. "
                : answer.Members > 1 ? "each network learns from a bootstrap sample, and the rows outside of it choose the epoch. "
                : "85 % are learnt from and 15 % choose the epoch. ")
            + "The baselines are fitted to all rows that are not held out."
            + (scores[0].Folds.Count > 1 ? " Errors are root mean squares over all held-out rows of all draws." : "")
            + (scores[^1].ByGroups
                ? " Rows of one group resemble each other, so the score on groups is the one to expect for an input that was never measured."
                : ""))
            .Table(Sheets.Scores(answer).ToHtml())
            .Figures([.. scores.Select(score => (Drawings.Predicted(answer, score),
                $"Each dot is a held-out row{(score.Folds.Count > 1 ? " of the first draw" : "")}. On the line, it is predicted exactly."))]);
    }

    private static void ShowSupport(HtmlReport page, Answer answer)
    {
        page.Section("What the data cover",
            $"The answer lies {answer.Support.Words}. The distance from the centre is Mahalanobis', which accounts for correlations between "
            + "inputs. The distance from single rows is in standard deviations of the inputs.");
        var (coverage, distances) = (answer.Model.ApplicabilityDomain, Sheets.Distances(answer));
        if (distances.Rows.Count > 0) { page.Table(distances.ToHtml()); }

        List<(Chart, string)> percentiles = [];
        if (coverage.CentreDistances is { } centre)
        {
            page.Figures((Drawings.Distances(answer, centre),
                "Each bar counts rows of the data by their distance from the data's centre; the line is the answer."));
            percentiles.Add((Drawings.Percentiles("Distance from the data's centre, by percentile", centre, answer.Support.CentreDistance),
                "Each bar is a percentile of the rows; where the line is above all bars, no row lies as far out."));
        }

        if (coverage.NeighbourDistances is { } gaps && answer.Support.NeighbourDistance is { } nearest)
        {
            percentiles.Add((Drawings.Percentiles("Distance from the nearest row, by percentile", gaps, nearest),
                "The rows' own distances from their nearest neighbours, in standard deviations; the line is the answer."));
        }

        if (percentiles.Count > 0) { page.Figures([.. percentiles]); }
        foreach (var outside in answer.Support.OutOfRange) { page.Paragraph($"{outside}."); }

        var relations = Sheets.Relations(answer);
        if (relations.Rows.Count > 0)
        {
            page.Paragraph("Every row of the data meets these linear relations. If the answer does not, it is unlike every measurement. "
                + "The options in the last column add them as constraints.").Table(relations.ToHtml());
        }
    }
}
