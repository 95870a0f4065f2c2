using Extremal;
using Extremal.Data;
using Extremal.Training;

namespace Examples;

/// <summary>One draw of held-out rows: a network, or ensemble, that saw none of them, and what it says of each output.</summary>
/// <param name="Units">For each row the number of what was held out with it: of its group, or its own.</param>
internal sealed record Trial(Regressor Model, Dataset Scored, int[] Units, double[][] Predicted, IReadOnlyList<Errors> Errors)
{
    /// <summary>Epochs after which the validation rows were predicted best.</summary>
    public int BestEpochs => (int)Numbers.Median(Model.Trainings.Select(training => (double)Math.Max(1, training.History.BestEpoch + 1)));

    public int Epochs => Model.Training!.History.Training.Count;

    public IEnumerable<double> Residuals(int output) =>
        Enumerable.Range(0, Scored.RowCount).Select(row => Scored.Targets[row, output] - Predicted[output][row]);
}

/// <summary>How far off the network is, and what it has to beat, all on the same rows.</summary>
internal readonly record struct Errors(Accuracy Network, Accuracy Quadratic, Accuracy Linear, Accuracy Mean)
{
    public static Errors Of(Dataset training, Dataset scored, double[] predicted, int output)
    {
        double[] measured = [.. Enumerable.Range(0, scored.RowCount).Select(row => scored.Targets[row, output])];
        Accuracy Fit(int degree)
        {
            var fit = Polynomial.Fit(training, degree, output);
            return Accuracy.Of(measured, [.. Enumerable.Range(0, scored.RowCount).Select(row => fit.Predict(scored.Inputs.Row(row)))]);
        }

        return new Errors(Accuracy.Of(measured, predicted), Fit(2), Fit(1), Fit(0));
    }
}

/// <summary>Held-out rows, or held-out groups of rows, drawn once or several times.</summary>
internal sealed record HeldOut(string Kind, IReadOnlyList<Trial> Trials)
{
    /// <summary>Medians over the draws.</summary>
    public Errors Of(int output = 0) => new(
        Median(output, errors => errors.Network), Median(output, errors => errors.Quadratic),
        Median(output, errors => errors.Linear), Median(output, errors => errors.Mean));

    public Accuracy Network => Of().Network;

    /// <summary>How far off the network was on every row that was held out, in all draws.</summary>
    public double[] Residuals(int output) => [.. Trials.SelectMany(trial => trial.Residuals(output))];

    /// <summary>For each of these its group's number, or its row's: what is held out together, or in several draws, counts once.</summary>
    public int[] Units => [.. Trials.SelectMany(trial => trial.Units)];

    /// <summary>Half of the interval that holds that share of new measurements; null if too few rows, or groups, were held out for it.</summary>
    public double? HalfWidth(double level, int output) => Conformal.HalfWidth(Residuals(output), Units, level);

    /// <summary>What the interval is made from, in words.</summary>
    public string Basis
    {
        get
        {
            var (rows, units) = (Units.Length, Units.Distinct().Count());
            return $"{rows} residuals of {(units < rows ? $"{units} " : "")}held-out {Kind}";
        }
    }

    /// <summary>Why there is no interval, in words; null if there is one.</summary>
    public string? WhyNone(double level)
    {
        var (has, needed) = (Units.Distinct().Count(), Conformal.Needed(level));
        return has >= needed ? null : $"{Numbers.Percent(level)} want at least {needed} held-out {Kind}, and there are {has} (--seeds holds out more)";
    }

    private Accuracy Median(int output, Func<Errors, Accuracy> of) => new(
        Numbers.Median(Trials.Select(trial => of(trial.Errors[output]).Rmse)),
        Numbers.Median(Trials.Select(trial => of(trial.Errors[output]).R2).Where(r2 => !double.IsNaN(r2)).DefaultIfEmpty(double.NaN)));
}
