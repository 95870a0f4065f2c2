using Extremal.Results;

namespace Examples;

/// <summary>The answer itself: inputs, nearest rows, limits and their prices, further targets, other optima.</summary>
internal static partial class Report
{
    private static void ShowInputs(HtmlReport page, Answer answer)
    {
        var question = answer.Question;
        var nearest = answer.Support.Nearest;
        string[] headings = ["input", "value", "", "minimum in the data", "maximum",
            .. nearest.Select(near => $"line {question.Lines[near.Row]}")];
        var table = new HtmlTable(headings) { Caption = "The answer and the nearest rows of the data", NumberFormat = "G6" };
        foreach (var feature in question.Features)
        {
            var column = question.Inputs[feature.Columns[0]];
            string[] range = feature.IsCategory ? ["", ""] : [Numbers.Show(column.Minimum), Numbers.Show(column.Maximum)];
            table.Row([Titles.WithUnit(feature.Name, feature.Unit), Question.Show(feature, answer.Point), answer.WordsOf(feature), .. range,
                .. nearest.Select(near => Question.Show(feature, [.. near.Inputs]))]);
        }

        foreach (var band in question.Domain.LinearConstraints)
        {
            var count = band.Coefficients.Length - System.MemoryExtensions.Count(band.Coefficients, 0.0);
            table.Row(["sum of " + Numbers.Count(count, "input"), Numbers.Show(band.Sum(answer.Point)),
                band.IsEquality ? $"fixed at {Numbers.Show(band.Low)}" : $"limited: {Numbers.Between(band.Low, band.High)}", "", "",
                .. nearest.Select(near => Numbers.Show(band.Sum([.. near.Inputs])))]);
        }

        var target = question.TargetColumn;
        var name = Titles.WithUnit(question.Target, target.Unit);
        table.Row(["distance (σ)", "", "", "", "", .. nearest.Select(near => Numbers.Show(near.Distance, 3))]);
        table.Emphasis([$"{name}: predicted", Numbers.Show(answer.Extremum.Value, 4), "", "", "",
            .. nearest.Select(near => Numbers.Show(Predicted(answer, [.. near.Inputs]), 4))]);
        table.Emphasis([$"{name}: measured", "–", answer.Interval() is { } interval ? $"expect {Titles.Of(interval)}" : "",
            Numbers.Show(target.Minimum), Numbers.Show(target.Maximum), .. nearest.Select(near => Numbers.Show(near.Targets[0], 4))]);
        page.Section("The answer").Table(table);
        page.Details("The answer in full precision", folded => folded.Listing(InFull(answer, answer.Extremum)));
        if (!answer.IsRiskAverse) { return; }

        page.Paragraph("Whoever takes the point that a model predicts best takes its errors too. The answer is the point that is best after two "
            + "standard deviations of doubt; the extremum as asked promises more, and is believed less.").Table(Sheets.AsAsked(answer).ToHtml());
        page.Details("The extremum as asked in full precision", folded => folded.Listing(InFull(answer, answer.AsAsked)));
    }

    private static string InFull(Answer answer, Extremum extremum)
    {
        var question = answer.Question;
        var (point, values) = (extremum.Point.ToArray(), new double[answer.Model.Surrogate.Outputs]);
        answer.Model.Predict(point, values);
        return string.Join('\n',
        [
            .. question.Features.Select(feature => $"{feature.Name} = "
                + (feature.IsCategory ? Question.Show(feature, point) : Numbers.InFull(point[feature.Columns[0]]))),
            .. question.Domain.LinearConstraints.Select(band => $"{band.Expression} = {Numbers.InFull(band.Sum(point))}").Distinct(),
            $"{question.Target} = {Numbers.InFull(extremum.Value)} (predicted)",
            .. question.Data.TargetColumns.Skip(1).Select((column, k) => $"{column.Name} = {Numbers.InFull(values[k + 1])} (predicted)"),
        ]);
    }

    private static void ShowLimits(HtmlReport page, Answer answer)
    {
        var (limits, prices) = (Sheets.Limits(answer), Sheets.Prices(answer));
        if (limits.Rows.Count + prices.Rows.Count == 0) { return; }

        page.Section("The limits", answer.Extremum.IsFeasible
            ? "All limits are met: ranges, fixed values and steps exactly, sums to a billionth, other limits to a millionth."
            : "Not all limits are met: " + Verdict.Nowhere(answer));
        if (limits.Rows.Count > 0) { page.Table(limits.ToHtml()); }
        if (prices.Rows.Count > 0)
        {
            page.Paragraph("Each active limit has a shadow price: by how much the best value changes when the limit is moved.")
                .Table(prices.ToHtml());
        }
    }

    private static void ShowOthers(HtmlReport page, Answer answer)
    {
        var others = Sheets.Others(answer);
        if (others.Rows.Count > 0)
        {
            page.Section("The other targets", "The same network also predicts the further targets.")
                .Table(others.ToHtml());
        }
    }

    private static void ShowOptima(HtmlReport page, Answer answer)
    {
        var optima = Sheets.Optima(answer);
        if (optima.Rows.Count > 0)
        {
            page.Section("Other optima", "The searches found several local optima. "
                + "One that is nearly as good and lies nearer to the data may be the better choice.").Table(optima.ToHtml());
        }
    }

    private static double Predicted(Answer answer, ReadOnlySpan<double> point)
    {
        var values = new double[answer.Model.Surrogate.Outputs];
        answer.Model.Predict(point, values);
        return values[0];
    }
}
