using Extremal.Data;
using Extremal.Kernels;
using Extremal.Problems;
using Extremal.Results;
using Extremal.Training;

namespace Extremal;

public sealed partial class Regressor
{
    private const ulong FoldStream = 0x46_6F_6C_64;

    /// <summary>
    /// Judges a way of training by rows, and groups, that are held out in turn: trains on the others as <see cref="Train"/> does, and compares
    /// with the mean, a linear and a quadratic fit to the same rows. The same data, options and seeds give the same bits at any number of threads.
    /// </summary>
    /// <param name="data">Inputs and targets in the user's units. Rows of weight 0 are neither trained on nor held out.</param>
    /// <param name="options">How to train; null for the defaults. Each training gets a seed of its own from the options' one.</param>
    /// <param name="how">How to hold rows out; null for five folds.</param>
    /// <param name="progress">Reports after each epoch of each training, by one at a time, from several threads.</param>
    /// <param name="cancellation">Ends the assessment within some milliseconds; the trainings that had come to their end count, the others are left out.</param>
    /// <exception cref="ArgumentException">An option makes no sense, or there are too few rows or groups.</exception>
    public static Assessment Assess(
        Dataset data, TrainingOptions? options = null, AssessmentOptions? how = null, IProgress<AssessmentProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        (options, how) = (options ?? new TrainingOptions(), how ?? new AssessmentOptions());
        options.Validate();
        Dataset counted = data.Counted;

        // As all rows would be: a part of them, and folds without calibration, do not choose another way.
        options = options with { Method = options.IsByEvidence(counted.RowCount) ? TrainingMethod.Evidence : TrainingMethod.Batches };
        how.Validate(counted);
        (bool ByGroups, int Number, int[] Rows)[] jobs = [.. how.Kinds(data).SelectMany(byGroups =>
            HeldOutRows(counted, how, byGroups).Select((rows, number) => (byGroups, number, rows)))];
        var folds = new FoldScore[jobs.Length][];
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var listener = progress is null ? null : new FoldListener(progress, jobs.Length);
        ParallelJobs.Run(jobs.Length, how.MaxDegreeOfParallelism, job =>
        {
            try
            {
                TrainingOptions own = options with { Seed = new RandomSource(options.Seed).Split(FoldStream).Bits((ulong)jobs[job].Number) };
                Dataset rows = jobs[job].ByGroups ? counted : counted.WithGroups([]);
                folds[job] = Score(rows, data.CountedRows, jobs[job].Rows, own, listener?.Of(job), stop.Token);
                listener?.Complete();
            }
            catch
            {
                stop.Cancel();
                throw;
            }
        });
        return new Assessment
        {
            Scores = [.. how.Kinds(data).SelectMany(byGroups => Enumerable.Range(0, data.TargetColumns.Count).Select(output =>
                HeldOutScore.Of(data, byGroups, output, [.. folds.Where((fold, job) => fold.Length > 0 && jobs[job].ByGroups == byGroups)
                    .Select(fold => fold[output])])))],
            Trainings = jobs.Length,
            Noise = [.. Enumerable.Range(0, data.TargetColumns.Count).Select(output => Noise.Of(data, output))],
            Groups = data.Groups.ToArray(),
        };
    }

    private static IEnumerable<int[]> HeldOutRows(Dataset data, AssessmentOptions how, bool byGroups) =>
        Enumerable.Range(0, how.Repeats).SelectMany(repeat => how.Share is { } share
            ? [Folds.HoldOut(data, share, byGroups, how.Seed, repeat)]
            : Folds.Deal(data, how.Folds, byGroups, how.Seed, repeat));

    /// <summary>One training and what it says of the rows held out, for each output; nothing if it was cancelled.</summary>
    /// <param name="data">Rows that count.</param>
    /// <param name="numbers">For each of them its number in the user's data.</param>
    /// <param name="heldOut">Which of them are held out.</param>
    /// <param name="options">How to train.</param>
    /// <param name="progress">Reports after each epoch.</param>
    /// <param name="cancellation">Ends the training.</param>
    private static FoldScore[] Score(
        Dataset data, int[] numbers, int[] heldOut, TrainingOptions options, IProgress<TrainingProgress>? progress,
        CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
        {
            return [];
        }

        Dataset training = data.Take([.. Enumerable.Range(0, data.RowCount).Except(heldOut)]), scored = data.Take(heldOut);
        Regressor model = Train(training, options with { Calibration = 0 }, progress, cancellation);
        if (cancellation.IsCancellationRequested
            && (model.Trainings.Count < options.Members || model.Trainings.Any(outcome => outcome.End == TrainingEnd.Cancelled)))
        {
            return [];
        }

        return Soon(() => Score(model, training, scored, [.. heldOut.Select(row => numbers[row])]), cancellation) ?? [];
    }

    private static FoldScore[] Score(Regressor model, Dataset training, Dataset scored, int[] rows)
    {
        double[] predicted = new double[scored.Targets.Shape.Count], spreads = new double[predicted.Length];
        model.Predict(scored.Inputs.Span, predicted, spreads);
        double sample = SampleFactor(model.Surrogate);
        double[] scaled = [.. spreads.Select(spread => sample * spread)];
        return [.. Enumerable.Range(0, scored.TargetColumns.Count).Select(output =>
            new FoldScore(training, scored, rows, predicted, scaled, output, model.Trainings))];
    }

    // From the population's deviation of the members to the sample's, which does not grow with their number. With posteriors the spread is no
    // sample.
    private static double SampleFactor(Surrogate surrogate)
    {
        int members = surrogate.Members.Count;
        return surrogate.HasPosteriors ? 1 : members < 2 ? 0 : Math.Sqrt(members / (members - 1.0));
    }

    /// <summary>Lets trainings report one at a time.</summary>
    private sealed class FoldListener(IProgress<AssessmentProgress> progress, int trainings)
    {
        private readonly Lock _turn = new();
        private int _completed;

        public IProgress<TrainingProgress> Of(int training) => new Voice(this, training);

        public void Complete()
        {
            lock (_turn)
            {
                _completed++;
            }
        }

        private void Report(int training, TrainingProgress epoch)
        {
            lock (_turn)
            {
                progress.Report(new AssessmentProgress(_completed, trainings, training, epoch));
            }
        }

        private sealed class Voice(FoldListener listener, int training) : IProgress<TrainingProgress>
        {
            public void Report(TrainingProgress value) => listener.Report(training, value);
        }
    }
}
