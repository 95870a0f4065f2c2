using Extremal.Memory;

namespace Extremal.Training.Evidence;

/// <summary>Of numbers with weights.</summary>
/// <param name="Mean">Σ w x / Σ w.</param>
/// <param name="Deviation">The root of the mean square of what is beside it.</param>
/// <param name="Skewness">The mean cube of the same in deviations; NaN if all numbers are equal.</param>
internal readonly record struct Moments(double Mean, double Deviation, double Skewness)
{
    /// <param name="values">The numbers.</param>
    /// <param name="weights">One a number, of mean one; null if all count alike.</param>
    public static Moments Of(double[] values, Slice<double>? weights)
    {
        double Sum(Func<double, double> of)
        {
            double sum = 0;
            for (int i = 0; i < values.Length; i++)
            {
                sum += (weights is { } slice ? slice.Span[i] : 1) * of(values[i]);
            }

            return sum / values.Length;
        }

        double mean = Sum(x => x);
        double deviation = Math.Sqrt(Sum(x => (x - mean) * (x - mean)));
        return new(mean, deviation, Sum(x => (x - mean) / deviation * ((x - mean) / deviation) * ((x - mean) / deviation)));
    }
}
