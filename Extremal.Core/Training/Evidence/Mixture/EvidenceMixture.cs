using Extremal.Networks;
using Extremal.Problems;
using Extremal.Results;

namespace Extremal.Training.Evidence;

/// <summary>
/// The dense members and the radial ones as members of one surrogate. Each member speaks of all targets, though every target was learned on its
/// own: its networks stand side by side.
/// </summary>
internal sealed class EvidenceMixture
{
    private readonly DenseMember[][] _dense; // by forms, then by targets
    private readonly TargetMixture[] _targets;
    private readonly TrainingOutcome[] _outcomes;
    private readonly ChosenWarps[] _warps;
    private readonly int _inputs;

    /// <param name="samples">Of each target, in the coordinates in which it was learned.</param>
    /// <param name="warps">Those coordinates.</param>
    /// <param name="dense">The dense members, by targets and then by forms.</param>
    /// <param name="radial">For each target the radial fit; null if there was no time for it, or none is wanted.</param>
    public EvidenceMixture(Samples<double>[] samples, ChosenWarps[] warps, DenseMember[][] dense, RadialFit?[] radial)
    {
        // A form counts if it was trained for every target; if nothing was, the first is there in any case.
        DenseMember[][] forms = [.. Enumerable.Range(0, dense[0].Length).Select(form => dense.Select(target => target[form]).ToArray())];
        (_inputs, _warps) = (samples[0].Inputs.Shape.Columns, warps);
        _outcomes = [.. forms.SelectMany(form => form.Select(member => member.Outcome))];
        _dense = [.. forms.Where(form => form.All(member => member.Outcome.IsTrained))];
        _dense = _dense.Length == 0 && radial.Contains(null) ? forms[..1] : _dense;
        _targets = [.. radial.Select((fit, target) => new TargetMixture(samples[target], [.. _dense.Select(form => form[target])], fit))];
    }

    /// <summary>The dense members that have a share, with the number of their target.</summary>
    public (DenseMember Member, int Target)[] Counting =>
        [.. _dense.SelectMany(form => form.Select((member, target) => (member, target))).Where(member => _targets[member.target].Share > 0)];

    /// <summary>The members that have a share.</summary>
    public EvidenceFit ToFit()
    {
        JoinedMember[] members =
        [
            .. _targets.Any(target => target.Share > 0) ? _dense.Select(JoinDense) : [],
            .. _targets.Where(target => target.Share < 1).Select(target => target.Radial!.Units).Distinct().Select(JoinRadial),
        ];
        return new EvidenceFit([.. members.Select(member => member.Network)], [.. members.Select(member => member.Shares)],
            [.. _targets.Select(target => target.Missed)], _outcomes)
        {
            Targets = [.. _warps.Select(warp => warp.Target)],
            IsTrained = _dense.Length == 0 || _dense[0].All(member => member.Outcome.IsTrained),
            Posteriors = members.All(member => member.Posteriors is not null) ? [.. members.Select(member => member.Posteriors!)] : null,
            Spreads = members.All(member => member.Posteriors is not null) ? [.. _targets.Select(target => target.Spreads)] : null,
        };
    }

    private JoinedMember JoinDense(DenseMember[] form) => JoinedMember.Of(
    [
        .. form.Zip(_targets).Select((pair, number) =>
        {
            (DenseMember member, TargetMixture target) = pair;
            return new TargetMember(
                Warped(member.Network, number), target.Share / _dense.Length,
                target.Share > 0 ? member.Posterior?.Scale(target.Calibration) : LayerPosterior.None(member.Network));
        }),
    ]);

    // Targets may have units of different kinds: each kind is a member, in which the other targets have no share.
    private JoinedMember JoinRadial(Activation units) => JoinedMember.Of(
    [
        .. _targets.Select((target, number) =>
        {
            bool isOwn = target.Share < 1 && target.Radial!.Units.Equals(units);
            Network<double> network = isOwn ? RadialTrainer.Build(target.Radial!) : RadialTrainer.Nothing(_inputs, units);
            return new TargetMember(
                Warped(network, number), isOwn ? 1 - target.Share : 0,
                isOwn ? target.Radial!.Posterior?.Scale(target.Calibration) : LayerPosterior.None(network));
        }),
    ]);

    // As a network of the inputs. All targets have that layer if one has: only networks of the same form stand side by side.
    private Network<double> Warped(Network<double> network, int target) =>
        _warps.All(warp => warp.Inputs.IsNone) ? network : _warps[target].Inputs.Prepend(network);
}
