using System.Globalization;
using Extremal.Certificates;
using Extremal.Extrema;
using Extremal.Problems;
using Extremal.Results;

namespace Examples;

/// <summary>Proves a bound of the network's best value within the limits.</summary>
internal static class Proving
{
    /// <summary>A smaller gain, in standard deviations, is not reported.</summary>
    private const double Notable = 1e-6;

    /// <summary>The part of the time allowed after which is told what to expect.</summary>
    private const double Trial = 0.05;

    /// <summary>
    /// The answer with its proof, if one was asked for; if the proof found a better point, that is the extremum as asked. A proof is of what the
    /// network says, not of what a doubt leaves of it.
    /// </summary>
    public static Answer Prove(Answer answer, Terminal terminal, CancellationToken interruption)
    {
        var question = answer.Question;
        if (question.Request.Certify is not { } seconds || answer.Interrupted) { return answer; }

        var options = new CertificateOptions { Gap = question.Request.Gap, TimeLimit = TimeSpan.FromSeconds(seconds) };
        var trial = answer.Model.Certify(answer.AsAsked, options with { TimeLimit = Trial * options.TimeLimit }, cancellation: interruption);
        terminal.Expect(trial, question.Request);
        var proof = trial.End != CertificateEnd.TimeLimit ? trial
            : terminal.Watch(answer, progress => answer.Model.Certify(answer.AsAsked, options, progress, interruption));
        var gain = !answer.AsAsked.IsFeasible ? double.PositiveInfinity : -question.Worse(proof.Value, answer.AsAsked.Value);
        if (proof.Point is not { } point || !(gain > 0)) { return answer with { Proof = proof }; }

        var search = new SearchOptions { Seed = question.Request.Seed, Points = [[.. point]] };
        var better = answer.Model.Extremize(question.Goal, question.Domain, search);
        return answer with
        {
            Proof = proof,
            Extremum = answer.Recommendation is null ? better : answer.Extremum,
            Recommendation = answer.Recommendation is { } both
                ? both with { RiskNeutral = better, RiskNeutralSpread = answer.SpreadAt(better) } : null,
            IsBettered = gain > Notable * question.TargetColumn.StandardDeviation,
        };
    }

    /// <summary>The result of the proof and its cost; nothing if a proof was not asked for.</summary>
    public static IEnumerable<string> Sentences(Answer answer)
    {
        if (answer.Proof is { } proof)
        {
            foreach (var sentence in proof.ToString().Split('\n')) { yield return sentence; }
            if (answer.IsBettered)
            {
                yield return "The proof found a better point than the search; that is "
                    + (answer.Recommendation is null ? "the answer." : "the extremum as asked.");
            }
        }
        else if (answer.Question.Request.Certify is not null)
        {
            yield return "Nothing is proven: the program was interrupted before.";
        }
    }

    /// <summary>"at most 80.16": rounded outwards, so that the printed number is proven too.</summary>
    public static string Claim(Answer answer, double bound, double gap)
    {
        var sign = answer.Question.Aim == Aim.Maximize ? 1 : -1;
        var claim = sign > 0 ? "at most" : "at least";
        if (!double.IsFinite(bound)) { return $"{claim} {Numbers.Show(bound)}"; }

        var unit = Math.Pow(10, -Decimals(gap));
        return $"{claim} {Show(sign * Math.Ceiling(sign * bound / unit) * unit, gap)}";
    }

    /// <summary>A value with enough decimals to distinguish it from its bound.</summary>
    public static string Show(double value, double gap) => value.ToString($"F{Math.Max(0, Decimals(gap))}", CultureInfo.InvariantCulture);

    // Two digits of the gap.
    private static int Decimals(double gap) =>
        gap > 0 && double.IsFinite(gap) ? Math.Clamp(1 - (int)Math.Floor(Math.Log10(gap)), -12, 12) : 6;

    /// <summary>The difference between bound and value.</summary>
    public static string Gap(Certificate proof) => proof.Point is null ? "no point that meets all limits"
        : $"gap {Percent(proof.RelativeGap)} of a standard deviation";

    /// <summary>A gap in standard deviations, in per cent.</summary>
    public static string Percent(double gap) => double.IsFinite(gap) ? $"{Numbers.Show(100 * gap, 2)} %" : "unknown";
}
