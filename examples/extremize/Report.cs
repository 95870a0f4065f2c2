using Extremal.Problems;
using Extremal.Training;

namespace Examples;

/// <summary>The HTML page: answer first, then what supports it, then how it was come by.</summary>
internal static class Report
{
    public static string Of(Answer answer)
    {
        var question = answer.Question;
        var page = new HtmlReport(Titles.Of(question),
            $"{question.FileName}, {question.Data.Rows} rows. {char.ToUpperInvariant(Limits(question)[0])}{Limits(question)[1..]}.");
        Summarize(page, answer);
        ShowInputs(page, answer);
        ShowSupport(page, answer);
        ShowSlices(page, answer);
        ShowAccuracy(page, answer);
        ShowMaking(page, answer);
        return page.ToHtml();
    }

    private static string Limits(Question question) => string.Join("; ", Titles.Limits(question));

    private static void Summarize(HtmlReport page, Answer answer)
    {
        var question = answer.Question;
        List<(string, string, string)> cards =
        [
            ($"{question.Target}, predicted", Numbers.Show(answer.Extremum.Value, 4),
                answer.Score is { } score ? $"± {Numbers.Show(score.Network.Rmse, 2)} on unseen {score.Kind}"
                    : "never scored: it was interrupted"),
        ];
        if (answer.BestRow is { } row)
        {
            cards.Add(("best measured within the limits", Numbers.Show(question.Measured(row), 4),
                $"line {question.Lines[row]} of the file"));
        }

        if (answer.Score is { } one)
        {
            cards.Add(("variance explained", Numbers.Percent(Math.Max(0, one.Network.R2)),
                $"R² on unseen {one.Kind}; quadratic fit {Numbers.Percent(Math.Max(0, one.Quadratic.R2))}"));
        }

        cards.Add(("rows that lie farther out", Numbers.Percent(answer.Support.ShareBeyond), "of all, by Mahalanobis' distance"));
        page.Cards([.. cards]).Paragraph(Verdict.Of(answer));
        if (answer.Interrupted) { page.Paragraph("Training was interrupted; this is the best so far."); }
    }

    private static void ShowInputs(HtmlReport page, Answer answer)
    {
        var question = answer.Question;
        string[] headings = ["input", "value", "", "least in the data", "greatest",
            .. answer.Support.Nearest.Select(near => $"line {question.Lines[near.Row]}")];
        var table = new HtmlTable(headings) { Caption = "The answer, and beside it the nearest real rows", NumberFormat = "G6" };
        for (var i = 0; i < question.Inputs.Count; i++)
        {
            var column = question.Inputs[i];
            table.Row([column.Name, Numbers.Show(answer.Extremum.Point[i]), answer.WordsOf(i), Numbers.Show(column.Minimum),
                Numbers.Show(column.Maximum),
                .. answer.Support.Nearest.Select(near => Numbers.Show(question.Row(near.Row)[i]))]);
        }

        foreach (var band in question.Domain.Bands)
        {
            table.Row(["sum of " + Numbers.Count(question.Request.Sum!.Columns.Length, "input"), Numbers.Show(answer.Sum),
                $"held {Numbers.Between(band.Low, band.High)}", "", "",
                .. answer.Support.Nearest.Select(near => Numbers.Show(band.Sum(question.Row(near.Row))))]);
        }

        var target = question.Data.TargetColumns[0];
        table.Row(["distance (σ)", "", "", "", "", .. answer.Support.Nearest.Select(near => Numbers.Show(near.Distance, 3))]);
        table.Emphasis([$"{question.Target}: the network", Numbers.Show(answer.Extremum.Value, 4), "", "", "",
            .. answer.Support.Nearest.Select(near => Numbers.Show(answer.Model.Predict(question.Row(near.Row)), 4))]);
        table.Emphasis([$"{question.Target}: measured", "–", "", Numbers.Show(target.Minimum), Numbers.Show(target.Maximum),
            .. answer.Support.Nearest.Select(near => Numbers.Show(question.Measured(near.Row), 4))]);
        page.Section("The answer").Table(table);
        page.Details("The answer in full precision", folded => folded.Listing(InFull(answer)));
    }

    private static string InFull(Answer answer)
    {
        var lines = answer.Question.Inputs.Select((column, i) => $"{column.Name} = {Numbers.InFull(answer.Extremum.Point[i])}").ToList();
        if (answer.Question.Domain.Bands.Count > 0) { lines.Add($"{answer.SumOf} = {Numbers.InFull(answer.Sum)}"); }
        lines.Add($"{answer.Question.Target} = {Numbers.InFull(answer.Extremum.Value)} (predicted)");
        return string.Join('\n', lines);
    }

    private static void ShowSupport(HtmlReport page, Answer answer) => page
        .Section("How far from the data",
            $"The answer lies {answer.Support.Words}. Distances are Mahalanobis' for the cloud as a whole "
            + "(they heed how inputs go together), and standard deviations of the inputs for single rows.")
        .Figures((Drawings.Distances(answer),
            "Each bar counts rows of the data by their distance from the data's centre; the line is the answer."));

    private static void ShowSlices(HtmlReport page, Answer answer)
    {
        var green = answer.Extremum.States.Contains(BoundState.Fixed) ? "; green ones agree with the answer in every fixed input" : "";
        page.Section("Slices through the answer",
            "One input moves, all others stay as in the answer. Solid where the limits allow it, dashed where not. "
            + $"Dots are rows of the data, which differ in the other inputs too{green}.")
            .Figures([.. answer.Question.Inputs.Select((_, input) => (Drawings.Slice(answer, input),
                answer.Extremum.States[input] == BoundState.Free ? "" : answer.WordsOf(input)))]);
    }

    private static void ShowAccuracy(HtmlReport page, Answer answer)
    {
        if (answer.Scores.Count == 0) { return; }

        var table = new HtmlTable("scored on", "network", "quadratic fit", "mean")
        {
            Caption = "Root mean square error and, in parentheses, R²",
        };
        foreach (var score in answer.Scores)
        {
            table.Row(Titles.Of(score), Titles.Of(score.Network), Titles.Of(score.Quadratic), Titles.Of(score.Mean));
        }

        var why = answer.Scores.Count > 1
            ? " Rows of one group know of each other, so the score on groups is the honest one for an input that was never tried." : "";
        page.Section("How well it predicts",
            "A fifth is held out and scored; of the rest, 15 % tell the training when to stop and 85 % are trained on. "
            + "The baselines see the same rows as the network." + why)
            .Table(table)
            .Figures([.. answer.Scores.Select(score => (Drawings.Predicted(answer, score),
                $"Each dot is a held-out row{(score.Trials.Count > 1 ? " of the first draw" : "")}; on the line it is predicted right."))]);
    }

    private static void ShowMaking(HtmlReport page, Answer answer)
    {
        var request = answer.Question.Request;
        var options = Scoring.FinalOptions(answer.Question, epochs: 1);
        page.Section("How it was come by",
            $"The network that answers was trained on {answer.TrainedOn}: {answer.Model.Surrogate.Network}, {options.Optimizer}, "
            + $"batches of {options.BatchSize}, L2 {Numbers.Show(options.L2)}, seed {request.Seed}. "
            + "Its number of epochs is the one that was best for the scored network. "
            + $"{answer.Agreeing} of {answer.Extremum.Starts.Count} starts ended at the answer's value; the best one: {Ended(answer)}. "
            + "The same file, options and seed give the same answer on every machine.")
            .Figures([.. answer.Scores.Select(score => (Drawings.Losses(score),
                "Mean squared error in units of the target's variance; the network of the least validation loss is kept."))]);
    }

    private static string Ended(Answer answer) => answer.Extremum.Reason switch
    {
        Extremal.Optimization.StopReason.Converged =>
            $"converged after {answer.Extremum.Starts[answer.Extremum.BestStart].Outcome.Steps} steps",
        Extremal.Optimization.StopReason.StepLimit =>
            $"all {answer.Extremum.Starts[answer.Extremum.BestStart].Outcome.Steps} steps were made",
        var reason => reason.ToString(),
    };
}
