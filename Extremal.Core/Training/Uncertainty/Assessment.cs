using Extremal.Data;

namespace Extremal.Training;

/// <summary>
/// How well a way of training predicts rows that it never saw: by rows and, where the data have groups, by groups, for each output, beside
/// the mean, a linear and a quadratic fit that saw the same rows.
/// </summary>
public sealed class Assessment
{
    private readonly Noise?[] _noise;
    private readonly int[] _groups;

    internal Assessment(Dataset data, IReadOnlyList<HeldOut> scores, int trainings)
    {
        (Scores, Trainings) = (scores, trainings);
        Completed = scores.Where(score => score.Output == 0).Sum(score => score.Folds.Count);
        _noise = [.. Enumerable.Range(0, data.TargetColumns.Count).Select(output => Data.Noise.Of(data, output))];
        (Rows, _groups) = (data.RowCount, data.Groups.ToArray());
        Targets = data.TargetColumns;
    }

    /// <summary>By rows, then by groups; for each the outputs in order.</summary>
    public IReadOnlyList<HeldOut> Scores { get; }

    /// <summary>How many trainings were asked for.</summary>
    public int Trainings { get; }

    /// <summary>How many came to their end.</summary>
    public int Completed { get; }

    /// <summary>Whether all did.</summary>
    public bool IsComplete => Completed == Trainings;

    /// <summary>Number of rows assessed.</summary>
    internal int Rows { get; }

    internal IReadOnlyList<Column> Targets { get; }

    /// <summary>The scores to believe: by groups where groups were held out, else by rows.</summary>
    /// <param name="output">Number of the output.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such output.</exception>
    public HeldOut Of(int output = 0) => Find(output, byGroups: true) ?? Find(output, byGroups: false)
        ?? throw new ArgumentOutOfRangeException(nameof(output), output, $"Assessment.Of: the outputs are 0 to {_noise.Length - 1}.");

    /// <summary>What rows with equal inputs say of the noise; null if there are none.</summary>
    /// <param name="output">Number of the output.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such output.</exception>
    public Noise? Noise(int output = 0) => _noise[Of(output).Output];

    /// <summary>The residuals of all rows held out, for conformal intervals: by groups where groups were held out, each of which counts once, else by rows.</summary>
    public Residuals ToResiduals()
    {
        HeldOut[] scores = [.. Enumerable.Range(0, _noise.Length).Select(Of)];
        bool several = scores[0].Folds.Any(fold => fold.Trainings.Count > 1);
        return Residuals.Of(ResidualOrigin.OutOfFold,
            [.. scores.Select(score => score.Residuals.ToArray())], several ? [.. scores.Select(score => score.Spreads)] : null,
            scores[0].ByGroups ? _groups : []);
    }

    /// <summary>What to make of it, in sentences, an output a line.</summary>
    public string Summary => string.Join('\n', Enumerable.Range(0, _noise.Length).Select(output => string.Join(' ', Lines(output))));

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
                yield return Sentences.Of(byRows, scores);
            }

            if (_noise[output] is { } noise)
            {
                yield return Sentences.Of(noise, scores);
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
