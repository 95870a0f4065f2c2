using Extremal;
using Extremal.Data;
using Extremal.Optimization;
using Extremal.Training;

namespace Examples;

/// <summary>Trains what is scored, and what answers.</summary>
internal static class Scoring
{
    private const double Fifth = 0.2;
    private const double Validation = 0.15;

    /// <summary>
    /// How a network is trained on this many rows, those included that tell when to stop; in a trial they are neither trained on nor scored.
    /// Some 4400 steps suit some hundred rows; more rows get more steps, but fewer epochs.
    /// </summary>
    public static TrainingOptions Options(Request request, int rows, ulong seed)
    {
        var trained = (int)(rows * (1 - Validation));
        var batch = Math.Clamp(trained / 16, 8, 32);
        var batches = (trained + batch - 1) / batch;
        var epochs = (int)Math.Clamp(batches < 22 ? 4400.0 / batches : 200 * Math.Sqrt(22.0 / batches), 15, 1000);
        return new TrainingOptions
        {
            Hidden = request.Hidden,
            Optimizer = Optimizer.Adam(rate: 0.003),
            L2 = 1e-4,
            BatchSize = batch,
            Epochs = epochs,
            Patience = Math.Max(5, (int)(0.3 * epochs)),
            Validation = Validation,
            Calibration = 0, // what is held out of the trials calibrates
            Members = request.Members,
            Seed = seed,
        };
    }

    public static Trial Score(Question question, bool byGroups, ulong seed, IProgress<TrainingProgress> progress,
        CancellationToken interruption)
    {
        var data = byGroups ? question.Data : question.Data.WithGroups([]);
        var held = HeldOutRows(data, seed);
        var (training, scored) = (data.Take([.. Enumerable.Range(0, data.RowCount).Except(held)]), data.Take(held));
        var model = Regressor.Train(training, Options(question.Request, training.RowCount, seed), progress, interruption);
        var outputs = data.TargetColumns.Count;
        var flat = new double[scored.RowCount * outputs];
        model.Predict(scored.Inputs.Span, flat);
        double[][] predicted = [.. Enumerable.Range(0, outputs).Select(output =>
            Enumerable.Range(0, scored.RowCount).Select(row => flat[row * outputs + output]).ToArray())];
        int[] units = byGroups ? [.. held.Select(row => data.Groups[row])] : held;
        return new Trial(model, scored, units, predicted, [.. predicted.Select((said, output) => Errors.Of(training, scored, said, output))]);
    }

    /// <summary>The numbers of the rows that a split gives: those of the same split of a table that holds nothing else.</summary>
    private static int[] HeldOutRows(Dataset data, ulong seed)
    {
        double[][] numbers = [.. Enumerable.Range(0, data.RowCount).Select(row => (double[])[row])];
        var table = Dataset.Create(numbers, new double[data.RowCount]).WithGroups(data.Groups);
        var part = (data.GroupCount > 0 ? table.SplitGroups(Fifth, seed) : table.SplitRows(Fifth, seed)).Part;
        return [.. Enumerable.Range(0, part.RowCount).Select(row => (int)part.Inputs[row, 0])];
    }

    /// <summary>The network that answers: on all rows, for as many epochs as were best for rows that a network did not see.</summary>
    public static Regressor Final(Question question, int epochs, IProgress<TrainingProgress> progress, CancellationToken interruption) =>
        Regressor.Train(
            question.Data, FinalOptions(question, epochs), progress, interruption);

    public static TrainingOptions FinalOptions(Question question, int epochs) =>
        Options(question.Request, question.Data.RowCount, question.Request.Seed) with { Epochs = epochs, Validation = 0, Patience = null };
}
