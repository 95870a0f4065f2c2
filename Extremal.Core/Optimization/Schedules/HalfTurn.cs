using Extremal.Kernels.Functions.Elementary;
using Extremal.Kernels.Lanes;

namespace Extremal.Optimization.Schedules;

/// <summary>cos(πt) for t from 0 to 1 by the kernels' functions, which have the same bits on every platform; Math.Cos does not promise that.</summary>
internal static class HalfTurn
{
    /// <summary>cos(πt), to within 2e-16; exact at 0, ½ and 1, because it is folded to [0, π/4] before π rounds it.</summary>
    public static double Cosine(double t)
    {
        // 1 − t and ½ − t are exact where they are formed.
        if (t > 0.5)
        {
            return -Cosine(1 - t);
        }

        var angle = Lanes1<double>.Of(Math.PI * (t > 0.25 ? 0.5 - t : t));
        return (t > 0.25 ? Trigonometric.Sin<Lanes1<double>, double>(angle) : Trigonometric.Cos<Lanes1<double>, double>(angle)).Value;
    }
}
