namespace Extremal.Training.Evidence;

/// <summary>
/// By what the posteriors' variances have to be multiplied for 90 % of what was left out to lie within 1.645 deviations of what was said of it,
/// as normal errors would: the linearised posterior of a last layer knows nothing of what the other layers, or the model itself, leave open.
/// </summary>
internal static class PosteriorCalibration
{
    private const double Level = 0.9, Deviations = 1.645;
    private const double Least = 0.1, Greatest = 100;

    /// <summary>The factor, between 0.1 and 100; 1 where nothing tells.</summary>
    /// <param name="missed">y − ŷ of each row left out; NaN of one that was not.</param>
    /// <param name="posteriors">The posteriors' variance of ŷ.</param>
    /// <param name="apart">The variance among the members.</param>
    /// <param name="noise">The variance of y.</param>
    public static double Of(double[] missed, double[] posteriors, double[] apart, double noise)
    {
        double[] needed = [.. Enumerable.Range(0, missed.Length).Where(row => double.IsFinite(missed[row]) && posteriors[row] > 0)
            .Select(row => (missed[row] * missed[row] / (Deviations * Deviations) - apart[row] - noise) / posteriors[row]).Order()];
        return needed.Length == 0 ? 1 : Math.Clamp(needed[(int)(Level * (needed.Length - 1))], Least, Greatest);
    }
}
