using Extremal.Problems;

namespace Examples;

/// <summary>What is proven of the answer, and how its gap closed.</summary>
internal static partial class Report
{
    private static void ShowProof(HtmlReport page, Answer answer)
    {
        string[] sentences = [.. Proving.Sentences(answer)];
        if (sentences.Length == 0) { return; }

        page.Section("The proof", string.Join(' ', sentences));
        if (answer.Proof is not { Point: not null } proof) { return; }

        page.Figures(
            (Drawings.Closing(answer, proof), "The best value of the network lies in the shaded gap: "
                + $"no input gives {(answer.Question.Aim == Aim.Maximize ? "more" : "less")} than its outer edge."),
            (Drawings.Gap(proof, answer.Question.Request.Gap),
                "The gap over the number of boxes examined. The dashed line is the gap at which the proof ends."));
    }
}
