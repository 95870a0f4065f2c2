using Extremal.Networks;
using Extremal.Problems;

namespace Extremal.Training.Evidence;

/// <summary>What a member says of one target.</summary>
/// <param name="Network">Of one output.</param>
/// <param name="Share">Its share in the target's mean.</param>
/// <param name="Posterior">Of its last layer; null if it is not known.</param>
internal sealed record TargetMember(Network<double> Network, double Share, LayerPosterior? Posterior);

/// <summary>A member of a surrogate, of all targets.</summary>
/// <param name="Network">The targets' networks, side by side.</param>
/// <param name="Shares">One a target.</param>
/// <param name="Posteriors">One a target; null if one is not known.</param>
internal sealed record JoinedMember(Network<double> Network, double[] Shares, LayerPosterior[]? Posteriors)
{
    /// <summary>Joins what a member says of each target.</summary>
    public static JoinedMember Of(TargetMember[] targets)
    {
        Network<double> joined = BlockDiagonal.Join([.. targets.Select(target => target.Network)]);
        double[] shares = [.. targets.Select(target => target.Share)];
        if (targets.Any(target => target.Posterior is null))
        {
            return new JoinedMember(joined, shares, null);
        }

        var posteriors = new LayerPosterior[targets.Length];
        int first = 0;
        bool isWidened = targets.Length > 1 && joined.Layers.Count > 1; // the only layer reads the inputs, which all targets have
        for (int k = 0; k < targets.Length; k++)
        {
            LayerPosterior own = targets[k].Posterior!;
            posteriors[k] = isWidened ? own.Widen(first, joined.Layers[^1].Inputs) : own;
            first += targets[k].Network.Layers[^1].Inputs;
        }

        return new JoinedMember(joined, shares, posteriors);
    }
}
