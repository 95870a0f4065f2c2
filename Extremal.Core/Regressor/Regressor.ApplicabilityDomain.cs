using Extremal.Problems;

namespace Extremal;

public sealed partial class Regressor
{
    private ApplicabilityDomain? _applicability;

    /// <summary>
    /// What the data cover, to judge a point by: from the rows, or from what a file has kept of them. It is computed when it is first asked
    /// for, and when the regressor is saved.
    /// </summary>
    public ApplicabilityDomain ApplicabilityDomain => LazyInitializer.EnsureInitialized(
        ref _applicability, () => TrainingData is null ? ApplicabilityDomain.Of(Summary) : ApplicabilityDomain.Of(TrainingData));
}
