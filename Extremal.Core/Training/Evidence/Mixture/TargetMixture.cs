namespace Extremal.Training.Evidence;

/// <summary>
/// The dense members' mean beside the other networks, for one target: the share of each, what the mixture misses of each row left out, and how
/// unsure it is there.
/// </summary>
internal sealed class TargetMixture
{
    private readonly double[] _shares; // of the dense members together, and of each other network

    /// <param name="samples">Of this target, in the coordinates in which it was learned, as all that follows.</param>
    /// <param name="dense">The members of this target.</param>
    /// <param name="singles">Its other networks.</param>
    public TargetMixture(Samples<double> samples, DenseMember[] dense, SingleFit[] singles)
    {
        var left = new LeftOutMeans(samples.Count, dense.SelectMany(member => member.LeftOut));
        Singles = singles;
        _shares = SharesOf(samples, left, dense.Length);
        double[] posteriors = new double[samples.Count], apart = new double[samples.Count];
        Missed = new double[samples.Count];
        for (int row = 0; row < samples.Count; row++)
        {
            Missed[row] = Mean(() => left.Mean(row), fit => fit.LeftOut[row]);
            posteriors[row] = Mean(() => left.Posterior(row), fit => fit.LeftOutVariances[row]);
            double Square(double miss) => (miss - Missed[row]) * (miss - Missed[row]);
            apart[row] = Mean(() => (left.Count(row) > 1 ? left.Variance(row) : 0) + Square(left.Mean(row)), fit => Square(fit.LeftOut[row]));
        }

        double noise = Mean(() => dense.Average(member => member.Trainer.NoiseVariance), fit => fit.NoiseVariance);
        Calibration = PosteriorCalibration.Of(Missed, posteriors, apart, noise);
        Spreads = [.. posteriors.Select((variance, row) => Math.Sqrt(Calibration * variance + apart[row]))];
    }

    /// <summary>Its networks beside the dense members.</summary>
    public SingleFit[] Singles { get; }

    /// <summary>The dense members' share, together.</summary>
    public double DenseShare => _shares[0];

    /// <summary>The share of another network.</summary>
    /// <param name="single">Its number.</param>
    public double Share(int single) => _shares[1 + single];

    /// <summary>y − ŷ of each row by networks that were trained without it; NaN if there are none.</summary>
    public double[] Missed { get; }

    /// <summary>The deviation of each such ŷ.</summary>
    public double[] Spreads { get; }

    /// <summary>By what the posteriors' variances are multiplied.</summary>
    public double Calibration { get; }

    private double[] SharesOf(Samples<double> samples, LeftOutMeans left, int dense) =>
        Singles.Length == 0 ? [1]
        : dense > 0 ? Stacking.SharesOf(
            left, dense, [.. Singles.Select(fit => fit.LeftOut)], samples.Weights, usual: Singles.Count(fit => fit is RadialFit))
        : [0, .. Singles.Select((_, number) => number == 0 ? 1.0 : 0)];

    // 0 · ∞ is not a number: who has no share is not asked.
    private double Mean(Func<double> dense, Func<SingleFit, double> single)
    {
        double sum = DenseShare > 0 ? DenseShare * dense() : 0;
        for (int k = 0; k < Singles.Length; k++)
        {
            sum += Share(k) > 0 ? Share(k) * single(Singles[k]) : 0;
        }

        return sum;
    }
}
