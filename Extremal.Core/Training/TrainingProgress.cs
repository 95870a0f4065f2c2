namespace Extremal.Training;

/// <summary>What is reported after each epoch.</summary>
/// <param name="Epoch">Epochs completed.</param>
/// <param name="Epochs">The most there will be.</param>
/// <param name="TrainingLoss">Mean loss over the epoch's batches.</param>
/// <param name="ValidationLoss">Loss on the validation rows, or null if there are none.</param>
/// <param name="BestEpoch">The best epoch so far, from zero.</param>
public readonly record struct TrainingProgress(int Epoch, int Epochs, double TrainingLoss, double? ValidationLoss, int BestEpoch)
{
    /// <summary>Which network of several reports, from zero.</summary>
    public int Member { get; init; }
}
