using System.Text.Json.Serialization;
using Extremal.Data;
using Extremal.Memory;

namespace Extremal.Results;

/// <summary>One training of an assessment: what the model and the baselines, none of which saw them, say of the rows held out.</summary>
[JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
public sealed record Fold
{
    /// <summary>Numbers of the rows held out, ascending; rows of weight 0 never are.</summary>
    public required IReadOnlyList<int> Rows { get; init => field = ValueList<int>.Of(value); }

    /// <summary>On how many rows the model was trained, those included that told when to stop.</summary>
    public required int TrainedRows { get; init; }

    /// <summary>The network, or ensemble.</summary>
    public required Accuracy Network { get; init; }

    /// <summary>The mean of the other rows.</summary>
    public required Accuracy Mean { get; init; }

    /// <summary>A linear fit to the other rows.</summary>
    public required Accuracy Linear { get; init; }

    /// <summary>A quadratic fit to the other rows.</summary>
    public required Accuracy Quadratic { get; init; }

    /// <summary>How the training of each member ended.</summary>
    public IReadOnlyList<TrainingOutcome> Trainings { get; init => field = ValueList<TrainingOutcome>.Of(value); } = ValueList<TrainingOutcome>.Of([]);

    /// <summary>What the network says of the rows, in the user's units.</summary>
    public required IReadOnlyList<double> Predictions { get; init => field = ValueList<double>.Of(value); }

    /// <summary>For example <c>40 rows held out of 200: root mean square error 0.75; the mean 3.1, a linear fit 1.2, a quadratic 0.9</c>.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"{Rows.Count} rows held out of {Rows.Count + TrainedRows}: root mean square error {Network.Rmse:G4}; ")
        + FormattableString.Invariant($"the mean {Mean.Rmse:G4}, a linear fit {Linear.Rmse:G4}, a quadratic {Quadratic.Rmse:G4}");
}
