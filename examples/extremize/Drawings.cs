using Extremal.Problems;

namespace Examples;

/// <summary>The report's charts.</summary>
internal static class Drawings
{
    /// <summary>More dots than this are thinned out evenly: nobody could tell them apart, and the page would grow with the file.</summary>
    private const int MostDots = 3000;

    /// <summary>The network along one input, through the answer, over the data.</summary>
    public static Chart Slice(Answer answer, int input)
    {
        const int Points = 241;
        var question = answer.Question;
        var column = question.Inputs[input];
        var (low, high) = (Math.Min(column.Minimum, question.Domain.Lower[input]), Math.Max(column.Maximum, question.Domain.Upper[input]));
        double[] xs = [.. Enumerable.Range(0, Points).Select(i => low
            + (high - low) * i / (Points - 1)).Append(answer.Extremum.Point[input]).Distinct().Order()];
        var (allowed, forbidden) = (new double[xs.Length], new double[xs.Length]);
        double[] point = [.. answer.Extremum.Point];
        bool[] holds = [.. xs.Select(x => { point[input] = x; return Holds(question, input, point); })];
        for (var i = 0; i < xs.Length; i++)
        {
            point[input] = xs[i];
            var value = answer.Model.Predict(point);
            var border = i > 0 && holds[i - 1] || i < xs.Length - 1 && holds[i + 1];
            (allowed[i], forbidden[i]) =
                (holds[i] ? value : double.NaN, !holds[i] || border && !(i > 0 && holds[i - 1] && i < xs.Length - 1 && holds[i + 1])
                    ? value : double.NaN);
        }

        var (near, far) = ByFixedInputs(question, input);
        return new Chart(column.Name, 420, 300) { YLabel = question.Target }
            .Scatter(far.Select(row => question.Row(row)[input]), far.Select(question.Measured), color: 5, opacity: 0.16)
            .Scatter(near.Select(row => question.Row(row)[input]), near.Select(question.Measured), color: 2, opacity: 0.5)
            .Line(xs, forbidden, dashed: true, color: 0)
            .Line(xs, allowed, color: 0)
            .Point(answer.Extremum.Point[input], answer.Extremum.Value, Numbers.Show(answer.Extremum.Point[input], 4));
    }

    /// <summary>Rows that agree with the answer in all fixed inputs but the one that moves, and the others.</summary>
    private static (int[] Near, int[] Far) ByFixedInputs(Question question, int moving)
    {
        int[] held = [.. Enumerable.Range(0, question.Inputs.Count).Where(input => input != moving && question.Domain.IsFixed(input))];
        var parts = Thinned(question.Data.Rows).ToLookup(row =>
            held.All(input => question.Row(row)[input] == question.Domain.Lower[input]));
        return ([.. parts[true]], [.. parts[false]]);
    }

    /// <summary>A fixed input may not move, but its slice is worth seeing: only the others' limits count then.</summary>
    private static bool Holds(Question question, int input, double[] point) => !question.Domain.IsFixed(input)
        && question.Domain.Contains(point);

    public static Chart Predicted(Answer answer, HeldOut score)
    {
        var trial = score.Trials[0];
        int[] rows = Thinned(trial.Scored.Rows);
        return new Chart($"Held-out {score.Kind}: RMSE {Numbers.Show(trial.Network.Rmse, 3)}, R² {Titles.R2(trial.Network.R2)}", 460, 420)
        { XLabel = $"{answer.Question.Target}, measured", YLabel = "predicted" }
            .Scatter(rows.Select(row => trial.Scored.Targets[row, 0]), rows.Select(row => trial.Predicted[row]), opacity: 0.6)
            .Identity();
    }

    public static Chart Losses(HeldOut score)
    {
        var trial = score.Trials[0];
        var history = trial.Model.Training!.History;
        var epochs = Enumerable.Range(1, history.Training.Count).Select(epoch => (double)epoch).ToArray();
        return new Chart($"Training before the held-out {score.Kind} were scored", 460, 300) { XLabel = "epoch", LogY = true }
            .Line(epochs, history.Training, "trained on")
            .Line(epochs.Take(history.Validation.Count), history.Validation, "tells when to stop")
            .Mark(trial.BestEpochs, $"best: {trial.BestEpochs}");
    }

    public static Chart Distances(Answer answer)
    {
        const int Bins = 40;
        var distances = answer.Support.RowDistances;
        var (low, high) = (distances[0], distances[^1]);
        var width = Math.Max((high - low) / Bins, 1e-9);
        var counts = new double[Bins];
        foreach (var distance in distances) { counts[Math.Min(Bins - 1, (int)((distance - low) / width))]++; }
        return new Chart("Distance from the data's centre", 720, 260) { XLabel = "Mahalanobis' distance", YLabel = "rows" }
            .Bars(Enumerable.Range(0, Bins).Select(i => low + (i + 0.5) * width), counts, color: 5)
            .Mark(answer.Support.Distance, $"the answer: {Numbers.Show(answer.Support.Distance, 3)}");
    }

    private static int[] Thinned(int rows)
    {
        var step = Math.Max(1, (rows + MostDots - 1) / MostDots);
        return [.. Enumerable.Range(0, (rows + step - 1) / step).Select(i => i * step)];
    }
}
