namespace Examples;

/// <summary>The HTML page: the answer, its limits, its accuracy and support, and how it was found.</summary>
internal static partial class Report
{
    public static string Of(Answer answer)
    {
        var question = answer.Question;
        var limits = string.Join("; ", Titles.Limits(question));
        var page = new HtmlReport(Titles.Of(answer),
            $"{question.FileName}, {question.Data.RowCount} rows. {char.ToUpperInvariant(limits[0])}{limits[1..]}.");
        Summarize(page, answer);
        ShowInputs(page, answer);
        ShowLimits(page, answer);
        ShowOthers(page, answer);
        ShowOptima(page, answer);
        ShowProof(page, answer);
        ShowSureness(page, answer);
        ShowSupport(page, answer);
        ShowSlices(page, answer);
        ShowMaking(page, answer);
        return page.ToHtml();
    }

    private static void Summarize(HtmlReport page, Answer answer)
    {
        var question = answer.Question;
        var target = Titles.WithUnit(question.Target, question.TargetColumn.Unit);
        List<(string, string, string)> cards =
        [
            ($"{target}, predicted", Numbers.Show(answer.Extremum.Value, 4),
                answer.Score is { } score ? $"± {Numbers.Show(score.Network.Rmse, 2)} on unseen {Titles.Kind(score)}"
                    : "accuracy unknown: interrupted"),
        ];
        if (answer.IsMissed)
        {
            cards.Insert(0, ($"{target}, wanted", Numbers.Show(question.Value, 4),
                $"not reached: the nearest is {Numbers.Show(Math.Abs(answer.Extremum.Value - question.Value), 4)} away"));
        }

        if (answer.Interval() is { } interval)
        {
            cards.Add(("90 % prediction interval", Titles.Of(interval), $"conformal, from {Titles.Basis(interval)}"));
        }

        if (question.BestRow is { } row)
        {
            cards.Add(("best measured within the limits", Numbers.Show(question.Measured(row), 4),
                $"line {question.Lines[row]} of the file"));
        }

        if (answer.Proof is { Point: not null } proof)
        {
            cards.Add(("proven of every input", Proving.Claim(answer, proof.Bound, proof.Gap), Proving.Gap(proof)));
        }

        if (answer.Score is { } one && !double.IsNaN(one.Network.R2))
        {
            cards.Add(("variance explained", Numbers.Percent(Math.Max(0, one.Network.R2)),
                $"R² on unseen {Titles.Kind(one)}; quadratic fit {Numbers.Percent(Math.Max(0, one.Quadratic.R2))}"));
        }

        if (answer.Support.CentreShare is { } share)
        {
            cards.Add(("rows that lie farther out", Numbers.Percent(1 - share), "of all, by Mahalanobis' distance"));
        }

        page.Cards([.. cards]).Paragraph(Verdict.Of(answer));
        if (answer.Interrupted) { page.Paragraph("The program was interrupted; this is the best answer so far."); }
    }

    private static void ShowSlices(HtmlReport page, Answer answer)
    {
        var green = answer.Question.Features.Any(feature => feature.Columns.All(answer.Question.Domain.IsFixed))
            ? "; green ones agree with the answer in every fixed input" : "";
        page.Section("Slices through the answer",
            "One input varies, all others stay as in the answer. The line is solid where the limits allow it, dashed where not. "
            + $"Dots are rows of the data, which differ in the other inputs too{green}.")
            .Figures([.. answer.Question.Features.Select(feature => (Drawings.Slice(answer, feature), SliceCaption(answer, feature)))]);
    }

    private static string SliceCaption(Answer answer, Extremal.Data.Feature feature) => feature.IsCategory
        ? "From left to right: " + string.Join(", ", feature.Labels.Select((label, i) => $"{i + 1} is {label}")) + "."
        : answer.WordsOf(feature) is var words and not "free" ? words : "";

    private static void ShowMaking(HtmlReport page, Answer answer)
    {
        var request = answer.Question.Request;
        var options = Settings.Final(answer.Question, epochs: 1);
        var extremum = answer.Extremum;
        page.Section("How the answer was found",
            Sureness.Trained(answer) + (answer.IsByEvidence ? $", seed {request.Seed}. The shares are those that predict best the rows left out. "
                : $": {answer.Model.Surrogate.Network}, {options.Optimizer}, "
                + $"batches of {options.BatchSize}, L2 {Numbers.Show(options.L2)}, seed {request.Seed}. ")
            + (answer.Assessment.Of().Folds.Count == 0 || !request.IsByBatches ? "" : "The number of epochs is the median of the best ones of the assessment's trainings. ")
            + $"{Sureness.Ended(answer)} The network was evaluated at {extremum.ScreenedPoints} points to choose the starts, "
            + $"and {extremum.Evaluations} times by the searches. "
            + "The same file, options and seed give the same answer on every machine.")
            .Figures([.. answer.Scores.Where(score => score.Output == 0).Select(score => (Drawings.Losses(score),
                answer.IsByEvidence
                    ? "Mean squared error of one of the networks in units of the target's variance; the weights of the greatest evidence are kept."
                    : "Mean squared error in units of the target's variance; the weights with the least validation loss are kept."))]);
    }
}
