using Extremal.Data;

namespace Examples;

/// <summary>
/// How near predictions come to measurements: the root of the mean square error in the target's unit, and the share of the variance
/// explained.
/// </summary>
internal readonly record struct Accuracy(double Rmse, double R2)
{
    /// <summary>R² is against the mean of the very rows that are scored, so predicting a constant never has more than 0.</summary>
    public static Accuracy Of(Dataset scored, ReadOnlySpan<double> predicted)
    {
        var mean = scored.TargetColumns[0].Mean;
        var (errors, spread) = (0.0, 0.0);
        for (var row = 0; row < scored.Rows; row++)
        {
            var measured = scored.Targets[row, 0];
            errors += (measured - predicted[row]) * (measured - predicted[row]);
            spread += (measured - mean) * (measured - mean);
        }

        return new Accuracy(Math.Sqrt(errors / scored.Rows), spread > 0 ? 1 - errors / spread : double.NaN);
    }
}
