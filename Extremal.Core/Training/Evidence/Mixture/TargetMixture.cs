namespace Extremal.Training.Evidence;

/// <summary>
/// The dense members' mean beside the radial network, for one target: the share of each, what the mixture misses of each row left out, and how
/// unsure it is there.
/// </summary>
internal sealed class TargetMixture
{
    /// <param name="samples">Of this target, in the coordinates in which it was learned, as all that follows.</param>
    /// <param name="dense">The members of this target.</param>
    /// <param name="radial">Its radial fit; null if there is none.</param>
    public TargetMixture(Samples<double> samples, DenseMember[] dense, RadialFit? radial)
    {
        var left = new LeftOutMeans(samples.Count, dense.SelectMany(member => member.LeftOut));
        Radial = radial;
        Share = radial is null ? 1 : dense.Length == 0 ? 0 : Stacking.ShareOf(left, dense.Length, radial.LeftOut, samples.Weights);
        double[] posteriors = new double[samples.Count], apart = new double[samples.Count];
        Missed = new double[samples.Count];
        for (int row = 0; row < samples.Count; row++)
        {
            (double d, double r) = (Share > 0 ? left.Mean(row) : 0, Share < 1 ? radial!.LeftOut[row] : 0);
            Missed[row] = Mean(d, r);
            posteriors[row] = Mean(Share > 0 ? left.Posterior(row) : 0, Share < 1 ? radial!.LeftOutVariances[row] : 0);
            apart[row] = Share * (left.Count(row) > 1 ? left.Variance(row) : 0) + Share * (1 - Share) * (d - r) * (d - r);
        }

        double noise = Mean(Share > 0 ? dense.Average(member => member.Trainer.NoiseVariance) : 0, Share < 1 ? radial!.NoiseVariance : 0);
        Calibration = PosteriorCalibration.Of(Missed, posteriors, apart, noise);
        Spreads = [.. posteriors.Select((variance, row) => Math.Sqrt(Calibration * variance + apart[row]))];
    }

    /// <summary>The radial fit; null if there is none.</summary>
    public RadialFit? Radial { get; }

    /// <summary>The dense members' share, together.</summary>
    public double Share { get; }

    /// <summary>y − ŷ of each row by members that were trained without it; NaN if there are none.</summary>
    public double[] Missed { get; }

    /// <summary>The deviation of each such ŷ.</summary>
    public double[] Spreads { get; }

    /// <summary>By what the posteriors' variances are multiplied.</summary>
    public double Calibration { get; }

    // 0 · ∞ is not a number.
    private double Mean(double dense, double radial) => Share == 1 ? dense : Share == 0 ? radial : Share * dense + (1 - Share) * radial;
}
