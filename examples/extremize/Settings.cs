using Extremal.Optimization;
using Extremal.Training;

namespace Examples;

/// <summary>How networks are trained and assessed.</summary>
internal static class Settings
{
    private const double HeldOut = 0.2;
    private const double Validation = 0.15;

    /// <summary>Each draw holds out a fifth of the rows, and another one a fifth of the groups if there are groups.</summary>
    public static AssessmentOptions Assessment(Request request) => new() { Share = HeldOut, Repeats = request.Seeds, Seed = request.Seed };

    /// <summary>A training of the assessment.</summary>
    public static TrainingOptions Assessed(Question question) =>
        EarlyStopping(question.Request, (int)Math.Round((1 - HeldOut) * question.Data.RowCount));

    /// <summary>The training of the answer: on all rows, for the number of epochs that the assessment found best.</summary>
    /// <param name="epochs">That number; 0 if no training of the assessment was completed. Validation rows then choose it.</param>
    public static TrainingOptions Final(Question question, int epochs)
    {
        var options = EarlyStopping(question.Request, question.Data.RowCount);
        return epochs == 0 ? options : options with { Epochs = epochs, Validation = 0, Patience = null };
    }

    /// <summary>
    /// Some 4400 steps suit some hundred rows; more rows get more steps, but fewer epochs. Part of the rows is held back to choose the epoch.
    /// </summary>
    private static TrainingOptions EarlyStopping(Request request, int rows)
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
            Calibration = 0, // the assessment calibrates
            Members = request.Members,
            Seed = request.Seed,
        };
    }
}
