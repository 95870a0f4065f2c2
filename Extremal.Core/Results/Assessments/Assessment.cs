using System.Text.Json.Serialization;
using Extremal.Data;
using Extremal.Memory;
using Extremal.Results;

namespace Extremal.Results;

/// <summary>
/// How well a way of training predicts rows that it never saw: by rows and, where the data have groups, by groups, for each output, beside
/// the mean, a linear and a quadratic fit that saw the same rows.
/// </summary>
[JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
public sealed record Assessment
{
    /// <summary>By rows, then by groups; for each the outputs in order.</summary>
    public required IReadOnlyList<HeldOut> Scores { get; init => field = ValueList<HeldOut>.Of(value); }

    /// <summary>How many trainings were asked for.</summary>
    public required int Trainings { get; init; }

    /// <summary>How many came to their end.</summary>
    public int Completed => Scores.Where(score => score.Output == 0).Sum(score => score.Folds.Count);

    /// <summary>Whether all did.</summary>
    public bool IsComplete => Completed == Trainings;

    /// <summary>For each output what rows with equal inputs say of its noise; null if there are none.</summary>
    public required IReadOnlyList<Noise?> Noise { get; init => field = ValueList<Noise?>.Of(value); }

    /// <summary>The group of each row of the data; empty if there are no groups.</summary>
    public IReadOnlyList<int> Groups { get; init => field = ValueList<int>.Of(value); } = ValueList<int>.Of([]);

    /// <summary>The scores to believe: by groups where groups were held out, else by rows.</summary>
    /// <param name="output">Number of the output.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such output.</exception>
    public HeldOut Of(int output = 0) => Find(output, byGroups: true) ?? Find(output, byGroups: false)
        ?? throw new ArgumentOutOfRangeException(nameof(output), output, $"Assessment.Of: the outputs are 0 to {Noise.Count - 1}.");

    /// <summary>What to make of it, in sentences, an output a line.</summary>
    public string Summary => string.Join('\n', Enumerable.Range(0, Noise.Count).Select(output => string.Join(' ', Lines(output))));

    /// <inheritdoc cref="Summary"/>
    public override string ToString() => Summary;

    private IEnumerable<string> Lines(int output)
    {
        HeldOut scores = Of(output);
        yield return scores.Verdict;
        if (scores.Folds.Count > 0)
        {
            if (scores.ByGroups && Find(output, byGroups: false) is { Folds.Count: > 0 } byRows)
            {
                yield return AssessmentWords.Of(byRows, scores);
            }

            if (Noise[output] is { } noise)
            {
                yield return AssessmentWords.Of(noise, scores);
            }
        }

        if (!IsComplete)
        {
            yield return FormattableString.Invariant($"It was interrupted after {Completed} of {Trainings} trainings.");
        }
    }

    private HeldOut? Find(int output, bool byGroups) =>
        Scores.FirstOrDefault(score => score.Output == output && score.ByGroups == byGroups);
}
