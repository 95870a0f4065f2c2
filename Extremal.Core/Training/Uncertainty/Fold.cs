using Extremal.Data;

namespace Extremal.Training;

/// <summary>One training of an assessment: what the model and the baselines, none of which saw them, say of the rows held out.</summary>
public sealed class Fold
{
    private readonly double[] _measured, _predicted;

    internal Fold(Dataset training, Dataset scored, int[] rows, double[] predicted, double[] spreads, int output)
    {
        (Rows, TrainedRows) = (rows, training.RowCount);
        int width = scored.TargetColumns.Count;
        _predicted = [.. Enumerable.Range(0, rows.Length).Select(i => predicted[i * width + output])];
        _measured = [.. Enumerable.Range(0, rows.Length).Select(i => scored.Targets[i, output])];
        Spreads = [.. Enumerable.Range(0, rows.Length).Select(i => spreads[i * width + output])];
        Baselines = [.. Enumerable.Range(0, 3).Select(degree => Polynomial.Fit(training, degree, output).Predict(scored.Inputs))];
        Weights = scored.Weights.ToArray();
        (Network, Mean, Linear, Quadratic) = (Score(_predicted), Score(Baselines[0]), Score(Baselines[1]), Score(Baselines[2]));
    }

    /// <summary>Numbers of the rows held out, ascending; rows of weight 0 never are.</summary>
    public IReadOnlyList<int> Rows { get; }

    /// <summary>On how many rows the model was trained, those included that told when to stop.</summary>
    public int TrainedRows { get; }

    /// <summary>The network, or ensemble.</summary>
    public Accuracy Network { get; }

    /// <summary>The mean of the other rows.</summary>
    public Accuracy Mean { get; }

    /// <summary>A linear fit to the other rows.</summary>
    public Accuracy Linear { get; }

    /// <summary>A quadratic fit to the other rows.</summary>
    public Accuracy Quadratic { get; }

    /// <summary>How the training of each member ended.</summary>
    public IReadOnlyList<TrainingOutcome> Trainings { get; internal init; } = [];

    /// <summary>What the network says of the rows, in the user's units.</summary>
    public IReadOnlyList<double> Predictions => _predicted;

    internal double[] Measured => _measured;

    internal double[] Spreads { get; }

    internal double[][] Baselines { get; }

    /// <summary>The rows' weights, all above 0; none if all count alike.</summary>
    internal double[] Weights { get; }

    private Accuracy Score(double[] predicted) => Accuracy.Of(_measured, predicted, Weights);
}
