using Extremal.Problems;
using Extremal.Results;

namespace Examples;

/// <summary>A proof over time. Each number is valid until the next, so the curves are steps.</summary>
internal static partial class Drawings
{
    /// <summary>Bound and value over time, which is logarithmic since bounds move fast at first and then ever more slowly.</summary>
    public static Chart Closing(Answer answer, Certificate proof)
    {
        double[] times = Times(proof, step => step.Elapsed.TotalSeconds);
        double[] bounds = Steps(proof, step => step.Bound), values = Steps(proof, step => step.Value);
        var target = answer.Question.TargetColumn;
        var seconds = Numbers.Show(proof.Elapsed.TotalSeconds, 2);
        var chart = new Chart($"Proven after {seconds} s: {Proving.Claim(answer, proof.Bound, proof.Gap)}", 460, 320)
        { XLabel = "seconds", YLabel = Titles.WithUnit(answer.Question.Target, target.Unit), LogX = true };
        return chart.Ribbon(times, values, bounds, color: 5)
            .Line(times, bounds, answer.Question.Aim == Aim.Maximize ? "upper bound" : "lower bound", color: 1)
            .Line(times, values, "best point found", color: 0);
    }

    /// <summary>The gap over the number of boxes, and the gap at which the proof ends.</summary>
    public static Chart Gap(Certificate proof, double wanted) =>
        new Chart($"Gap after {proof.Boxes} boxes: {Proving.Percent(proof.RelativeGap)}", 460, 320)
        { XLabel = "boxes", YLabel = "% of a standard deviation", LogX = true, LogY = true }
            .Line(Times(proof, step => step.Boxes), Steps(proof, step => 100 * step.Gap), color: 2)
            .Level(100 * wanted, "wanted");

    private static double[] Times(Certificate proof, Func<CertificateProgress, double> at) =>
        [.. proof.History.SelectMany((step, i) => i == 0 ? (double[])[at(step)] : [at(step), at(step)])];

    private static double[] Steps(Certificate proof, Func<CertificateProgress, double> of) =>
        [.. proof.History.SelectMany((step, i) => i == 0 ? (double[])[of(step)] : [of(proof.History[i - 1]), of(step)])];
}
