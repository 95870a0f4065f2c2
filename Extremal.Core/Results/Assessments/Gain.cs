using System.Text.Json.Serialization;

namespace Extremal.Results;

/// <summary>
/// By how much a network's error is below a baseline's, paired over the folds: both saw the same rows and were scored on the same. The trainings
/// share rows, so that the variance over folds is too small; it is taken (1/J + n₂/n₁) times instead of 1/J times, with J folds of n₂ rows beside n₁
/// to learn from (C. Nadeau and Y. Bengio, "Inference for the generalization error", Machine Learning 52, 2003).
/// </summary>
/// <param name="Rmse">Mean over folds of the baseline's root mean square error less the network's, in the target's unit; NaN without folds.</param>
/// <param name="StandardError">Of that mean; NaN with fewer than two folds.</param>
[JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
public readonly record struct Gain(double Rmse, double StandardError)
{
    /// <summary>Whether the network is better: by more than one standard error, or at all where there is but one fold.</summary>
    public bool IsBetter => double.IsNaN(StandardError) ? Rmse > 0 : Rmse > StandardError;
}
