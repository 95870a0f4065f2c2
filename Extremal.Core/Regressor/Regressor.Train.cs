using Extremal.Autodiff;
using Extremal.Data;
using Extremal.Formats;
using Extremal.Kernels;
using Extremal.Memory;
using Extremal.Networks;
using Extremal.Problems;
using Extremal.Results;
using Extremal.Training;

namespace Extremal;

public sealed partial class Regressor
{
    // Splits and batches draw from parts of the same seed; the weights' part is theirs alone.
    private const ulong WeightStream = 0x57_65_69_67_68_74_73;

    /// <summary>Trains a network, or an ensemble of <see cref="TrainingOptions.Members"/>, on data, equation (2.1). The same data, options and seed give the same bits on every machine.</summary>
    /// <param name="data">
    /// Inputs and targets in the user's units. Groups, if it has any, stay together in the validation split. Rows of weight 0 are as if they
    /// were not there, to the bit.
    /// </param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="progress">
    /// Reports after each epoch; of an ensemble by one member at a time, from several threads. Trainings that only calibrate
    /// (<see cref="TrainingOptions.Calibration"/>) are not reported.
    /// </param>
    /// <param name="cancellation">
    /// Ends training within some milliseconds, with the best weights so far; <see cref="State"/> can go on. Of an ensemble, members that had
    /// not come through one epoch are left out; the first stays if none had. <see cref="Residuals"/> are left out if they would take long;
    /// trainings that only calibrate and had not ended do not count.
    /// </param>
    /// <param name="state">The state of an earlier run with the same data and options, to continue from; it is copied. That data and seed are the same is the caller's word.</param>
    /// <exception cref="ArgumentException">An option makes no sense, there are too few rows to hold some back, or the state does not fit the network, the optimiser or the batches, or is given for an ensemble.</exception>
    public static Regressor Train(
        Dataset data, TrainingOptions? options = null, IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellation = default, TrainingState<double>? state = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        options ??= new TrainingOptions();
        options.Validate();
        options.RequireSizes(data.InputColumns.Count, data.TargetColumns.Count, data.RowCount);
        RequireLogarithms(data, options.Loss);
        if (state is null && options.IsByEvidence(data.Counted.RowCount))
        {
            return TrainByEvidence(data, options, progress, cancellation);
        }

        if (options.Members > 1)
        {
            return TrainMembers(data, options, progress, cancellation, state);
        }

        Dataset counted = data.Counted;
        (Dataset training, Dataset? validation) = Split(counted, options);
        Single main = TrainSingle(counted, training, validation, options, progress, cancellation, state);
        return new Regressor(main.Surrogate, data)
        {
            Trainings = [main.Outcome],
            IsTrained = main.Outcome.IsTrained,
            State = main.State,
            Residuals = main.Outcome.IsTrained ? CalibrationResiduals(counted, options, main, cancellation) : null,
            MaxDegreeOfParallelism = options.MaxDegreeOfParallelism,
        };
    }

    /// <summary>A network, how its training ended, and the rows that it held back.</summary>
    private sealed record Single(Surrogate Surrogate, TrainingState<double> State, TrainingOutcome Outcome, Dataset? Validation);

    private static Single TrainSingle(
        Dataset data, Dataset training, Dataset? validation, TrainingOptions options, IProgress<TrainingProgress>? progress,
        CancellationToken cancellation, TrainingState<double>? state)
    {
        Surrogate surrogate = Join(data, options, Draw(data, options));
        Samples<double> samples = Scale(training, surrogate);
        Samples<double>? held = validation is null ? null : Scale(validation, surrogate);
        var trainer = new Trainer<double>(surrogate.Network, samples, held, options, state);
        return new Single(surrogate, trainer.State, trainer.Run(progress, cancellation), validation);
    }

    // What is asked of a trained model once more; null if the caller has cancelled and it takes longer than is to be waited for.
    private static V? Soon<V>(Func<V?> judge, CancellationToken cancellation) where V : class
    {
        bool isCancelled = cancellation.IsCancellationRequested;
        var deadline = new Deadline(isCancelled ? Deadline.Grace : null, isCancelled ? default : cancellation);
        using Deadline.Scope watched = deadline.Watch();
        try
        {
            return judge();
        }
        catch (InterruptedException over) when (over.Deadline == deadline)
        {
            return null;
        }
    }

    private static Surrogate Join(Dataset data, TrainingOptions options, params IReadOnlyList<Network<double>> members) => new(
        members,
        Standardization.Of(data.InputColumns),
        options.Loss.MeansUnits ? Standardization.None(data.TargetColumns.Count) : Standardization.Of(data.TargetColumns),
        data.Summary);

    private static Network<double> Draw(Dataset data, TrainingOptions options)
    {
        Layer[] layers =
        [
            .. options.Hidden.Select(width => new Layer(width, options.Activation)),
            new Layer(data.TargetColumns.Count, options.OutputActivation ?? Last(options.Loss)),
        ];
        var network = new Network<double>(data.InputColumns.Count, layers);
        network.Initialize(new RandomSource(options.Seed).Split(WeightStream), options.Initialization);
        return network;
    }

    private static void RequireLogarithms(Dataset data, Loss loss)
    {
        if (loss == Loss.MeanSquaredLogarithmicError && data.TargetColumns.FirstOrDefault(column => column.Minimum <= -1) is { } column)
        {
            throw new ArgumentException(Printable.Invariant(
                $"Regressor.Train got targets down to {column.Minimum} in '{column.Name}'; the logarithmic loss wants them above -1."));
        }
    }

    private static Activation Last(Loss loss) =>
        loss == Loss.MeanSquaredLogarithmicError ? Activation.Softplus : Activation.Identity;

    private static (Dataset Training, Dataset? Validation) Split(Dataset data, TrainingOptions options)
    {
        if (options.Validation == 0)
        {
            return (data, null);
        }

        return data.GroupCount > 0 ? data.SplitGroups(options.Validation, options.Seed) : data.SplitRows(options.Validation, options.Seed);
    }

    private static Samples<double> Scale(Dataset data, Surrogate surrogate) => Scale(data, surrogate.InputScaling, surrogate.OutputScaling);

    private static Samples<double> Scale(Dataset data, Standardization inputScaling, Standardization outputScaling)
    {
        Slice<double> inputs = Slice<double>.Zeros(data.Inputs.Shape), targets = Slice<double>.Zeros(data.Targets.Shape);
        inputScaling.Apply(data.Inputs, inputs.Matrix);
        outputScaling.Apply(data.Targets, targets.Matrix);
        return new Samples<double>(inputs, targets, data.Weights.IsEmpty ? null : ScaleWeights(data))
        {
            Units = data.GroupCount > 0 ? data.Groups.ToArray() : [.. Enumerable.Range(0, data.RowCount)],
        };
    }

    // Weights are divided by their mean over these rows: so the mean loss is the weighted one, and they change no learning rate.
    private static Slice<double> ScaleWeights(Dataset data)
    {
        double sum = 0;
        foreach (double weight in data.Weights)
        {
            sum += weight;
        }

        Slice<double> weights = Slice<double>.Copy(data.Weights, new Shape(data.RowCount, 1));
        foreach (ref double weight in weights.Span)
        {
            weight /= sum / data.RowCount;
        }

        return weights;
    }
}
