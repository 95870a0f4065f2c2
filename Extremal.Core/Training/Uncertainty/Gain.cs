using Extremal.Data;

namespace Extremal.Training;

/// <summary>
/// By how much a network's error is below a baseline's, paired over the folds: both saw the same rows and were scored on the same. The trainings
/// share rows, so that the variance over folds is too small; it is taken (1/J + n₂/n₁) times instead of 1/J times, with J folds of n₂ rows beside n₁
/// to learn from (C. Nadeau and Y. Bengio, "Inference for the generalization error", Machine Learning 52, 2003).
/// </summary>
/// <param name="Rmse">Mean over folds of the baseline's root mean square error less the network's, in the target's unit; NaN without folds.</param>
/// <param name="StandardError">Of that mean; NaN with fewer than two folds.</param>
public readonly record struct Gain(double Rmse, double StandardError)
{
    /// <summary>Whether the network is better: by more than one standard error, or at all where there is but one fold.</summary>
    public bool IsBetter => double.IsNaN(StandardError) ? Rmse > 0 : Rmse > StandardError;

    internal static Gain Of(IReadOnlyList<Fold> folds, Func<Fold, double> baseline)
    {
        double[] gains = [.. folds.Select(fold => Difference(fold, baseline(fold))).Where(gain => !double.IsNaN(gain))];
        if (gains.Length < 2)
        {
            return new Gain(gains.Length == 0 ? double.NaN : gains[0], double.NaN);
        }

        double mean = 0, squares = 0, trained = 0, scored = 0;
        for (int i = 0; i < gains.Length; i++)
        {
            mean += (gains[i] - mean) / (i + 1); // of equal gains it is that gain, to the bit
        }

        Array.ForEach(gains, gain => squares += (gain - mean) * (gain - mean));
        foreach (Fold fold in folds)
        {
            (trained, scored) = (trained + fold.TrainedRows, scored + fold.Rows.Count);
        }

        return new Gain(mean, Math.Sqrt((1.0 / gains.Length + scored / trained) * squares / (gains.Length - 1)));
    }

    // Where both err by no more than the measurements are rounded, neither is better.
    private static double Difference(Fold fold, double baseline)
    {
        double gain = baseline - fold.Network.Rmse;
        return Math.Abs(gain) <= Moments.RoundingOf(fold.Measured.Min(), fold.Measured.Max()) ? 0 : gain;
    }
}
