using Extremal.Data;
using Extremal.Formats;
using Extremal.Problems;
using Extremal.Results;
using Extremal.Training;

namespace Extremal;

public sealed partial class Regressor
{
    /// <summary>
    /// How far the model was off on rows that it did not learn from, on which <see cref="PredictInterval"/> is based: the rows held back from a single
    /// network, and from others like it where they are few (<see cref="TrainingOptions.Calibration"/>), an ensemble's out-of-bag rows, all rows
    /// of a model by evidence, each left out of some members, or those of an assessment (<see cref="Calibrate"/>). Null if there are none, or
    /// training was cancelled and there was no time for them. It is saved with the model.
    /// </summary>
    public Residuals? Residuals { get; internal init; }

    /// <summary>
    /// What an ensemble's members say of the rows that they never drew; null for a single network, after loading, and if training was cancelled
    /// and there was no time for it.
    /// </summary>
    internal OutOfBag? OutOfBag { get; private init; }

    /// <summary>
    /// Where to expect the measurement at a point: prediction ± conformal half-width. Of new measurements that come as the data did, that share
    /// lies in it, on average over data sets: by simulation within two points of 90 in a hundred, and up to three above with few members. What
    /// chose does not calibrate: a row that helped to choose a network's epoch is judged after the epoch that the other rows choose. Where the
    /// data have groups, the promise is for a measurement of a new group, and each group counts once, so that few groups give a wide interval, or
    /// none. A point that a search chose because it looks good, or one beyond the data, is not like the data, and its measurement is missed more
    /// often.
    /// </summary>
    /// <param name="point">One number an input, in the user's units.</param>
    /// <param name="level">With what probability, between 0 and 1.</param>
    /// <param name="output">Number of the output.</param>
    /// <returns>Null if no row was left to judge by, or too few rows or groups for the level: see <see cref="NoPredictionIntervalReason"/>.</returns>
    /// <exception cref="ArgumentException">
    /// The point has another length, or a number or a label that <c>Predict</c> refuses; there is no such output, or the level is not between
    /// 0 and 1.
    /// </exception>
    public PredictionInterval? PredictInterval(ReadOnlySpan<double> point, double level = 0.9, int output = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(output);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(output, Surrogate.Outputs);
        ConformalRank.Require(level); // whatever there is to base it on
        PointCheck.Require("Regressor.PredictInterval", Summary, point);
        double[] outputs = new double[Surrogate.Outputs], spreads = new double[Surrogate.Outputs];
        Predict(point, outputs, spreads);
        double spread = SampleFactor(Surrogate) * spreads[output];
        return Residuals?.HalfWidth(level, spread, output) is { } half
            ? new PredictionInterval(outputs[output] - half, outputs[output] + half, level, Residuals.Count(output), Residuals.Origin)
            {
                Groups = Residuals.Groups(output),
            }
            : null;
    }

    /// <summary>Why <see cref="PredictInterval"/> gives none, in words; null if it gives one.</summary>
    /// <param name="level">With what probability, between 0 and 1.</param>
    /// <param name="output">Number of the output.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such output, or the level is not between 0 and 1.</exception>
    public string? NoPredictionIntervalReason(double level = 0.9, int output = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(output);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(output, Surrogate.Outputs);
        ConformalRank.Require(level);
        return Residuals is not null ? Residuals.NoIntervalReason(level, output)
            : IsTrained ? "no row was held back to judge the model by"
            : "the model is untrained";
    }

    /// <summary>
    /// The same model with an assessment's residuals, of rows that neither taught nor stopped a training: the soundest base for
    /// <see cref="PredictInterval"/>, if the assessment trained as this model was.
    /// </summary>
    /// <param name="assessment">Of data with the same targets.</param>
    /// <exception cref="ArgumentException">
    /// Its targets are others; or its residuals are scaled by the spread of an ensemble's members and the model is a single network.
    /// </exception>
    /// <exception cref="InvalidOperationException">The model is untrained, so that what trained ones miss says nothing of it.</exception>
    public Regressor Calibrate(Assessment assessment)
    {
        ArgumentNullException.ThrowIfNull(assessment);
        string[] got = [.. Enumerable.Range(0, assessment.Noise.Count).Select(output => assessment.Of(output).Target.Name)], wanted = [.. Summary.TargetColumns.Select(column => column.Name)];
        if (!got.SequenceEqual(wanted))
        {
            throw new ArgumentException(
                Printable.Invariant($"Regressor.Calibrate got an assessment of {string.Join(", ", got)}; ")
                + Printable.Invariant($"the model's targets are {string.Join(", ", wanted)}."),
                nameof(assessment));
        }

        if (!IsTrained)
        {
            throw new InvalidOperationException($"Regressor.Calibrate got an assessment of trained models, and this one is not: {this}.");
        }

        Residuals residuals = Residuals.Of(assessment);
        if (!Surrogate.HasSpread && Enumerable.Range(0, residuals.Outputs).Any(residuals.IsScaled))
        {
            throw new ArgumentException(
                $"Regressor.Calibrate got an assessment of ensembles, {residuals}, and the model is the single network {Surrogate.Network}, "
                + "which has no spread; assess it as it was trained.", nameof(assessment));
        }

        return new Regressor(Surrogate, TrainingData)
        {
            Trainings = Trainings,
            State = State,
            OutOfBag = OutOfBag,
            Residuals = residuals,
            MaxDegreeOfParallelism = MaxDegreeOfParallelism,
        };
    }

    private static Regressor Judging(Surrogate surrogate, TrainingOptions options) =>
        new(surrogate, null) { MaxDegreeOfParallelism = options.MaxDegreeOfParallelism };

    private static OutOfBag Judge(Dataset data, Surrogate surrogate, Member[] members, TrainingOptions options)
    {
        var rows = new int[members.Length][];
        double[][] outputs = new double[members.Length][];
        for (int k = 0; k < members.Length; k++)
        {
            int[] own = members[k].Rows.OutOfBag;
            (rows[k], outputs[k]) = SaidOf(data.Counted.Take(own), surrogate.Only(k), members[k].LeftOut, members[k].Outcome, options) is { } said
                ? (Array.ConvertAll(own, row => data.CountedRows[row]), said)
                : ([], []);
        }

        return new OutOfBag(data, rows, outputs);
    }
}
