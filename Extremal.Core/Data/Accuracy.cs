namespace Extremal.Data;

/// <summary>How near predictions come to measurements.</summary>
/// <param name="Rmse">The root of the mean square error, in the target's unit; NaN without rows.</param>
/// <param name="R2">
/// The share of the variance that is explained, 1 − Σ(y − ŷ)² / Σ(y − ȳ)², with ȳ the mean of the very rows that are scored, so that a constant
/// never has more than 0; NaN if they are all equal.
/// </param>
public readonly record struct Accuracy(double Rmse, double R2)
{
    /// <summary>The accuracy of predictions of one target.</summary>
    /// <param name="measured">One number a row, in the user's units.</param>
    /// <param name="predicted">As many.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static Accuracy Of(ReadOnlySpan<double> measured, ReadOnlySpan<double> predicted)
    {
        if (measured.Length != predicted.Length)
        {
            throw Mistake.Of($"Accuracy.Of got {measured.Length} measurements and {predicted.Length} predictions; it wants as many of both.");
        }

        double mean = 0, errors = 0, spread = 0;
        foreach (double y in measured)
        {
            mean += y;
        }

        mean /= measured.Length;
        for (int i = 0; i < measured.Length; i++)
        {
            errors += (measured[i] - predicted[i]) * (measured[i] - predicted[i]);
            spread += (measured[i] - mean) * (measured[i] - mean);
        }

        return new Accuracy(Math.Sqrt(errors / measured.Length), spread > 0 ? 1 - errors / spread : double.NaN);
    }
}
