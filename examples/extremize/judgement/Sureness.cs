using Extremal.Optimization;
using Extremal.Problems;
using Extremal.Results;

namespace Examples;

/// <summary>How sure the answer is, in sentences: what the network is worth, and what noise, ensemble and search say of it.</summary>
internal static class Sureness
{
    private const double NearNoise = 1.25;
    private const double MuchGreater = 1.2;

    public static IEnumerable<string> Sentences(Answer answer)
    {
        if (answer.Score is { } score)
        {
            yield return Beaten(score);
            if (answer.Scores.Count > 1 && score.Network.Rmse > MuchGreater * answer.Scores[0].Network.Rmse)
            {
                yield return $"By rows its error is only {Show(answer, answer.Scores[0].Network.Rmse)}, "
                    + $"because rows of one group help each other; the {Show(answer, score.Network.Rmse)} "
                    + "by groups is what to expect of an input that was never tried.";
            }
        }

        if (answer.Noise is { } noise)
        {
            yield return $"Rows with equal inputs scatter by {Show(answer, noise.StandardDeviation)} "
                + $"({Numbers.Count(noise.DegreesOfFreedom, "degree")} of freedom)"
                + (answer.Score is { } one && one.Network.Rmse <= NearNoise * noise.StandardDeviation
                    ? ": the error is hardly more than that noise." : "; no model of these inputs can do better.");
        }

        yield return answer.Members > 1
            ? $"The {answer.Members} members of the ensemble are apart by {Show(answer, answer.Outputs.Spreads[0])} at the answer; "
                + "what all have missed alike they agree on."
            : "A single network does not know how sure it is of the answer: --ensemble 5 would tell.";
        if (answer.Disappointment is { } curse)
        {
            yield return curse.Expected > 0
                ? $"Half of the members promise {Numbers.Show(curse.Chosen, 4)} where the other half says {Numbers.Show(curse.Scored, 4)}: "
                    + $"expect to be disappointed by {Show(answer, curse.Expected)}."
                : $"Half of the members promise {Numbers.Show(curse.Chosen, 4)} and the other half says "
                    + $"{Numbers.Show(curse.Scored, 4)} there: no disappointment is to be expected on that account.";
        }
    }

    /// <summary>Why the best search stopped, and how many came as far.</summary>
    public static string Ended(Answer answer)
    {
        var extremum = answer.Extremum;
        var steps = Numbers.Count((int)extremum.Starts[extremum.BestStart].Outcome.Steps, "step");
        var good = answer.Question.Aim switch { Aim.Maximize => "high", Aim.Minimize => "low", _ => "near" };
        var why = extremum.Reason switch
        {
            StopReason.Converged => $"converged after {steps}",
            StopReason.StepLimit => $"made all of its {steps}",
            StopReason.NoDescent => $"ended after {steps}, where no step went further",
            StopReason.NonFinite => $"ended after {steps} at a number that is not finite",
            StopReason.Infeasible => $"ended after {steps} without a point that meets every limit",
            var reason => $"ended after {steps} ({reason})",
        };
        var best = answer.IsMissed ? $"No search reached {answer.Question.Sought}; the nearest one" : "The best search";
        var doubt = extremum is { Reason: StopReason.Converged, IsConverged: false } && answer.Proof?.End != CertificateEnd.GapClosed
            ? $" {extremum.Caveat} A better answer may have been missed." : "";
        return $"{best} {why}; {extremum.AgreeingStarts} of {extremum.Starts.Count} starts ended as {good}.{doubt}";
    }

    private static string Beaten(HeldOut score)
    {
        var errors = score.Of();
        (string Name, double Rmse)[] baselines =
            [("the mean", errors.Mean.Rmse), ("a linear fit", errors.Linear.Rmse), ("a quadratic", errors.Quadratic.Rmse)];
        string[] unbeaten = [.. baselines.Where(one => !(errors.Network.Rmse < one.Rmse)).Select(one => $"no better than {one.Name}")];
        return unbeaten.Length > 0
            ? $"On {score.Kind} that it never saw, the network is {string.Join(" and ", unbeaten)}."
            : $"On {score.Kind} that it never saw, the network is better than the mean, a linear fit and a quadratic.";
    }

    private static string Show(Answer answer, double value)
    {
        var unit = answer.Question.TargetColumn.Unit;
        return Numbers.Show(value, 3) + (unit is null ? "" : " " + unit);
    }
}
