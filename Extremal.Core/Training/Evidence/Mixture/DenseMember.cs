using Extremal.Networks;
using Extremal.Problems;
using Extremal.Results;

namespace Extremal.Training.Evidence;

/// <summary>A dense network of one target, trained without its folds.</summary>
/// <param name="Network">The network.</param>
/// <param name="Trainer">With its priors and its noise, to train on from there.</param>
/// <param name="Outcome">How its training ended.</param>
/// <param name="LeftOut">What it says of the rows that it was trained without.</param>
internal sealed record DenseMember(Network<double> Network, EvidenceTrainer Trainer, TrainingOutcome Outcome, LeftOutRow[] LeftOut)
{
    /// <summary>The posterior of its last layer, once it was trained on all rows; null if there is none.</summary>
    public LayerPosterior? Posterior { get; set; }
}
