using Extremal;
using Extremal.Data;
using Extremal.Extrema;
using Extremal.Problems;
using Extremal.Results;
using Extremal.Training;

namespace Examples;

/// <summary>The extremum, and how far to trust it.</summary>
internal sealed record Answer
{
    /// <summary>The probability of the prediction intervals.</summary>
    public const double Level = 0.9;

    public required Question Question { get; init; }
    public required Assessment Assessment { get; init; }

    /// <summary>The network, or the ensemble, in which the extremum was found.</summary>
    public required Regressor Model { get; init; }

    /// <summary>The one to recommend: of a model that knows how unsure it is, the best confidence bound.</summary>
    public required Extremum Extremum { get; init; }

    /// <summary>Beside it the extremum as it was asked for; null if the model does not know how unsure it is, or a value is to be reached.</summary>
    public Recommendation? Recommendation { get; init; }

    /// <summary>The extremum as it was asked for.</summary>
    public Extremum AsAsked => Recommendation?.RiskNeutral ?? Extremum;

    /// <summary>Whether another point is recommended than the extremum as asked.</summary>
    public bool IsRiskAverse => Recommendation is { } both && !both.RiskNeutral.Point.SequenceEqual(both.RiskAverse.Point);

    /// <summary>By how much one half of an ensemble predicts more at its optimum than the other half; null for a single network.</summary>
    public Optimism? Optimism { get; init; }

    /// <summary>The linear relations that every row of the data meets.</summary>
    public required IReadOnlyList<Relation> Relations { get; init; }

    /// <summary>The proof of its optimality; null if none was asked for, or there was no time.</summary>
    public Certificate? Proof { get; init; }

    /// <summary>Whether the proof found a better point than the search, which is now the answer.</summary>
    public bool IsBettered { get; init; }

    public bool Interrupted { get; init; }

    /// <summary>Whether a target value was asked for and not reached.</summary>
    public bool IsMissed => Extremum.IsAttained == false;

    public Support Support => Extremum.Support;

    public double[] Point => [.. Extremum.Point];

    public int Members => Model.Surrogate.Members.Count;

    /// <summary>Whether the networks were trained by evidence, rather than by batches.</summary>
    public bool IsByEvidence => Model.Residuals is { Origin: ResidualOrigin.LeftOut };

    /// <summary>The scores of all completed trainings: by rows, then by groups, for each target.</summary>
    public IReadOnlyList<HeldOut> Scores => [.. Assessment.Scores.Where(score => score.Folds.Count > 0)];

    /// <summary>The score to trust: by groups if there are any, as rows of one group resemble each other. Null without completed trainings.</summary>
    public HeldOut? Score => Scores.LastOrDefault(score => score.Output == 0);

    /// <summary>The predictions of all targets at the answer, and the standard deviations over the members of an ensemble.</summary>
    public (double[] Values, double[] Spreads) Outputs
    {
        get
        {
            var (values, spreads) = (new double[Model.Surrogate.Outputs], new double[Model.Surrogate.Outputs]);
            Model.Predict(Point, values, spreads);
            return (values, spreads);
        }
    }

    /// <summary>How unsure the model is at a point, one standard deviation of the first target.</summary>
    public double SpreadAt(Extremum other)
    {
        var (values, spreads) = (new double[Model.Surrogate.Outputs], new double[Model.Surrogate.Outputs]);
        Model.Predict([.. other.Point], values, spreads);
        return spreads[0];
    }

    /// <summary>Where to expect a measurement of a target; null if there are too few residuals.</summary>
    public PredictionInterval? Interval(int output = 0) => IntervalAt(Extremum, output);

    /// <summary>The same at another point.</summary>
    public PredictionInterval? IntervalAt(Extremum other, int output = 0) => Model.PredictInterval([.. other.Point], Level, output);

    /// <summary>Why there is no prediction interval, in words; null if there is one.</summary>
    public string? NoIntervalReason
    {
        get
        {
            var few = Assessment.IsComplete && Model.Residuals is { Origin: ResidualOrigin.OutOfFold } residuals
                && (Score is { ByGroups: true } ? residuals.Groups() : residuals.Count()) < Conformal.Needed(Level);
            return Model.NoPredictionIntervalReason(Level) is { } reason ? reason + (few ? " (a greater --seeds holds out more)" : "") : null;
        }
    }

    /// <summary>Inputs that ended at a bound.</summary>
    public string[] AtBound =>
        [.. Question.Features.Where(feature => !feature.IsCategory
            && Extremum.BoundStates[feature.Columns[0]] is BoundState.AtLower or BoundState.AtUpper).Select(feature => feature.Name)];

    public string WordsOf(Feature feature)
    {
        if (feature.IsCategory)
        {
            return feature.Columns.All(Question.Domain.IsFixed) ? "fixed" : $"one of {Numbers.Count(feature.Labels.Count, "label")}";
        }

        return Extremum.BoundStates[feature.Columns[0]] switch
        {
            BoundState.AtLower => "at its lower bound",
            BoundState.AtUpper => "at its upper bound",
            BoundState.Fixed => "fixed",
            _ => "free",
        };
    }

    /// <summary>The inputs in which a point differs most from the answer, in standard deviations.</summary>
    public string Differences(ReadOnlySpan<double> other)
    {
        List<(string Words, double By)> found = [];
        foreach (var feature in Question.Features)
        {
            var column = Question.Inputs[feature.Columns[0]];
            var by = other[feature.Columns[0]] - Extremum.Point[feature.Columns[0]];
            if (feature.IsCategory && feature.LabelOf(other) != feature.LabelOf(Point))
            {
                found.Add(($"{feature.Name} {Question.Show(feature, other)}", double.PositiveInfinity));
            }
            else if (!feature.IsCategory && Math.Abs(by) > 0.05 * column.StandardDeviation)
            {
                found.Add(($"{feature.Name} {(by > 0 ? "+" : "")}{Numbers.Show(by, 3)}", Math.Abs(by) / column.StandardDeviation));
            }
        }

        return string.Join(", ", found.OrderByDescending(one => one.By).Take(3).Select(one => one.Words).DefaultIfEmpty("nothing"));
    }
}
