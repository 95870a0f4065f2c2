using Extremal.Data;
using Extremal.Extrema;
using Extremal.Results;

namespace Examples;

/// <summary>The phrases that terminal and report share.</summary>
internal static class Titles
{
    public static string Of(Question question) => question.Aim switch
    {
        Aim.Maximize => $"The greatest {question.Target}",
        Aim.Minimize => $"The least {question.Target}",
        _ => $"How to reach {question.Target} = {Numbers.Show(question.Value)}",
    };

    /// <summary>The answer's title, which names no value that was not reached.</summary>
    public static string Of(Answer answer) =>
        answer.IsMissed ? $"Not reached: {answer.Question.Sought}" : Of(answer.Question);

    /// <summary>What the answer is.</summary>
    public static string Found(Answer answer) => answer.IsMissed
        ? $"Not reached: {answer.Question.Sought}; this is the nearest value found"
        : answer.IsRiskAverse ? $"Input to try first for {answer.Question.Sought}: less is predicted, with more certainty"
        : $"Input with {answer.Question.Sought}, as predicted by the network";

    public static string Of(HeldOut score) =>
        $"a fifth of the {Kind(score)}{(score.Folds.Count > 1 ? $", {score.Folds.Count} draws pooled" : "")}";

    /// <summary>What was held out.</summary>
    public static string Kind(HeldOut score) => score.ByGroups ? "groups" : "rows";

    public static string Of(Accuracy accuracy) => $"{Numbers.Show(accuracy.Rmse, 3)} ({R2(accuracy.R2)})";

    public static string Of(PredictionInterval? interval) =>
        interval is { } known ? $"{Numbers.Show(known.Low, 4)} to {Numbers.Show(known.High, 4)}" : "–";

    /// <summary>"205 residuals of 84 held-out groups": what a prediction interval is based on.</summary>
    public static string Basis(PredictionInterval interval)
    {
        var origin = interval.Origin switch
        {
            ResidualOrigin.OutOfFold => "held-out",
            ResidualOrigin.LeftOut => "left-out",
            ResidualOrigin.OutOfBag => "out-of-bag",
            _ => "validation",
        };
        return $"{interval.Residuals} residuals of {(interval.Groups > 0 ? $"{interval.Groups} {origin} groups" : $"{origin} rows")}";
    }

    /// <summary>Two decimals, and no minus before a zero; a dash where the measurements are equal, so that there is none.</summary>
    public static string R2(double value) => double.IsNaN(value) ? "–" : (Math.Round(value, 2) + 0.0).ToString("0.00");

    public static string WithUnit(string text, string? unit) => unit is null ? text : $"{text} ({unit})";

    public static string Distance(double value) => double.IsFinite(value) ? Numbers.Show(value, 3) : "infinite";

    public static string Share(double? share) => share is { } known ? Numbers.Percent(known) : "–";

    /// <summary>The data and the limits.</summary>
    public static IEnumerable<(string Name, string Fact)> Facts(Question question)
    {
        var groups = question.Data.GroupCount > 0 ? $", {question.Data.GroupCount} groups of equal {Shortened(question.GroupColumns)}" : "";
        var dropped = question.Dropped > 0 ? $", {Numbers.Count(question.Dropped, "row")} with missing cells left out" : "";
        yield return ("data",
            $"{question.FileName}: {question.Data.RowCount} rows, {Numbers.Count(question.Features.Count, "input")}{groups}{dropped}");
        yield return ("limits", string.Join("; ", Limits(question)));
    }

    public static IEnumerable<string> Limits(Question question)
    {
        var request = question.Request;
        return
        [
            request.Deviations is { } count ? $"inputs within mean ± {Numbers.Show(count)} standard deviations"
                : "inputs within their ranges in the data",
            .. InputLimits(question).Select(limit => limit.Rule),
            .. question.Domain.LinearConstraints.Select(band => Rule(band.Expression, band.Low, band.High)),
            .. question.Domain.Constraints.Select(constraint => Rule(constraint.Description, constraint.Low, constraint.High)),
            .. request.Inside is { } share ? [$"inside the region of {Numbers.Percent(share)} of the rows"] : (string[])[],
        ];
    }

    /// <summary>The limits of single inputs.</summary>
    public static IEnumerable<(string Column, string Rule)> InputLimits(Question question)
    {
        var request = question.Request;
        bool IsInput(string column) => question.Features.Any(feature => feature.Name == column);
        return
        [
            .. request.Ranges.Select(range => (range.Column, Rule(range.Column, range.Low, range.High))),
            .. request.AtLeast.Where(limit => IsInput(limit.Column)).Select(limit =>
                (limit.Column, Rule(limit.Column, limit.Value, double.PositiveInfinity))),
            .. request.AtMost.Where(limit => IsInput(limit.Column)).Select(limit =>
                (limit.Column, Rule(limit.Column, double.NegativeInfinity, limit.Value))),
            .. request.Fix.Select(fix => (fix.Column, $"{fix.Column} = {fix.Value}")),
            .. request.Integers.Select(column => (column, $"{column} is a whole number")),
            .. request.Grids.Select(grid => (grid.Column, $"{grid.Column} is a multiple of {Numbers.Show(grid.Step)}")),
        ];
    }

    /// <summary>"2 ≤ a + b ≤ 3"; an open end is left out, and equal ends are one.</summary>
    public static string Rule(string what, double low, double high) => low == high
        ? $"{what} = {Numbers.Show(low)}"
        : (double.IsInfinity(low) ? "" : $"{Numbers.Show(low)} ≤ ") + what + (double.IsInfinity(high) ? "" : $" ≤ {Numbers.Show(high)}");

    /// <summary>Where a value lies between the least and the greatest of its column, drawn with twenty characters.</summary>
    public static string Gauge(Column column, double value)
    {
        const int Width = 20;
        var share = (value - column.Minimum) / (column.Maximum - column.Minimum);
        if (share < 0) { return "◀" + new string('─', Width - 1); }
        if (share > 1) { return new string('─', Width - 1) + "▶"; }

        var at = (int)Math.Round(share * (Width - 1));
        return new string('─', at) + "●" + new string('─', Width - 1 - at);
    }

    private static string Shortened(string[] names) => names.Length <= 3 ? string.Join(", ", names)
        : $"{names[0]}, {names[1]} … {names[^1]}";
}
