using Extremal.Memory;

namespace Extremal.Data;

/// <summary>How near predictions come to measurements.</summary>
/// <param name="Rmse">The root of the mean square error, √(Σ w(y − ŷ)² / Σ w), in the target's unit; NaN without rows.</param>
/// <param name="R2">
/// The share of the variance that is explained, 1 − Σ w(y − ŷ)² / Σ w(y − ȳ)², with ȳ the mean of the very rows that are scored, so that a
/// constant never has more than 0; NaN if they are all equal, or differ by rounding alone (<see cref="Column.IsConstant"/>).
/// </param>
public readonly record struct Accuracy(double Rmse, double R2)
{
    /// <summary>The accuracy of predictions of one target.</summary>
    /// <param name="measured">One number a row, in the user's units.</param>
    /// <param name="predicted">As many.</param>
    /// <param name="weights">As many, none negative; a row of weight 0 is left out. None where all rows count alike.</param>
    /// <exception cref="ArgumentException">The lengths differ, or a weight is negative or not finite.</exception>
    public static Accuracy Of(ReadOnlySpan<double> measured, ReadOnlySpan<double> predicted, ReadOnlySpan<double> weights = default)
    {
        if (measured.Length != predicted.Length)
        {
            throw Mistake.Of($"Accuracy.Of got {measured.Length} measurements and {predicted.Length} predictions; it wants as many of both.");
        }

        Mistake.RequireWeights("Accuracy.Of", weights, measured.Length);
        double[] relative = Moments.Relative(weights);
        var column = new ReadOnlyMatrix<double>(measured, new Shape(measured.Length, 1));
        (double minimum, double maximum) = Moments.Range(column, 0, relative);
        if (!(minimum <= maximum))
        {
            return new Accuracy(double.NaN, double.NaN);
        }

        double mean = Moments.Mean(column, 0, relative, minimum, maximum), errors = 0, spread = 0, total = 0;
        for (int i = 0; i < measured.Length; i++)
        {
            double weight = relative.Length == 0 ? 1 : relative[i];
            if (weight > 0)
            {
                errors += weight * (measured[i] - predicted[i]) * (measured[i] - predicted[i]);
                spread += weight * (measured[i] - mean) * (measured[i] - mean);
                total += weight;
            }
        }

        bool constant = Moments.IsConstant(Math.Sqrt(spread / total), minimum, maximum);
        return new Accuracy(Math.Sqrt(errors / total), constant ? double.NaN : 1 - errors / spread);
    }
}
