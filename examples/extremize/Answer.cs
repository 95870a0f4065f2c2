using Extremal;
using Extremal.Data;
using Extremal.Extrema;
using Extremal.Problems;
using Extremal.Results;

namespace Examples;

/// <summary>The extremum with everything that tells how far to trust it.</summary>
internal sealed record Answer
{
    /// <summary>How many of new measurements the intervals hold.</summary>
    public const double Level = 0.9;

    public required Question Question { get; init; }
    public required IReadOnlyList<HeldOut> Scores { get; init; }

    /// <summary>The network, or the ensemble, that answers.</summary>
    public required Regressor Model { get; init; }

    /// <summary>What it was trained on, in words.</summary>
    public required string TrainedOn { get; init; }

    public required Extremum Extremum { get; init; }

    /// <summary>What one half of an ensemble promises and the other does not keep; null for a single network.</summary>
    public Optimism? Disappointment { get; init; }

    /// <summary>How far rows with equal inputs scatter; null if there are none.</summary>
    public Noise? Noise { get; init; }

    /// <summary>What every row of the data keeps exactly.</summary>
    public required IReadOnlyList<Relation> Relations { get; init; }

    /// <summary>What is proven of it; null if that was not asked for, or there was no time.</summary>
    public Certificate? Proof { get; init; }

    /// <summary>Whether the proof met a better point than the search had, which is now the answer.</summary>
    public bool IsBettered { get; init; }

    public bool Interrupted { get; init; }

    /// <summary>Whether a value was wanted and the answer, the nearest to it that was found, has another.</summary>
    public bool IsMissed => Extremum.IsAttained == false;

    public Support Support => Extremum.Support;

    public double[] Point => [.. Extremum.Point];

    public int Members => Model.Surrogate.Members.Count;

    /// <summary>The score that counts: on groups if there are any, since rows of one group know of each other.</summary>
    public HeldOut? Score => Scores.Count > 0 ? Scores[^1] : null;

    /// <summary>What the network says of every target at the answer, and how far the members of an ensemble are apart there.</summary>
    public (double[] Values, double[] Spreads) Outputs
    {
        get
        {
            var (values, spreads) = (new double[Model.Surrogate.Outputs], new double[Model.Surrogate.Outputs]);
            Model.Predict(Point, values, spreads);
            return (values, spreads);
        }
    }

    /// <summary>
    /// Which measurement to expect of a target: by the rows that the members of the ensemble did not draw, or by those that were held out
    /// of a single network's trials. Null if these are too few.
    /// </summary>
    public Expectation? Expected(int output = 0)
    {
        if (Model.PredictInterval(Point, Level, output) is { } own)
        {
            var rows = own.Groups > 0 ? $"{own.Groups} groups" : "rows";
            return new Expectation(own.Low, own.High, Level, $"{own.Residuals} residuals of {rows} that it did not learn from");
        }

        var value = Outputs.Values[output];
        return Score is { } score && score.HalfWidth(Level, output) is { } half
            ? new Expectation(value - half, value + half, Level, score.Basis)
            : null;
    }

    /// <summary>Why no measurement can be expected, in words; null if one can, or if nothing was held out.</summary>
    public string? WhyNotExpected => Expected() is null ? Model.Residuals?.NoIntervalReason(Level) ?? Score?.WhyNone(Level) : null;

    /// <summary>Inputs that would go on if they might.</summary>
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

    /// <summary>In which inputs a point differs most from the answer, in deviations; an input that agrees is not named.</summary>
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

/// <summary>Where to expect a measurement, with what probability, and from what that is known.</summary>
internal sealed record Expectation(double Low, double High, double Level, string Basis);
