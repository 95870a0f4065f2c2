using Extremal.Data;
using Extremal.Results;

namespace Extremal.Training;

/// <summary>One training of an assessment with all that is needed to pool it with the others: a number for each row held out.</summary>
internal sealed class FoldScore
{
    private readonly IReadOnlyList<TrainingOutcome> _trainings;

    public FoldScore(
        Dataset training, Dataset scored, int[] rows, double[] predicted, double[] spreads, int output, IReadOnlyList<TrainingOutcome> trainings)
    {
        (Rows, TrainedRows, _trainings) = (rows, training.RowCount, trainings);
        int width = scored.TargetColumns.Count;
        Measured = [.. Enumerable.Range(0, rows.Length).Select(i => scored.Targets[i, output])];
        Predictions = [.. Enumerable.Range(0, rows.Length).Select(i => predicted[i * width + output])];
        Spreads = [.. Enumerable.Range(0, rows.Length).Select(i => spreads[i * width + output])];
        Baselines = [.. Enumerable.Range(0, 3).Select(degree => Polynomial.Fit(training, degree, output).Predict(scored.Inputs))];
        Weights = scored.Weights.ToArray();
    }

    /// <summary>Numbers of the rows held out, ascending.</summary>
    public int[] Rows { get; }

    public int TrainedRows { get; }

    public double[] Measured { get; }

    public double[] Predictions { get; }

    public double[] Spreads { get; }

    /// <summary>What the mean, a linear and a quadratic fit to the other rows say.</summary>
    public double[][] Baselines { get; }

    /// <summary>The rows' weights, all above 0; none if all count alike.</summary>
    public double[] Weights { get; }

    public Fold ToFold() => new()
    {
        Rows = Rows,
        TrainedRows = TrainedRows,
        Network = Score(Predictions),
        Mean = Score(Baselines[0]),
        Linear = Score(Baselines[1]),
        Quadratic = Score(Baselines[2]),
        Trainings = _trainings,
        Predictions = Predictions,
    };

    private Accuracy Score(double[] predicted) => Accuracy.Of(Measured, predicted, Weights);
}
