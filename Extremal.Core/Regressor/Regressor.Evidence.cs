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

        Standardization inputs = Standardization.Of(data.InputColumns), standard = Standardization.Of(data.TargetColumns);
        var learner = new EvidenceLearner(Scale(counted, inputs, standard), options);
        EvidenceFit fit = learner.Train(progress is null ? null : new InTurn(progress).Of, cancellation);
        Standardization outputs = Transformed(standard, fit.Targets);
        bool isTrained = fit.IsTrained;
        var mean = new Surrogate(fit.Networks, inputs, outputs, data.Summary, fit.Networks.Count > 1 ? [.. fit.Shares] : null);
        return new Regressor(fit.Posteriors is null ? mean : new Surrogate(mean, fit.Posteriors), data)
        {
            Trainings = fit.Outcomes,
            IsTrained = isTrained,
            Residuals = isTrained ? Residuals.Of(
                ResidualOrigin.LeftOut, Missed(fit, counted, outputs), fit.Spreads is null ? null : Spreads(fit, counted, outputs),
                counted.Groups, areCalibrated: true) : null,
            MaxDegreeOfParallelism = options.MaxDegreeOfParallelism,
        };
    }

    // Members speak of the coordinate of a standardised target: (t(y) − mean) / deviation.
    private static Standardization Transformed(Standardization standard, IReadOnlyList<Warp> targets)
    {
        if (targets.All(warp => warp == Warp.None))
        {
            return standard;
        }

        bool IsPlain(int k) => targets[k] == Warp.None;
        int[] all = [.. Enumerable.Range(0, targets.Count)];
        double[] shifts = standard.Shifts.ToArray(), scales = standard.Scales.ToArray();
        AsinhTransform?[] transforms = [.. all.Select(k => IsPlain(k)
            ? (AsinhTransform?)null
            : new AsinhTransform(standard.Invert(k, targets[k].Origin), scales[k] * targets[k].Scale))];
        return new Standardization(
            [.. all.Select(k => IsPlain(k) ? shifts[k] : targets[k].Mean)],
            [.. all.Select(k => IsPlain(k) ? scales[k] : targets[k].Deviation)], transforms);
    }

    // y − ŷ in units, from what is missed on the network's scale.
    private static double[][] Missed(EvidenceFit fit, Dataset data, Standardization scaling) =>
        [.. fit.LeftOut.Select((of, output) => of.Select((miss, row) => OrNaN(scaling.Transform(output) is null
            ? miss * scaling.Scales[output]
            : data.Targets[row, output] - scaling.Invert(output, scaling.Apply(output, data.Targets[row, output]) - miss))).ToArray())];

    // By the slope where ŷ is.
    private static double[][] Spreads(EvidenceFit fit, Dataset data, Standardization scaling) =>
        [.. fit.Spreads!.Select((of, output) => of.Select((spread, row) => OrNaN(spread * (scaling.Transform(output) is null
            ? scaling.Scales[output]
            : scaling.Slope(output, scaling.Apply(output, data.Targets[row, output]) - fit.LeftOut[output][row])))).ToArray())];

    // Not a number: nobody was trained without the row. What is not finite is off by more than any number.
    private static double OrNaN(double miss) => double.IsNaN(miss) ? miss : OrInfinity(miss);
}
