using Extremal.Data;
using Extremal.Kernels;
using Extremal.Kernels.Functions;
using Extremal.Memory;
using Extremal.Networks;
using Extremal.Problems;
using Extremal.Results;

namespace Extremal.Training.Evidence;

/// <summary>
/// Learns from few rows: small dense networks of different forms, each trained by its evidence on all rows but its own fold, and a radial
/// network; every target on its own. What the dense ones say of the rows that they were trained without, and the radial one without each row,
/// decides the shares of both in the mean (L. Breiman, "Stacked regressions", 1996).
/// </summary>
internal sealed class EvidenceLearner
{
    private const ulong FoldStream = 0x46_6F_6C_64_73, MemberStream = 0x4D_65_6D_62_65_72, CentreStream = 0x43_65_6E_74,
        RadialStream = 0x52_61_64_69_61_6C;

    // From a network that knows most of the rows to one that knows all.
    private const int FurtherSteps = 16;

    // Without each of so many parts of the rows the radial network's lengths are found again, and the quadratic's priors. Where there are fewer
    // units there is no quadratic, for nothing would judge it.
    private const int RadialFolds = 6;

    private readonly Samples<double> _samples;
    private readonly TrainingOptions _options;
    private readonly MemberFolds _folds;
    private readonly RandomSource _random;
    private readonly DenseForm[] _forms;

    /// <param name="samples">Standardised inputs and targets, with the units that are left out together.</param>
    /// <param name="options">Seed, threads and which forms.</param>
    public EvidenceLearner(Samples<double> samples, TrainingOptions options)
    {
        (_samples, _options, _random) = (samples, options, new RandomSource(options.Seed));
        _forms = DenseForm.All(samples.Count);
        _folds = new MemberFolds(samples.Units, _forms.Length, _random.Split(FoldStream));
    }

    private static int Kinds => RadialTrainer.Kinds.Length;

    private int Outputs => _samples.Targets.Shape.Columns;

    /// <summary>Trains all.</summary>
    /// <param name="progress">For each dense network, what is told of each of its steps.</param>
    /// <param name="cancellation">Ends the trainings within some milliseconds; those that made a step count.</param>
    public EvidenceFit Train(Func<int, IProgress<TrainingProgress>>? progress, CancellationToken cancellation)
    {
        Samples<double>[] targets = [.. Enumerable.Range(0, Outputs).Select(_samples.Of)];
        ChosenWarps[] warps = ChooseWarps(targets, cancellation);
        targets = [.. targets.Zip(warps, (target, warp) => warp.Apply(target))];
        bool areAsked = _options.Radial && _samples.Count > WarpSelection.MostRows; // otherwise those of all rows are known
        var found = new RadialLengths?[areAsked ? Kinds * Outputs : 0];
        var dense = new DenseMember[_forms.Length * Outputs];
        ParallelJobs.Run(found.Length + dense.Length, _options.MaxDegreeOfParallelism, job =>
        {
            if (job < found.Length)
            {
                found[job] = FindLengths(targets[job / Kinds], Centres(), job % Kinds, cancellation);
            }
            else
            {
                int number = job - found.Length;
                dense[number] = TrainDense(targets[number / _forms.Length], number, progress?.Invoke(number), cancellation);
            }
        });
        RadialLengths?[][] known = areAsked ? [.. found.Chunk(Kinds)] : [.. warps.Select(warp => warp.Lengths)];
        RadialLengths?[] likeliest = [.. known.Select(lengths => _options.Radial ? Likeliest(lengths) : null)];
        int[] folds = Folds();
        RadialFit?[] radials = TrainRadial(targets, likeliest, folds, cancellation);
        SingleFit[][] singles = [.. targets.Zip(radials, (target, radial) => (SingleFit[])
        [
            .. radial is null ? Array.Empty<SingleFit>() : [radial], .. TrainPolynomials(target, folds, cancellation),
        ])];
        var mixture = new EvidenceMixture(targets, warps, [.. dense.Chunk(_forms.Length)], singles);
        TrainOnAll(targets, mixture.Counting, cancellation);
        return mixture.ToFit();
    }

    private ChosenWarps[] ChooseWarps(Samples<double>[] targets, CancellationToken cancellation)
    {
        int[] rows = [.. Order().Take(WarpSelection.MostRows).Order()];
        var plain = new RadialLengths?[Kinds * targets.Length];
        ParallelJobs.Run(plain.Length, _options.MaxDegreeOfParallelism, job =>
            plain[job] = FindLengths(targets[job / Kinds], rows, job % Kinds, cancellation));
        var chosen = new ChosenWarps[targets.Length];
        ParallelJobs.Run(targets.Length, _options.MaxDegreeOfParallelism, target =>
        {
            RadialLengths[] lengths = [.. plain.Skip(Kinds * target).Take(Kinds).OfType<RadialLengths>()];
            chosen[target] = (lengths.Length < Kinds ? null : InTime(() => WarpSelection.Choose(targets[target], rows, lengths), cancellation))
                ?? ChosenWarps.None(_samples.Inputs.Shape.Columns);
        });
        return chosen;
    }

    // What was left out has been judged: now each dense member that counts learns from all rows, from where it is.
    private void TrainOnAll(Samples<double>[] targets, (DenseMember Member, int Output)[] members, CancellationToken cancellation)
    {
        int steps = Math.Min(FurtherSteps, _options.EvidenceSteps);
        ParallelJobs.Run(members.Length, _options.MaxDegreeOfParallelism, job =>
        {
            (DenseMember member, int output) = members[job];
            EvidenceTrainer trainer = member.Trainer.On(targets[output]);
            trainer.Run(steps, null, cancellation);
            member.Posterior = trainer.Posterior;
        });
    }

    private DenseMember TrainDense(Samples<double> target, int number, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        int k = number % _forms.Length;
        Network<double> network = _forms[k].Draw(target.Inputs.Shape.Columns, _random.Split(MemberStream).Split((ulong)number));
        int[] held = [.. Enumerable.Range(0, target.Count).Where(row => _folds.IsHeldFrom(row, k))];
        int[] rows = [.. Enumerable.Range(0, target.Count).Except(held)];
        var trainer = new EvidenceTrainer(network, held.Length == 0 ? target : target.Take(rows), _forms[k].FirstPrior, DenseForm.FirstNoise);
        TrainingOutcome outcome = trainer.Run(_options.EvidenceSteps, progress, cancellation);
        return new DenseMember(network, trainer, outcome, held.Length == 0 ? [] : LeftOutRow.Of(target.Take(held), held, network, trainer.Posterior));
    }

    private static RadialLengths? FindLengths(Samples<double> target, int[] centres, int kind, CancellationToken cancellation) =>
        InTime(() => RadialTrainer.Likeliest(target, centres, RadialTrainer.Kinds[kind]), cancellation);

    // Null if the caller cancels before it is there.
    private static V? InTime<V>(Func<V?> compute, CancellationToken cancellation)
    {
        var deadline = new Deadline(null, cancellation);
        try
        {
            using Deadline.Scope watched = deadline.Watch();
            Deadline.Look();
            return compute();
        }
        catch (InterruptedException over) when (over.Deadline == deadline)
        {
            return default;
        }
    }

    // The fits, with what each row is missed by without its fold; as all rows' lengths miss it where there was no time for that.
    private RadialFit?[] TrainRadial(Samples<double>[] targets, RadialLengths?[] lengths, int[] folds, CancellationToken cancellation)
    {
        int[] centres = Centres();
        var fits = new RadialFit?[targets.Length];
        var left = new (double[] Missed, double[] Variances)?[targets.Length * RadialFolds];
        ParallelJobs.Run(left.Length + fits.Length, _options.MaxDegreeOfParallelism, job =>
        {
            (int target, int fold) = Math.DivRem(job, RadialFolds + 1);
            if (lengths[target] is { } likeliest && fold == RadialFolds)
            {
                fits[target] = InTime(() => RadialTrainer.Fit(targets[target], centres, likeliest), cancellation);
            }
            else if (lengths[target] is { } all)
            {
                left[target * RadialFolds + fold] = InTime(() => LeaveOut(targets[target], centres, row => folds[row] == fold, all), cancellation);
            }
        });
        return [.. fits.Select((fit, target) => fit is null || left.AsSpan(target * RadialFolds, RadialFolds).Contains(null) ? fit : fit with
        {
            LeftOut = [.. folds.Select((fold, row) => left[target * RadialFolds + fold]!.Value.Missed[row])],
            LeftOutVariances = [.. folds.Select((fold, row) => left[target * RadialFolds + fold]!.Value.Variances[row])],
        })];
    }

    private SingleFit[] TrainPolynomials(Samples<double> target, int[] folds, CancellationToken cancellation) =>
        _options.Radial && folds.Max() + 1 == RadialFolds
            ? PolynomialTrainer.Train(target, folds, _options.EvidenceSteps, _options.MaxDegreeOfParallelism, cancellation)
            : [];

    // For each row the part with which it is left out of the networks that are not dense.
    private int[] Folds()
    {
        int[] order = new int[_samples.Units.Max() + 1];
        _random.Split(RadialStream).Permute(order);
        return [.. _samples.Units.Select(unit => order[unit] % RadialFolds)];
    }

    private static (double[] Missed, double[] Variances)? LeaveOut(
        Samples<double> target, int[] centres, Func<int, bool> isLeftOut, RadialLengths lengths) =>
        lengths.Units.Equals(Activation.RadialMatern)
            ? RadialTrainer.LeaveOut<RadialMatern>(target, centres, isLeftOut, lengths.Point)
            : RadialTrainer.LeaveOut<RadialGaussian>(target, centres, isLeftOut, lengths.Point);

    // The kind of unit whose likelihood is greatest; null if there was no time for all.
    private static RadialLengths? Likeliest(RadialLengths?[] found) =>
        found.Length < Kinds || found.Contains(null) ? null : found.MaxBy(lengths => lengths!.LogLikelihood);

    private int[] Centres() => [.. Order().Take(RadialTrainer.MostCentres).Order()];

    // All rows, at random.
    private int[] Order()
    {
        int[] order = new int[_samples.Count];
        _random.Split(CentreStream).Permute(order);
        return order;
    }
}
