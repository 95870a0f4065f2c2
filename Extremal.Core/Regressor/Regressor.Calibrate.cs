using Extremal.Data;
using Extremal.Kernels;
using Extremal.Memory;
using Extremal.Problems;
using Extremal.Results;
using Extremal.Training;

namespace Extremal;

public sealed partial class Regressor
{
    /// <summary>
    /// How far a single network is off on the rows that it held back; where these are few, also how far others are, trained as it was, on the parts
    /// that would be held back next. All have as many rows to learn from, and of each row as little is known as of a new one.
    /// </summary>
    private static Residuals? CalibrationResiduals(Dataset data, TrainingOptions options, Single main, CancellationToken cancellation)
    {
        if (main.Validation is not { } held)
        {
            return null;
        }

        int[][] parts = Folds.HoldBack(data, options.Validation, options.Seed);
        double[][] residuals = [.. data.TargetColumns.Select(_ => Enumerable.Repeat(double.NaN, data.RowCount).ToArray())];
        bool isFirst = Folds.Units(held, held.GroupCount > 0) > 1; // a single row, or group, is no part: no other chooses for it
        if (isFirst)
        {
            Judge(main, options, parts[0], residuals, cancellation);
        }

        int[][] further = main.Outcome.End == TrainingEnd.Cancelled ? [] : Further(data, options.Calibration, parts, isFirst);
        ParallelJobs.Run(further.Length, options.MaxDegreeOfParallelism, k =>
        {
            Dataset training = data.Take(Others(data, further[k]));
            Single other = TrainSingle(data, training, data.Take(further[k]), options, null, cancellation, null);
            if (other.Outcome.IsTrained && other.Outcome.End != TrainingEnd.Cancelled)
            {
                Judge(other, options, further[k], residuals, cancellation);
            }
        });
        return residuals[0].All(double.IsNaN) ? null : Residuals.Of(ResidualOrigin.HeldBack, residuals, groups: data.Groups);
    }

    /// <summary>The parts to hold back until this many rows, or groups, have been.</summary>
    private static int[][] Further(Dataset data, int wanted, int[][] parts, bool isFirstDone)
    {
        var further = new List<int[]>();
        int judged = isFirstDone ? Independent(data, parts[0]) : 0;
        foreach (int[] part in parts.Skip(isFirstDone ? 1 : 0).TakeWhile(_ => judged < wanted))
        {
            if (Independent(data, part) > 1 && Independent(data, Others(data, part)) > 0)
            {
                further.Add(part);
                judged += Independent(data, part);
            }
        }

        return [.. further];
    }

    private static int[] Others(Dataset data, int[] part) => [.. Enumerable.Range(0, data.RowCount).Except(part)];

    // Groups, or rows where there are none.
    private static int Independent(Dataset data, int[] rows) => rows
        .Select(row => data.GroupCount > 0 ? data.Groups[row] : row).Distinct().Count();

    private static void Judge(Single judged, TrainingOptions options, int[] rows, double[][] residuals, CancellationToken cancellation)
    {
        Dataset held = judged.Validation!;
        if (Soon(() => SaidOf(held, judged.Surrogate, judged.State.LeftOut, judged.Outcome, options), cancellation) is not { } said)
        {
            return;
        }

        for (int output = 0; output < residuals.Length; output++)
        {
            for (int i = 0; i < rows.Length; i++)
            {
                residuals[output][rows[i]] = OrInfinity(held.Targets[i, output] - said[i * residuals.Length + output]);
            }
        }
    }

    /// <summary>
    /// What a network says of the rows that it held back, in the user's units: after the epoch that the others choose, where rows chose one. Null if
    /// no other could choose.
    /// </summary>
    private static double[]? SaidOf(
        Dataset held, Surrogate network, LeaveOneOut<double>? leftOut, TrainingOutcome outcome, TrainingOptions options)
    {
        double[] said = new double[held.Targets.Shape.Count];
        if (leftOut is null || outcome.History.BestEpoch < 0)
        {
            Judging(network, options).Predict(held.Inputs.Span, said);
            return said;
        }

        // A state of older versions may have chosen an epoch without a word on the others' choice.
        if (!leftOut.IsKnown || Folds.Units(held, held.GroupCount > 0) < 2)
        {
            return null;
        }

        network.OutputScaling.Invert((ReadOnlyMatrix<double>)leftOut.Outputs.Matrix, new Matrix<double>(said, held.Targets.Shape));
        return said;
    }

    // A network whose weights are hardly finite may predict what is not: it is off by more than any number.
    private static double OrInfinity(double residual) => double.IsFinite(residual) ? residual : double.PositiveInfinity;
}
