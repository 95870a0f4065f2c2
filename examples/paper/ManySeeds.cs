using System.Globalization;
using Extremal.Problems;
using Extremal.Results;

namespace Examples.Paper;

/// <summary>One seed is an anecdote: the same with many, medians and worst cases.</summary>
internal static class ManySeeds
{
    public static void Tell(ulong first, int count, bool certify, TextWriter output)
    {
        output.WriteLine($"\nSeeds {first} to {first + (ulong)count - 1}, each with data, network and starts of its own\n");
        output.WriteLine($"    {"seed",6}   |f-truth| and regret: as printed       μ ± 2σ       data's range      seconds");
        var runs = new List<Run>();
        for (var seed = first; seed < first + (ulong)count; seed++)
        {
            var run = Of(seed, certify);
            runs.Add(run);
            output.WriteLine($"    {seed,6}{"",28}{Pair(run.Printed)}{Pair(run.Proper)}{Pair(run.Within)}{run.Seconds,13:F2}");
        }

        output.WriteLine($"\n    {"median (worst)",-34}{"|f(x̂)-truth|",17}{"regret",18}{"violation",18}");
        Summarise("(3.2) by (2.4), as printed", runs.Select(run => run.Printed));
        Summarise("±f in the box μ ± 2σ", runs.Select(run => run.Proper));
        Summarise("±f in the data's range", runs.Select(run => run.Within));
        TellProofs("μ ± 2σ", runs.Select(run => run.InProper), output);
        TellProofs("the data's range", runs.Select(run => run.InRange), output);
        double[] seconds = [.. runs.Select(run => run.Seconds)];
        output.WriteLine($"    computation for a seed, training included: median {Median(seconds):F2} s, worst {seconds.Max():F2} s");

        void Summarise(string name, IEnumerable<Answer> answers) => output.WriteLine(
            $"    {name,-34}{Both(answers.Select(answer => Math.Abs(answer.Difference)))}{Both(answers.Select(answer => answer.Regret))}"
            + $"{Both(answers.Select(answer => answer.Violation))}");
    }

    private static Run Of(ulong seed, bool certify)
    {
        var study = CaseStudy.Learn(seed);
        var (twoDeviations, dataRange) = (Box.Of(study.TwoDeviations), Box.Of(study.DataRange));
        var printed = Answer.To(study.AsPrinted(), twoDeviations);
        var (inProper, inRange) = (study.Properly(study.TwoDeviations, certify), study.Properly(study.DataRange, certify));
        var (proper, within) = (Answer.To(inProper, twoDeviations), Answer.To(inRange, dataRange));
        return new Run(printed, proper, within, (study.TrainingTime + printed.Time + proper.Time + within.Time).TotalSeconds)
        {
            InProper = inProper.Certificate,
            InRange = inRange.Certificate,
        };
    }

    private static void TellProofs(string name, IEnumerable<Certificate?> certificates, TextWriter output)
    {
        Certificate[] proofs = [.. certificates.OfType<Certificate>()];
        if (proofs.Length == 0) { return; }

        output.WriteLine($"    {$"proven in {name}",-34}gap {Both(proofs.Select(proof => proof.RelativeGap), "F5")} deviations, "
            + $"{Both(proofs.Select(proof => (double)proof.Boxes), "F0")} boxes, "
            + $"{Both(proofs.Select(proof => proof.Elapsed.TotalSeconds), "F3")} s");
    }

    /// <summary>The middle number, or halfway between the two middle ones.</summary>
    internal static double Median(IEnumerable<double> numbers)
    {
        double[] sorted = [.. numbers.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private static string Pair(Answer answer) => $"{Math.Abs(answer.Difference),9:F3}{answer.Regret,7:F3} ";

    private static string Both(IEnumerable<double> numbers)
    {
        double[] all = [.. numbers];
        return $"{(all.All(number => number == 0) ? "0 (0)" : Both(all, "F3")),18}";
    }

    private static string Both(IEnumerable<double> numbers, string format)
    {
        double[] all = [.. numbers];
        return $"{Median(all).ToString(format, CultureInfo.InvariantCulture)} ({all.Max().ToString(format, CultureInfo.InvariantCulture)})";
    }

    /// <summary>One seed's answers, and their proofs if these are asked for.</summary>
    private sealed record Run(Answer Printed, Answer Proper, Answer Within, double Seconds)
    {
        public Certificate? InProper { get; init; }
        public Certificate? InRange { get; init; }
    }
}
