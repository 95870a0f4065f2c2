using Extremal.Data;
using Extremal.Results;

namespace Extremal.Training;

/// <summary>Pools the trainings of an assessment.</summary>
internal static class HeldOutScore
{
    /// <summary>The scores of one output over all folds.</summary>
    public static HeldOut Of(Dataset data, bool byGroups, int output, IReadOnlyList<FoldScore> scores)
    {
        (double[] predictions, double[] residuals, double[] spreads) = (Unknown(data.RowCount), Unknown(data.RowCount), Unknown(data.RowCount));
        foreach (FoldScore fold in scores)
        {
            for (int i = 0; i < fold.Rows.Length; i++)
            {
                int row = fold.Rows[i];
                if (double.IsNaN(predictions[row]))
                {
                    predictions[row] = fold.Predictions[i];
                    residuals[row] = fold.Measured[i] - fold.Predictions[i];
                    spreads[row] = fold.Spreads[i];
                }
            }
        }

        (FoldScore Score, Fold Fold)[] folds = [.. scores.Select(score => (score, score.ToFold()))];
        return new HeldOut
        {
            ByGroups = byGroups,
            Output = output,
            Target = data.TargetColumns[output],
            Folds = [.. folds.Select(fold => fold.Fold)],
            Network = Pooled(scores, fold => fold.Predictions),
            Mean = Pooled(scores, fold => fold.Baselines[0]),
            Linear = Pooled(scores, fold => fold.Baselines[1]),
            Quadratic = Pooled(scores, fold => fold.Baselines[2]),
            GainOverMean = Over(folds, fold => fold.Mean.Rmse),
            GainOverLinear = Over(folds, fold => fold.Linear.Rmse),
            GainOverQuadratic = Over(folds, fold => fold.Quadratic.Rmse),
            Predictions = predictions,
            Residuals = residuals,
            Spreads = spreads,
        };
    }

    private static double[] Unknown(int rows)
    {
        double[] numbers = new double[rows];
        Array.Fill(numbers, double.NaN);
        return numbers;
    }

    private static Accuracy Pooled(IReadOnlyList<FoldScore> folds, Func<FoldScore, double[]> predicted)
    {
        double[] All(Func<FoldScore, double[]> of) => [.. folds.SelectMany(of)];

        return Accuracy.Of(All(fold => fold.Measured), All(predicted), All(fold => fold.Weights));
    }

    private static Gain Over(IReadOnlyList<(FoldScore Score, Fold Fold)> folds, Func<Fold, double> baseline)
    {
        double[] gains = [.. folds.Select(fold => Difference(fold.Score, baseline(fold.Fold) - fold.Fold.Network.Rmse)).Where(gain => !double.IsNaN(gain))];
        if (gains.Length < 2)
        {
            return new Gain(gains.Length == 0 ? double.NaN : gains[0], double.NaN);
        }

        double mean = 0, squares = 0, trained = 0, scored = 0;
        for (int i = 0; i < gains.Length; i++)
        {
            mean += (gains[i] - mean) / (i + 1); // of equal gains it is that gain, to the bit
        }

        Array.ForEach(gains, gain => squares += (gain - mean) * (gain - mean));
        foreach ((FoldScore fold, _) in folds)
        {
            (trained, scored) = (trained + fold.TrainedRows, scored + fold.Rows.Length);
        }

        return new Gain(mean, Math.Sqrt((1.0 / gains.Length + scored / trained) * squares / (gains.Length - 1)));
    }

    // Where both err by no more than the measurements are rounded, neither is better.
    private static double Difference(FoldScore fold, double gain) =>
        Math.Abs(gain) <= Moments.RoundingOf(fold.Measured.Min(), fold.Measured.Max()) ? 0 : gain;
}
