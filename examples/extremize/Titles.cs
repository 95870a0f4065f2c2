using Extremal.Data;

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

    public static string Of(HeldOut score) =>
        $"a fifth of the {score.Kind}{(score.Trials.Count > 1 ? $", median of {score.Trials.Count} draws" : "")}";

    public static string Of(Accuracy accuracy) => $"{Numbers.Show(accuracy.Rmse, 3)} ({R2(accuracy.R2)})";

    /// <summary>Two decimals, and no minus before a zero.</summary>
    public static string R2(double value) => (Math.Round(value, 2) + 0.0).ToString("0.00");

    /// <summary>What is known before anything is trained.</summary>
    public static IEnumerable<(string Name, string Fact)> Facts(Question question)
    {
        var groups = question.Data.GroupCount > 0 ? $", {question.Data.GroupCount} groups of equal {Shortened(question.GroupColumns)}" : "";
        var dropped = question.Dropped > 0 ? $", {Numbers.Count(question.Dropped, "row")} with missing cells left out" : "";
        yield return ("data",
            $"{question.FileName}: {question.Data.Rows} rows, {Numbers.Count(question.Inputs.Count, "input")}{groups}{dropped}");
        yield return ("limits", string.Join("; ", Limits(question)));
    }

    public static IEnumerable<string> Limits(Question question)
    {
        var request = question.Request;
        yield return request.Deviations is { } count ? $"inputs within mean ± {Numbers.Show(count)} standard deviations"
            : "inputs within their ranges in the data";
        foreach (var (column, low, high) in request.Ranges) { yield return $"{Numbers.Show(low)} ≤ {column} ≤ {Numbers.Show(high)}"; }
        foreach (var (column, value) in request.Fix) { yield return $"{column} = {Numbers.Show(value)}"; }
        foreach (var band in question.Domain.Bands)
        {
            var from = double.IsInfinity(band.Low) ? "" : $"{Numbers.Show(band.Low)} ≤ ";
            var to = double.IsInfinity(band.High) ? "" : $" ≤ {Numbers.Show(band.High)}";
            yield return $"{from}{string.Join(" + ", request.Sum!.Columns)}{to}";
        }
    }

    /// <summary>Where a value lies between the least and the greatest of its column, as a drawing of twenty letters.</summary>
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
