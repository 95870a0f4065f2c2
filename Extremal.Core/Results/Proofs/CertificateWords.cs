using static Extremal.Formats.Printable;

namespace Extremal.Results;

/// <summary>A certificate in sentences.</summary>
internal static class CertificateWords
{
    public static string Of(Certificate proof) => string.Join("\n", Lines(proof).Where(line => line.Length > 0));

    private static IEnumerable<string> Lines(Certificate proof)
    {
        bool isMost = proof.Goal.Extreme.Sign > 0;
        string unit = proof.Target.Unit is { } name ? " " + name : "", more = isMost ? "more" : "less";
        if (proof.End == CertificateEnd.Infeasible)
        {
            yield return Invariant($"Proven: no point keeps all limits of the domain ({Boxes(proof)}, {Seconds(proof)}).");
            yield break;
        }

        yield return double.IsInfinity(proof.Bound)
            ? Invariant($"Nothing is proven: no finite bound of {proof.Target.Name} was found.")
            : Invariant($"Proven: no input of the domain gives {proof.Target.Name} {more} than {Digits(proof, proof.Bound, isBound: true)}{unit}.");
        yield return proof.Point is null
            ? "No point was found that keeps all limits."
            : Invariant($"The point found gives {Digits(proof, proof.Value, isBound: false)}{unit}; the gap is {proof.Gap:G3}{unit}, ")
                + Invariant($"{100 * proof.RelativeGap:G3} % of the data's standard deviation.");
        yield return Invariant($"{Boxes(proof)}, {Seconds(proof)}; ended because {Reason(proof)}.");
        yield return proof.DiscardedBoxes == 0 ? ""
            : Invariant($"{proof.DiscardedBoxes} boxes were given up, since the memory allowed did not suffice; none of them holds {more} than the bound.");
        yield return proof.OmittedConstraints.Count == 0 ? ""
            : Invariant($"Not used, so that it holds without them too: {string.Join("; ", proof.OmittedConstraints)}.");
        yield return Invariant($"It holds for the number that this library computes, rounding included ({proof.Rounding:G2}{unit}); ")
            + "how far the network is from what was measured, it cannot say.";
    }

    // As many digits as tell the bound from the value. A bound is rounded away from the value, so that what is printed is proven too.
    private static string Digits(Certificate proof, double number, bool isBound)
    {
        double gap = proof.Point is null ? proof.Deviation : Math.Max(proof.Gap, 1e-12 * Math.Abs(number)), unit = 10;
        int digits = 0;
        for (; digits < 12 && gap < unit; digits++)
        {
            unit /= 10;
        }

        return isBound ? Outward.Text(number, digits, proof.Goal.Extreme.Sign) : Invariant($"{Math.Round(number, digits)}");
    }

    private static string Boxes(Certificate proof) => proof.Boxes == 1 ? "1 box" : Invariant($"{proof.Boxes} boxes");

    private static string Seconds(Certificate proof) => Invariant($"{proof.Elapsed.TotalSeconds:F2} s");

    private static string Reason(Certificate proof) => proof.End switch
    {
        CertificateEnd.GapClosed => "the gap is closed",
        CertificateEnd.TimeLimit => "the time was over",
        CertificateEnd.BoxLimit => "the limit of boxes was reached",
        CertificateEnd.MemoryLimit => "what is left of the gap is that of the boxes given up for want of memory",
        CertificateEnd.Cancelled => "it was cancelled",
        _ => "what is left of the gap is rounding",
    };
}
