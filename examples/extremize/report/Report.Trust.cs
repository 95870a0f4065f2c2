using Extremal.Problems;

namespace Examples;

/// <summary>What tells how far to trust the answer: accuracy, noise, the ensemble, and what the data cover.</summary>
internal static partial class Report
{
    private static void ShowSureness(HtmlReport page, Answer answer)
    {
        var why = answer.Scores.Count > 1
            ? " Rows of one group know of each other, so the score on groups is the honest one for an input that was never tried." : "";
        page.Section("How sure", string.Join(' ', Sureness.Sentences(answer)));
        if (answer.Scores.Count == 0) { return; }

        page.Paragraph("A fifth is held out and scored; of the rest, "
            + (answer.Members > 1 ? "each network validates on the rows that it did not draw. "
                : "15 % tell the training when to stop and 85 % are trained on. ")
            + "The baselines see the same rows as the network." + why)
            .Table(Sheets.Scores(answer).ToHtml())
            .Figures([.. answer.Scores.Select(score => (Drawings.Predicted(answer, score),
                $"Each dot is a held-out row{(score.Trials.Count > 1 ? " of the first draw" : "")}; on the line it is predicted right."))]);
    }

    private static void ShowSupport(HtmlReport page, Answer answer)
    {
        page.Section("What the data cover",
            $"The answer lies {answer.Support.Words}. Distances are Mahalanobis' for the cloud as a whole "
            + "(they account for correlations between inputs), and standard deviations of the inputs for single rows.");
        var (coverage, distances) = (answer.Model.ApplicabilityDomain, Sheets.Distances(answer));
        if (distances.Rows.Count > 0) { page.Table(distances.ToHtml()); }

        List<(Chart, string)> percentiles = [];
        if (coverage.CentreDistances is { } centre)
        {
            page.Figures((Drawings.Distances(answer, centre),
                "Each bar counts rows of the data by their distance from the data's centre; the line is the answer."));
            percentiles.Add((Drawings.Percentiles("Distance from the data's centre, by percentile", centre, answer.Support.CentreDistance),
                "Each bar is a percentile of the rows; where the line passes over all bars, no row lies as far out."));
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
            page.Paragraph("Some inputs are bound to each other in every row; where the answer leaves such a relation, nothing was ever "
                + "measured. The options hold them.").Table(relations.ToHtml());
        }
    }
}
