using Extremal.Data;
using static Extremal.Formats.Printable;

namespace Extremal.Results;

/// <summary>An assessment in sentences.</summary>
internal static class AssessmentWords
{
    // An error this near to the noise cannot be made much smaller, and one this much greater by groups is worth a sentence.
    private const double NearNoise = 1.25;
    private const double MuchGreater = 1.2;

    public static string Of(HeldOut scores) => scores.Folds.Count == 0
        ? Invariant($"No training of {scores.Target.Name} came to its end, so nothing is known of its accuracy.")
        : string.Join(' ', [Errors(scores), Beaten(scores)]);

    public static string Of(HeldOut byRows, HeldOut byGroups) => byGroups.Network.Rmse > MuchGreater * byRows.Network.Rmse
        ? Invariant($"By rows the error is only {Number(byRows.Network.Rmse)}{Unit(byRows)}, because rows of one group help each other; ")
            + "the error by groups is what to expect of a new one."
        : Invariant($"By rows it is {Number(byRows.Network.Rmse)}{Unit(byRows)}.");

    public static string Of(Noise noise, HeldOut scores) =>
        Invariant($"Rows with equal inputs scatter by {Number(noise.StandardDeviation)}{Unit(scores)} ({noise.DegreesOfFreedom} degrees of freedom)")
        + (scores.Network.Rmse <= NearNoise * noise.StandardDeviation
            ? ": the error is hardly more than that noise."
            : ", which no model of these inputs can be below.");

    private static string Errors(HeldOut scores) =>
        Invariant($"On {(scores.ByGroups ? "groups" : "rows")} that it never saw, the network misses {scores.Target.Name} ")
        + Invariant($"by {Number(scores.Network.Rmse)}{Unit(scores)} ")
        + $"(root mean square of {Count(scores.Folds.Count, "training")}, {Share(scores.Network.R2)}); the mean does by {Number(scores.Mean.Rmse)}, "
        + $"a linear fit by {Number(scores.Linear.Rmse)}, a quadratic by {Number(scores.Quadratic.Rmse)}.";

    private static string Beaten(HeldOut scores)
    {
        (string Name, Gain Gain)[] baselines =
            [("the mean", scores.GainOverMean), ("a linear fit", scores.GainOverLinear), ("a quadratic", scores.GainOverQuadratic)];
        string[] unbeaten = [.. baselines.Where(baseline => !baseline.Gain.IsBetter).Select(baseline => "no better than " + baseline.Name)];
        return unbeaten.Length > 0
            ? $"The network is {string.Join(" and ", unbeaten)}."
            : "The network is better than the mean, a linear fit and a quadratic.";
    }

    private static string Unit(HeldOut scores) => scores.Target.Unit is null ? "" : " " + scores.Target.Unit;

    private static string Number(double value) => Invariant($"{value:G3}");

    private static string Share(double r2) => double.IsNaN(r2)
        ? "no R², as the measurements are equal"
        : Invariant($"R² {r2:F3}");

    private static string Count(int count, string what) => Invariant($"{count} {what}{(count == 1 ? "" : "s")}");
}
