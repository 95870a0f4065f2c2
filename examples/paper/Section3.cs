using System.Globalization;

namespace Examples.Paper;

/// <summary>Section 3 of the paper, in its order.</summary>
internal static class Section3
{
    public static void Tell(ulong seed, bool certify, string folder, TextWriter output)
    {
        Directory.CreateDirectory(folder);
        var text = new StringWriter(CultureInfo.InvariantCulture);
        text.WriteLine($"Extremal learning, section 3: what is the healthiest diet? (seed {seed})\n");

        // 3.1 Data generation
        var study = CaseStudy.Learn(seed);
        Report.Data(study, text);

        // 3.2 Finding a maximizing input: first as the paper prints it, then as it is meant
        Report.Network(study, text);
        var printed = study.AsPrinted(keepPath: true);
        var proper = study.Properly(study.TwoDeviations, certify);
        var within = study.Properly(study.DataRange, certify);

        var (twoDeviations, dataRange) = (Box.Of(study.TwoDeviations), Box.Of(study.DataRange));
        Report.Answers(
            [
                ("(3.2) by (2.4), as printed", Answer.To(printed, twoDeviations)),
                ("±f in the box μ ± 2σ", Answer.To(proper, twoDeviations)),
                ("±f in the data's range", Answer.To(within, dataRange)),
            ],
            [
                ("true optimum of μ ± 2σ", twoDeviations.Best),
                ("true optimum of the data's range", dataRange.Best),
            ],
            text);
        Report.Paper(text);
        if (proper.Certificate is { } inTwoDeviations && within.Certificate is { } inDataRange)
        {
            Report.Proofs([("μ ± 2σ", inTwoDeviations), ("the data's range", inDataRange)], text);
        }

        Report.Why(twoDeviations, text);

        output.Write(text);
        Figures.Write(study, printed, proper, folder, text.ToString());
        output.WriteLine($"\nFigures 1, 2 and 3 and the search's path are in {folder}, together in {Path.Combine(folder, "paper.html")}.");
    }
}
