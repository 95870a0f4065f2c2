using Extremal.Data;

namespace Extremal.Training;

/// <summary>An assessment by rows, or by groups, of one output: how near the network comes to rows that it never saw, beside what it has to beat.</summary>
public sealed class HeldOut
{
    private readonly double[] _predictions, _residuals, _spreads;

    internal HeldOut(Dataset data, bool byGroups, int output, IReadOnlyList<Fold> folds)
    {
        (ByGroups, Output, Target, Folds) = (byGroups, output, data.TargetColumns[output], folds);
        (_predictions, _residuals, _spreads) = (Unknown(data.RowCount), Unknown(data.RowCount), Unknown(data.RowCount));
        foreach (Fold fold in folds)
        {
            for (int i = 0; i < fold.Rows.Count; i++)
            {
                int row = fold.Rows[i];
                if (double.IsNaN(_predictions[row]))
                {
                    _predictions[row] = fold.Predictions[i];
                    _residuals[row] = fold.Measured[i] - fold.Predictions[i];
                    _spreads[row] = fold.Spreads[i];
                }
            }
        }

        (Network, Mean) = (Pooled(fold => [.. fold.Predictions]), Pooled(fold => fold.Baselines[0]));
        (Linear, Quadratic) = (Pooled(fold => fold.Baselines[1]), Pooled(fold => fold.Baselines[2]));
    }

    /// <summary>Whether whole groups were held out, and not rows.</summary>
    public bool ByGroups { get; }

    /// <summary>Number of the output.</summary>
    public int Output { get; }

    /// <summary>The output.</summary>
    public Column Target { get; }

    /// <summary>The trainings that came to their end; fewer than asked for after a cancellation.</summary>
    public IReadOnlyList<Fold> Folds { get; }

    /// <summary>The network, or ensemble, over all rows held out in all folds.</summary>
    public Accuracy Network { get; }

    /// <summary>The mean of the rows not held out.</summary>
    public Accuracy Mean { get; }

    /// <summary>A linear fit to them.</summary>
    public Accuracy Linear { get; }

    /// <summary>A quadratic fit to them; above <see cref="Polynomial.MostForProducts"/> inputs without products.</summary>
    public Accuracy Quadratic { get; }

    /// <summary>By how much the network is better than the mean.</summary>
    public Gain GainOverMean => Gain.Of(Folds, fold => fold.Mean.Rmse);

    /// <summary>By how much the network is better than a linear fit.</summary>
    public Gain GainOverLinear => Gain.Of(Folds, fold => fold.Linear.Rmse);

    /// <summary>By how much the network is better than a quadratic fit.</summary>
    public Gain GainOverQuadratic => Gain.Of(Folds, fold => fold.Quadratic.Rmse);

    /// <summary>
    /// For every row of the data what was said of it the first time that it was held out; NaN if it never was, as rows of weight 0 are not.
    /// </summary>
    public IReadOnlyList<double> Predictions => _predictions;

    /// <summary>Measurement less prediction, for every row of the data; NaN if it never was held out.</summary>
    public IReadOnlyList<double> Residuals => _residuals;

    /// <summary>
    /// The median over the trainings of the epochs after which the validation rows were predicted best: for how long to train on all rows, with
    /// none held back. 0 without trainings.
    /// </summary>
    public int BestEpochs
    {
        get
        {
            int[] epochs = [.. Folds.SelectMany(fold => fold.Trainings).Select(training => training.History.BestEpoch + 1).Order()];
            return epochs.Length == 0 ? 0 : Math.Max(1, (epochs[(epochs.Length - 1) / 2] + epochs[epochs.Length / 2]) / 2);
        }
    }

    /// <summary>What to make of it, in sentences.</summary>
    public string Verdict => Sentences.Of(this);

    /// <inheritdoc cref="Verdict"/>
    public override string ToString() => Verdict;

    internal double[] Spreads => _spreads;

    private static double[] Unknown(int rows)
    {
        double[] numbers = new double[rows];
        Array.Fill(numbers, double.NaN);
        return numbers;
    }

    private Accuracy Pooled(Func<Fold, double[]> predicted)
    {
        double[] All(Func<Fold, double[]> of) => [.. Folds.SelectMany(of)];

        return Accuracy.Of(All(fold => fold.Measured), All(predicted), All(fold => fold.Weights));
    }
}
