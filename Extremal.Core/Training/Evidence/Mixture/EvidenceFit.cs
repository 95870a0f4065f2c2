using Extremal.Networks;
using Extremal.Problems;
using Extremal.Results;

namespace Extremal.Training.Evidence;

/// <summary>What was learned by evidence.</summary>
/// <param name="Networks">The members, of all targets.</param>
/// <param name="Shares">Of each member, its share in the mean of each target.</param>
/// <param name="LeftOut">
/// For each target, y − ŷ of each sample on the network's scale, predicted by members that were trained without it; NaN if there are none.
/// </param>
/// <param name="Outcomes">How the dense members' trainings ended.</param>
internal sealed record EvidenceFit(
    IReadOnlyList<Network<double>> Networks, IReadOnlyList<double[]> Shares, double[][] LeftOut, IReadOnlyList<TrainingOutcome> Outcomes)
{
    /// <summary>Of each target the coordinate on whose scale the members speak of it, one that begins with the standardised target.</summary>
    public required IReadOnlyList<Warp> Targets { get; init; }

    /// <summary>Whether at least one network learned something: if not, the one that is there is as it was drawn.</summary>
    public required bool IsTrained { get; init; }

    /// <summary>For each member by targets the posterior of its last layer; null if one is not known.</summary>
    public IReadOnlyList<LayerPosterior[]>? Posteriors { get; init; }

    /// <summary>For each target the deviation of what was left out, as far as posteriors and members tell; null likewise.</summary>
    public double[][]? Spreads { get; init; }
}
