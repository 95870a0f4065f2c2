using Extremal.Data;
using Extremal.Results;

namespace Examples;

/// <summary>The report's charts.</summary>
internal static partial class Drawings
{
    /// <summary>More dots than this are thinned out evenly, so that the page does not grow with the file.</summary>
    private const int MostDots = 3000;

    public static Chart Predicted(Answer answer, HeldOut score)
    {
        var fold = score.Folds[0];
        int[] shown = Thinned(fold.Rows.Count);
        return new Chart($"Held-out {Titles.Kind(score)}: RMSE {Numbers.Show(fold.Network.Rmse, 3)}, R² {Titles.R2(fold.Network.R2)}", 460, 420)
        { XLabel = $"{answer.Question.Target}, measured", YLabel = "predicted" }
            .Scatter(shown.Select(i => answer.Question.Measured(fold.Rows[i])), shown.Select(i => fold.Predictions[i]), opacity: 0.6)
            .Identity();
    }

    public static Chart Losses(HeldOut score)
    {
        var history = score.Folds[0].Trainings[0].History;
        var epochs = Enumerable.Range(1, history.Training.Count).Select(epoch => (double)epoch).ToArray();
        var best = Math.Max(1, history.BestEpoch + 1);
        var chart = new Chart($"Training without the held-out {Titles.Kind(score)}", 460, 300) { XLabel = "epoch", LogY = true }
            .Line(epochs, history.Training, "training rows");
        return (history.Validation.Count == 0 ? chart : chart.Line(epochs.Take(history.Validation.Count), history.Validation, "validation rows"))
            .Mark(best, $"best: {best}");
    }

    /// <summary>How many rows lie how far from the centre: a hundredth between every two percentiles, spread evenly there.</summary>
    public static Chart Distances(Answer answer, Percentiles rows)
    {
        const int Bins = 40;
        var numbers = rows.Numbers.ToArray();
        var (low, width) = (numbers[0], Math.Max((numbers[^1] - numbers[0]) / Bins, 1e-9));
        double Below(double distance) => rows.ShareUpTo(distance) * answer.Question.Data.RowCount;
        var counts = Enumerable.Range(0, Bins).Select(i => Below(low + (i + 1) * width) - (i == 0 ? 0 : Below(low + i * width)));
        var chart = new Chart("Distance from the data's centre", 720, 260) { XLabel = "Mahalanobis' distance", YLabel = "rows" }
            .Bars(Enumerable.Range(0, Bins).Select(i => low + (i + 0.5) * width), counts, color: 5);
        var own = answer.Support.CentreDistance;
        return double.IsFinite(own) ? chart.Mark(own, $"the answer: {Numbers.Show(own, 3)}") : chart;
    }

    /// <summary>The rows' distances from the least to the greatest, and the answer's as a level among them.</summary>
    public static Chart Percentiles(string title, Percentiles rows, double own)
    {
        const int Step = 4;
        int[] shown = [.. Enumerable.Range(0, rows.Numbers.Length).Where(percentile => percentile % Step == 0)];
        var numbers = rows.Numbers.ToArray();
        var chart = new Chart(title, 460, 260) { XLabel = "percentile of the rows", YLabel = "distance" }
            .Bars(shown.Select(percentile => (double)percentile), shown.Select(percentile => numbers[percentile]), color: 5);
        return double.IsFinite(own) ? chart.Level(own, "the answer") : chart;
    }

    private static int[] Thinned(int rows)
    {
        var step = Math.Max(1, (rows + MostDots - 1) / MostDots);
        return [.. Enumerable.Range(0, (rows + step - 1) / step).Select(i => i * step)];
    }
}
