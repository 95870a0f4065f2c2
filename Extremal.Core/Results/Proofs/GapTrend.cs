using Extremal.Kernels.Functions.Elementary;

namespace Extremal.Results;

/// <summary>When a gap will be as small as is wanted, as far as its history tells: gaps fall about as a power of the time.</summary>
internal static class GapTrend
{
    // The trend is that since this part of the time; what the gap fell since then, less than which is none.
    private const double Since = 0.25;
    private const double LeastFall = 1.05;

    // Thirty years.
    private const double MostSeconds = 1e9;

    /// <param name="history">From the first to the last step.</param>
    /// <param name="gap">The gap that is wanted, in standard deviations of the output, above 0.</param>
    public static TimeSpan? TimeTo(IReadOnlyList<CertificateProgress> history, double gap)
    {
        if (history.Count == 0)
        {
            return null;
        }

        CertificateProgress last = history[^1];
        if (last.Gap <= gap)
        {
            return history.First(step => step.Gap <= gap).Elapsed;
        }

        CertificateProgress before = history.LastOrDefault(step => step.Elapsed <= Since * last.Elapsed);
        double fall = before.Gap / last.Gap, time = last.Elapsed / before.Elapsed;
        if (!(fall >= LeastFall) || !double.IsFinite(fall) || !double.IsFinite(time))
        {
            return null;
        }

        double seconds = last.Elapsed.TotalSeconds
            * Scalar.Exp(Scalar.Log(last.Gap / gap) * Scalar.Log(time) / Scalar.Log(fall));
        return seconds < MostSeconds ? TimeSpan.FromSeconds(seconds) : null;
    }
}
