namespace Extremal.Training;

/// <summary>Both loss curves of a training run.</summary>
public sealed class History
{
    private readonly List<double> _training = [];
    private readonly List<double> _validation = [];

    /// <summary>The mean loss over each epoch's batches, as the weights moved; without the L2 penalty.</summary>
    public IReadOnlyList<double> Training => _training;

    /// <summary>The loss on the validation rows after each epoch; empty if there are none.</summary>
    public IReadOnlyList<double> Validation => _validation;

    /// <summary>The epoch, from zero, with the least validation loss (training loss where nothing validates); −1 before the first has ended.</summary>
    public int BestEpoch { get; private set; } = -1;

    /// <summary>The losses by which epochs are compared.</summary>
    public IReadOnlyList<double> Judging => _validation.Count > 0 ? _validation : _training;

    /// <summary>For example <c>124 epochs, the least validation loss 0.02 in epoch 23</c>, counted from zero.</summary>
    public override string ToString() => BestEpoch < 0 ? "0 epochs" : FormattableString.Invariant(
        $"{Training.Count} epochs, the least {(_validation.Count > 0 ? "validation" : "training")} loss {Judging[BestEpoch]:G4} in epoch {BestEpoch}");

    /// <summary>Takes in an epoch.</summary>
    /// <returns>Whether it is the best so far.</returns>
    internal bool Add(double training, double? validation)
    {
        _training.Add(training);
        if (validation is { } loss)
        {
            _validation.Add(loss);
        }

        bool best = BestEpoch < 0 || Judging[^1] < Judging[BestEpoch];
        BestEpoch = best ? _training.Count - 1 : BestEpoch;
        return best;
    }
}
