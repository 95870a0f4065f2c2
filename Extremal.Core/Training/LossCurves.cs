using Extremal.Results;

namespace Extremal.Training;

/// <summary>The loss curves of a run that goes on.</summary>
internal sealed class LossCurves
{
    private readonly List<double> _training = [];
    private readonly List<double> _validation = [];

    /// <summary>The loss over each epoch's batches.</summary>
    public IReadOnlyList<double> Training => _training;

    /// <summary>The loss on the validation rows after each epoch.</summary>
    public IReadOnlyList<double> Validation => _validation;

    /// <summary>The epoch, from zero, with the least loss; −1 before the first has ended.</summary>
    public int BestEpoch { get; private set; } = -1;

    /// <summary>The curves so far.</summary>
    public History ToHistory() => new() { Training = _training, Validation = _validation, BestEpoch = BestEpoch };

    /// <summary>Takes in an epoch.</summary>
    /// <returns>Whether it is the best so far.</returns>
    public bool Add(double training, double? validation)
    {
        _training.Add(training);
        if (validation is { } loss)
        {
            _validation.Add(loss);
        }

        List<double> judging = _validation.Count > 0 ? _validation : _training;
        bool best = BestEpoch < 0 || judging[^1] < judging[BestEpoch];
        BestEpoch = best ? _training.Count - 1 : BestEpoch;
        return best;
    }
}
