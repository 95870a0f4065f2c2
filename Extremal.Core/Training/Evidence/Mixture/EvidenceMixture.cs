using Extremal.Networks;
using Extremal.Problems;
using Extremal.Results;

namespace Extremal.Training.Evidence;

/// <summary>
/// The mean of the dense members and the radial one, target by target: the shares, what it misses of each row left out, and how unsure it is there.
/// </summary>
internal sealed class EvidenceMixture
{
    private readonly DenseMember[][] _trained; // by forms, then by targets
    private readonly TrainingOutcome[] _outcomes;
    private readonly (RadialFit[] Fits, Activation Units)? _radial;
    private readonly double[] _shares; // of the dense members together, by targets
    private readonly double[][] _missed, _spreads;
    private readonly double[] _calibrations; // of the posteriors' variances, by targets

    /// <param name="samples">What all were trained on.</param>
    /// <param name="dense">The dense members, by targets and then by forms.</param>
    /// <param name="radial">For each target the Gaussian and the Matérn fit; null if there was no time for it; empty if none is wanted.</param>
    public EvidenceMixture(Samples<double> samples, DenseMember[][] dense, RadialFit?[] radial)
    {
        // A form counts if it was trained for every target; if none was, the first is there in any case.
        DenseMember[][] forms = [.. Enumerable.Range(0, dense[0].Length).Select(form => dense.Select(target => target[form]).ToArray())];
        _outcomes = [.. forms.SelectMany(form => form.Select(member => member.Outcome))];
        _radial = Choose(radial);
        _trained = [.. forms.Where(form => form.All(member => member.Outcome.IsTrained))];
        _trained = _trained.Length == 0 && _radial is null ? forms[..1] : _trained;
        (_shares, _missed, _spreads) = (new double[dense.Length], new double[dense.Length][], new double[dense.Length][]);
        _calibrations = new double[dense.Length];
        for (int output = 0; output < dense.Length; output++)
        {
            Mix(output, samples);
        }
    }

    /// <summary>The dense members that have a share, with the number of their target.</summary>
    public (DenseMember Member, int Output)[] Counting =>
        [.. _trained.SelectMany(form => form.Select((member, output) => (member, output))).Where(member => _shares[member.output] > 0)];

    /// <summary>The members that have a share.</summary>
    public EvidenceFit ToFit()
    {
        var members = new List<(Network<double> Network, double[] Shares, LayerPosterior?[] Posteriors)>();
        if (_shares.Any(share => share > 0))
        {
            members.AddRange(_trained.Select(form => Join(
                BlockDiagonal.Join([.. form.Select(member => member.Network)]), [.. _shares.Select(share => share / _trained.Length)],
                [.. form.Select(member => member.Network)], [.. form.Select((member, output) => _shares[output] > 0 ? member.Posterior : Nothing(member.Network))])));
        }

        if (_radial is var (fits, units) && _shares.Any(share => share < 1))
        {
            Network<double>[] networks = [.. fits.Select(fit => RadialTrainer.Build(fit, units))];
            members.Add(Join(BlockDiagonal.Join(networks), [.. _shares.Select(share => 1 - share)], networks, [.. fits.Select(fit => fit.Posterior)]));
        }

        foreach (LayerPosterior?[] posteriors in members.Select(member => member.Posteriors))
        {
            for (int output = 0; output < posteriors.Length; output++)
            {
                posteriors[output] = posteriors[output]?.Scale(_calibrations[output]);
            }
        }

        bool areSure = members.All(member => member.Posteriors.All(posterior => posterior is not null));
        return new EvidenceFit([.. members.Select(member => member.Network)], [.. members.Select(member => member.Shares)], _missed, _outcomes)
        {
            Posteriors = areSure ? [.. members.Select(member => member.Posteriors.Select(posterior => posterior!).ToArray())] : null,
            Spreads = areSure ? _spreads : null,
        };
    }

    private void Mix(int output, Samples<double> samples)
    {
        var dense = new LeftOutMeans(samples.Count, _trained.SelectMany(form => form[output].LeftOut));
        RadialFit? radial = _radial?.Fits[output];
        double share = radial is null ? 1 : _trained.Length == 0 ? 0 : Stacking.ShareOf(dense, _trained.Length, radial.LeftOut, samples.Weights);
        _shares[output] = share;
        double noise = (share > 0 ? share * _trained.Average(form => form[output].Trainer.NoiseVariance) : 0) + (share < 1 ? (1 - share) * radial!.NoiseVariance : 0);
        double[] missed = new double[samples.Count], posteriors = new double[samples.Count], apart = new double[samples.Count];
        for (int row = 0; row < samples.Count; row++)
        {
            (double d, double dense1, double among) = share > 0 ? (dense.Mean(row), dense.Posterior(row), dense.Count(row) > 1 ? dense.Variance(row) : 0) : (0, 0, 0);
            (double r, double own) = share < 1 ? (radial!.LeftOut[row], radial.LeftOutVariances[row]) : (0, 0);
            missed[row] = Sum(share, d, r);
            posteriors[row] = Sum(share, dense1, own);
            apart[row] = Sum(share, among, 0) + share * (1 - share) * (d - r) * (d - r);
        }

        _missed[output] = missed;
        _calibrations[output] = Calibration.Of(missed, posteriors, apart, noise);
        _spreads[output] = [.. posteriors.Select((variance, row) => Math.Sqrt(_calibrations[output] * variance + apart[row]))];
    }

    // 0 · ∞ is not a number.
    private static double Sum(double share, double dense, double radial) => share == 1 ? dense : share == 0 ? radial : share * dense + (1 - share) * radial;

    private static (Network<double>, double[], LayerPosterior?[]) Join(
        Network<double> joined, double[] shares, Network<double>[] networks, LayerPosterior?[] posteriors)
    {
        int total = joined.Layers[^1].Inputs, first = 0;
        for (int output = 0; output < posteriors.Length; output++)
        {
            int own = networks[output].Layers[^1].Inputs;
            posteriors[output] = networks.Length == 1 ? posteriors[output] : posteriors[output]?.Widen(first, total);
            first += own;
        }

        return (joined, shares, posteriors);
    }

    // Of a member that has no share: it is never asked.
    private static LayerPosterior Nothing(Network<double> network) => LayerPosterior.None(network.Layers[^1].Inputs);

    // The kind of unit whose likelihood, over all targets, is greater.
    private static (RadialFit[] Fits, Activation Units)? Choose(RadialFit?[] fits)
    {
        if (fits.Length == 0 || fits.Contains(null))
        {
            return null;
        }

        RadialFit[] gaussian = [.. fits.Where((_, job) => job % 2 == 0).Select(fit => fit!)], matern = [.. fits.Where((_, job) => job % 2 == 1).Select(fit => fit!)];
        return gaussian.Sum(fit => fit.LogLikelihood) >= matern.Sum(fit => fit.LogLikelihood)
            ? (gaussian, Activation.RadialGaussian)
            : (matern, Activation.RadialMatern);
    }
}
