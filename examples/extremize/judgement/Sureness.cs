using Extremal.Optimization;
using Extremal.Problems;
using Extremal.Results;

namespace Examples;

/// <summary>How far to trust the answer, in sentences: the assessment, the ensemble, the training and the search.</summary>
internal static class Sureness
{
    public static IEnumerable<string> Sentences(Answer answer)
    {
        foreach (var line in answer.Assessment.Summary.Split('\n')) { yield return line; }

        if (answer.IsByEvidence)
        {
            yield return $"The model's own uncertainty of the answer is a standard deviation of {Show(answer, answer.SpreadAt(answer.Extremum))}, "
                + "calibrated by rows that networks were trained without.";
            yield break;
        }

        yield return answer.Members > 1
            ? $"The predictions of the {answer.Members} members of the ensemble have a standard deviation of "
                + $"{Show(answer, answer.Outputs.Spreads[0])} at the answer. Errors that all members share do not show in it."
            : "A single network gives no measure of its uncertainty at the answer; without --hidden, or with --ensemble 5, there is one.";
        if (answer.Optimism is { } optimism)
        {
            yield return $"At the optimum of one half of the members, that half predicts {Numbers.Show(optimism.Chosen, 4)} and "
                + $"the other half {Numbers.Show(optimism.Scored, 4)}: " + (optimism.Expected > 0
                ? $"the answer is probably too optimistic by {Show(answer, optimism.Expected)}."
                : "the search does not make the answer too optimistic.");
        }
    }

    /// <summary>What the network was trained on, and for how long.</summary>
    public static string Trained(Answer answer)
    {
        var (training, rows) = (answer.Model.Training!, answer.Question.Data.RowCount);
        if (answer.IsByEvidence)
        {
            return $"The model is {answer.Model.Surrogate.DescribeMembers()}, trained by evidence on all {rows} rows";
        }

        var networks = answer.Members > 1 ? $"The {answer.Members} networks of the ensemble were" : "The network was";
        var validated = training.History.Validation.Count > 0 && answer.Members == 1 ? ", 15 % of which chose the epoch," : "";
        var length = training.End == TrainingEnd.Cancelled ? "until it was interrupted after" : "for";
        return $"{networks} trained on all {rows} rows{validated} {length} {Numbers.Count(training.History.Training.Count, "epoch")}";
    }

    /// <summary>Why the best search stopped, and how many others reached the same value.</summary>
    public static string Ended(Answer answer)
    {
        var extremum = answer.Extremum;
        var steps = Numbers.Count((int)extremum.Starts[extremum.BestStart].Outcome.Steps, "step");
        var why = extremum.Reason switch
        {
            StopReason.Converged => $"converged after {steps}",
            StopReason.StepLimit => $"reached the step limit of {steps}",
            StopReason.NoDescent => $"ended after {steps}, where no step improved it",
            StopReason.NonFinite => $"ended after {steps} at a number that is not finite",
            StopReason.Infeasible => $"ended after {steps} without a point that meets every limit",
            var reason => $"ended after {steps} ({reason})",
        };
        var best = answer.IsMissed ? $"No search reached {answer.Question.Sought}; the nearest one" : "The best search";
        var doubt = extremum is { Reason: StopReason.Converged, IsConverged: false } && answer.Proof?.End != CertificateEnd.GapClosed
            ? $" {extremum.Caveat} A better answer may have been missed." : "";
        return $"{best} {why}; {extremum.AgreeingStarts} of {extremum.Starts.Count} starts reached a value as good.{doubt}";
    }

    private static string Show(Answer answer, double value)
    {
        var unit = answer.Question.TargetColumn.Unit;
        return Numbers.Show(value, 3) + (unit is null ? "" : " " + unit);
    }
}
