using Extremal.Data;
using Extremal.Networks;
using Extremal.Problems;
using Extremal.Results;
using Extremal.Training;
using Extremal.Training.Evidence;

namespace Extremal;

public sealed partial class Regressor
{
    private static Regressor TrainByEvidence(
        Dataset data, TrainingOptions options, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        Dataset counted = data.Counted;
        if (counted.RowCount < 2)
        {
            throw new ArgumentException(
                $"Regressor.Train got {counted.RowCount} row to learn from; training by evidence wants at least two rows.", nameof(data));
        }

        Standardization inputs = Standardization.Of(data.InputColumns), outputs = Standardization.Of(data.TargetColumns);
        var learner = new EvidenceLearner(Scale(counted, inputs, outputs), options);
        EvidenceFit fit = learner.Train(progress is null ? null : new InTurn(progress).Of, cancellation);
        bool isTrained = fit.IsTrained;
        var mean = new Surrogate(fit.Networks, inputs, outputs, data.Summary, fit.Networks.Count > 1 ? [.. fit.Shares] : null);
        return new Regressor(fit.Posteriors is null ? mean : new Surrogate(mean, fit.Posteriors), data)
        {
            Trainings = fit.Outcomes,
            IsTrained = isTrained,
            Residuals = isTrained ? Residuals.Of(
                ResidualOrigin.LeftOut, InUnits(fit.LeftOut, outputs), fit.Spreads is null ? null : InUnits(fit.Spreads, outputs),
                counted.Groups, areCalibrated: true) : null,
            MaxDegreeOfParallelism = options.MaxDegreeOfParallelism,
        };
    }

    private static double[][] InUnits(double[][] missed, Standardization scaling) =>
        [.. missed.Select((of, output) => of.Select(miss => OrNaN(miss * scaling.Scales[output])).ToArray())];

    // Not a number: nobody was trained without the row. What is not finite is off by more than any number.
    private static double OrNaN(double miss) => double.IsNaN(miss) ? miss : OrInfinity(miss);
}
