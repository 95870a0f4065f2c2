using Extremal.Optimization;
using Extremal.Training;

namespace Examples;

/// <summary>
/// How networks are trained and assessed: as the library does by default, unless the user asks for one network of certain widths, or for an
/// ensemble. Where a proof is wanted, without the radial network, of which bounds are loose.
/// </summary>
internal static class Settings
{
    private const double HeldOut = 0.2;
    private const double Validation = 0.15;

    /// <summary>Each draw holds out a fifth of the rows, and another one a fifth of the groups if there are groups.</summary>
    public static AssessmentOptions Assessment(Request request) => new() { Share = HeldOut, Repeats = request.Seeds, Seed = request.Seed };

    /// <summary>A training of the assessment.</summary>
    public static TrainingOptions Assessed(Question question) => question.Request.IsByBatches
        ? EarlyStopping(question.Request, (int)Math.Round((1 - HeldOut) * question.Data.RowCount))
        : new TrainingOptions { Radial = question.Request.Certify is null, Seed = question.Request.Seed };

    /// <summary>The training of the answer, on all rows; by batches for the number of epochs that the assessment found best.</summary>
    /// <param name="epochs">That number; 0 if no training of the assessment was completed. Validation rows then choose it.</param>
    public static TrainingOptions Final(Question question, int epochs)
    {
        if (!question.Request.IsByBatches) { return Assessed(question); }

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
            Method = TrainingMethod.Batches,
            Hidden = request.Hidden ?? [64, 64],
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
