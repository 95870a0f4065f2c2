using ExtremalVerdict = Extremal.Problems.Verdict;

namespace Examples;

/// <summary>The summary of an answer, in sentences.</summary>
internal static class Verdict
{
    public static string Of(Answer answer) => string.Join(' ', Sentences(answer));

    /// <summary>Which limits are violated, if no point meets all of them.</summary>
    public static string Nowhere(Answer answer) =>
        "no point that meets every limit was found; the answer is the one that violates them least: "
        + string.Join(' ', answer.Extremum.Violations.Select(violation => violation.Sentence));

    /// <summary>By how much the target value is missed.</summary>
    public static string Missed(Answer answer)
    {
        var (question, by) = (answer.Question, answer.Extremum.Value - answer.Question.Value);
        var unit = question.TargetColumn.Unit is { } known ? " " + known : "";
        return $"no input within the limits was found that brings {question.Target} to {Numbers.Show(question.Value)}{unit}; "
            + $"the nearest value found is {Numbers.Show(answer.Extremum.Value, 4)}{unit}, "
            + $"{Numbers.Show(Math.Abs(by), 4)}{unit} {(by < 0 ? "below" : "above")} it";
    }

    private static IEnumerable<string> Sentences(Answer answer)
    {
        if (!answer.Extremum.IsFeasible) { yield return char.ToUpperInvariant(Nowhere(answer)[0]) + Nowhere(answer)[1..]; }

        if (answer.IsMissed) { yield return $"Not reached: {Missed(answer)}."; }

        var question = answer.Question;
        var unit = question.TargetColumn.Unit is { } known ? " " + known : "";
        var value = Numbers.Show(answer.Extremum.Value, 4) + unit;
        yield return $"The network predicts {question.Target} = {value}{Error(answer)}.";
        if (answer.Interval() is { } interval)
        {
            yield return $"Expect a measurement from {Titles.Of(interval)}{unit} in "
                + $"{Numbers.Percent(interval.Level)} of the cases"
                + (answer.Support.Verdict == ExtremalVerdict.Inside ? "." : ", if the point were like the data; it is not.");
        }
        else if (answer.NoIntervalReason is { } reason)
        {
            yield return $"There is no prediction interval: {reason}.";
        }

        if (answer.IsRiskAverse) { yield return AsAsked(answer, unit); }

        yield return Comparison(answer);
        yield return $"The answer lies {answer.Support.Words}.";
        yield return Advice(answer);
    }

    /// <summary>Why the extremum as asked is not recommended.</summary>
    private static string AsAsked(Answer answer, string unit)
    {
        var both = answer.Recommendation!;
        return $"The extremum as asked promises {Numbers.Show(both.RiskNeutral.Value, 4)}{unit}, and is believed less: the model's "
            + $"standard deviation is {Numbers.Show(both.RiskNeutralSpread, 2)} there and {Numbers.Show(both.RiskAverseSpread, 2)} here; "
            + $"it lies {both.RiskNeutral.Support.Words}.";
    }

    /// <summary>The prediction compared with the best row.</summary>
    private static string Comparison(Answer answer)
    {
        var question = answer.Question;
        if (question.BestRow is not { } row)
        {
            return "No row of the data lies within the limits, so there is no measurement to compare with.";
        }

        var better = -question.Worse(answer.Extremum.Value, question.Measured(row));
        var best = Numbers.Show(question.Measured(row), 4);
        var measured = $"the best row within the limits measured {best} (line {question.Lines[row]})";
        return question.Aim == Aim.Reach ? $"The nearest measurement: {measured}."
            : better <= 0 ? $"That is no improvement: {measured}."
            : answer.Score is { } score && better < score.Network.Rmse
            ? $"The improvement is smaller than the expected error: {measured}."
            : $"For comparison, {measured}.";
    }

    private static string Error(Answer answer) => answer.Score is { } score
        ? $", with an error of about ±{Numbers.Show(score.Network.Rmse, 2)} on {Titles.Kind(score)} that it did not see"
        : "";

    private static string Advice(Answer answer)
    {
        if (answer.Score is { } score && score.Network.R2 < 0.5)
        {
            var share = score.Network.R2 > 0 ? Numbers.Percent(score.Network.R2) : "nothing";
            return $"The network explains {share} of the variance on unseen {Titles.Kind(score)}: the answer is no more than a hint.";
        }

        if (answer.Score is { GainOverQuadratic.IsBetter: false })
        {
            return "On unseen rows the network is no better than a quadratic: "
                + "either there are too few data for a network, or a quadratic is enough.";
        }

        if (answer.IsMissed) { return "Wider limits may allow a nearer value."; }

        var bounds = answer.AtBound.Length > 0
            ? $" {Numbers.Count(answer.AtBound.Length, "input")} ended at a bound: wider ranges may allow a better value." : "";
        return (answer.Support.Verdict == ExtremalVerdict.Beyond
            ? "Measure there before you rely on it: so far from the data predictions are unreliable, "
                + "and a search tends to find points that the network predicts too favourably."
            : "Confirm it by a measurement: a search tends to find points that the network predicts too favourably.") + bounds;
    }
}
