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
    /// <param name="singles">For each target its other networks, as far as there was time for them.</param>
    public EvidenceMixture(Samples<double>[] samples, ChosenWarps[] warps, DenseMember[][] dense, SingleFit[][] singles)
    {
        // A form counts if it was trained for every target; if nothing was, the first is there in any case.
        DenseMember[][] forms = [.. Enumerable.Range(0, dense[0].Length).Select(form => dense.Select(target => target[form]).ToArray())];
        (_inputs, _warps) = (samples[0].Inputs.Shape.Columns, warps);
        _outcomes = [.. forms.SelectMany(form => form.Select(member => member.Outcome))];
        _dense = [.. forms.Where(form => form.All(member => member.Outcome.IsTrained))];
        _dense = _dense.Length == 0 && singles.Any(of => of.Length == 0) ? forms[..1] : _dense;
        _targets = [.. singles.Select((fits, target) => new TargetMixture(samples[target], [.. _dense.Select(form => form[target])], fits))];
    }

    /// <summary>The dense members that have a share, with the number of their target.</summary>
    public (DenseMember Member, int Target)[] Counting =>
        [.. _dense.SelectMany(form => form.Select((member, target) => (member, target))).Where(member => _targets[member.target].DenseShare > 0)];

    /// <summary>The members that have a share.</summary>
    public EvidenceFit ToFit()
    {
        JoinedMember[] members =
        [
            .. _targets.Any(target => target.DenseShare > 0) ? _dense.Select(JoinDense) : [],
            .. _targets.SelectMany(target => target.Singles.Where((_, k) => target.Share(k) > 0))
                .Select(fit => fit.Form).Distinct().Select(JoinSingles),
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
                Warped(member.Network, number), target.DenseShare / _dense.Length,
                target.DenseShare > 0 ? member.Posterior?.Scale(target.Calibration) : LayerPosterior.None(member.Network));
        }),
    ]);

    // Targets may have networks of different forms: each form is a member, in which the other targets have no share.
    private JoinedMember JoinSingles(string form) => JoinedMember.Of(
    [
        .. _targets.Select((target, number) =>
        {
            int own = Array.FindIndex(target.Singles, fit => fit.Form == form);
            bool hasShare = own >= 0 && target.Share(own) > 0;
            Network<double> network = hasShare
                ? target.Singles[own].Build()
                : _targets.SelectMany(other => other.Singles).First(fit => fit.Form == form).Nothing(_inputs);
            return new TargetMember(
                Warped(network, number), hasShare ? target.Share(own) : 0,
                hasShare ? target.Singles[own].Posterior?.Scale(target.Calibration) : LayerPosterior.None(network));
        }),
    ]);

    // As a network of the inputs. All targets have that layer if one has: only networks of the same form stand side by side.
    private Network<double> Warped(Network<double> network, int target) =>
        _warps.All(warp => warp.Inputs.IsNone) ? network : _warps[target].Inputs.Prepend(network);
}
