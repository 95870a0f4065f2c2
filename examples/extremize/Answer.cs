using Extremal;
using Extremal.Extrema;
using Extremal.Problems;

namespace Examples;

/// <summary>The extremum with everything that tells how far to trust it.</summary>
internal sealed record Answer
{
    public required Question Question { get; init; }
    public required IReadOnlyList<HeldOut> Scores { get; init; }

    /// <summary>The network that answers.</summary>
    public required Regressor Model { get; init; }

    /// <summary>What it was trained on, in words.</summary>
    public required string TrainedOn { get; init; }

    public required Extremum Extremum { get; init; }
    public required Support Support { get; init; }
    public bool Interrupted { get; init; }

    /// <summary>The score that counts: on groups if there are any, since rows of one group know of each other.</summary>
    public HeldOut? Score => Scores.Count > 0 ? Scores[^1] : null;

    /// <summary>The row within the limits with the best measurement, or null if none keeps them.</summary>
    public int? BestRow
    {
        get
        {
            int? best = null;
            for (var row = 0; row < Question.Data.Rows; row++)
            {
                if (Question.Domain.Contains(Question.Row(row))
                    && (best is not { } other || Question.Worse(Question.Measured(row), Question.Measured(other)) < 0)) { best = row; }
            }

            return best;
        }
    }

    public double Sum => Question.Domain.Bands[0].Sum([.. Extremum.Point]);

    /// <summary>The inputs of the band: "cement + water".</summary>
    public string SumOf => string.Join(" + ",
        Question.Inputs.Where((_, i) => Question.Domain.Bands[0].Coefficients[i] != 0).Select(column => column.Name));

    /// <summary>Inputs that would go on if they might.</summary>
    public string[] AtBound =>
        [.. Question.Inputs.Where((_, i) => Extremum.States[i] is BoundState.AtLower or BoundState.AtUpper).Select(column => column.Name)];

    public string WordsOf(int input) => Extremum.States[input] switch
    {
        BoundState.AtLower => "at its lower bound",
        BoundState.AtUpper => "at its upper bound",
        BoundState.Fixed => "fixed",
        _ => "free",
    };

    /// <summary>Starts that ended as well as the best one, to a thousandth of the target's deviation.</summary>
    public int Agreeing => Extremum.Starts.Count(start => Math.Abs(start.Value - Extremum.Value) <= 1e-3 * Extremum.Target.Deviation);

    /// <summary>In which inputs a row differs most from the answer, in deviations; an input that agrees is not named.</summary>
    public string Differences(int row) => string.Join(", ", Question.Inputs
        .Select((column, i) => (column.Name, By: Question.Row(row)[i] - Extremum.Point[i], column.Deviation))
        .Where(one => Math.Abs(one.By) > 0.05 * one.Deviation).OrderByDescending(one => Math.Abs(one.By) / one.Deviation).Take(3)
        .Select(one => $"{one.Name} {(one.By > 0 ? "+" : "")}{Numbers.Show(one.By, 3)}").DefaultIfEmpty("nothing"));
}
