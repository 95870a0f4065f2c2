using Extremal.Data;
using Extremal.Kernels;
using Extremal.Kernels.Functions;
using Extremal.Memory;
using Extremal.Networks;
using Extremal.Results;

namespace Extremal.Training.Evidence;

/// <summary>
/// Learns from few rows: small dense networks of different forms, each trained by its evidence on all rows but its own fold, and a radial network;
/// every target on its own. What the dense ones say of the rows that they were trained without, and the radial one without each row, decides the
/// shares of both in the mean (L. Breiman, "Stacked regressions", 1996).
/// </summary>
internal sealed class EvidenceLearner
{
    private const ulong FoldStream = 0x46_6F_6C_64_73, MemberStream = 0x4D_65_6D_62_65_72, CentreStream = 0x43_65_6E_74;

    // From a network that knows most of the rows to one that knows all.
    private const int FurtherSteps = 16;

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

    private int Outputs => _samples.Targets.Shape.Columns;

    /// <summary>Trains all.</summary>
    /// <param name="progress">For each dense network, what is told of each of its steps.</param>
    /// <param name="cancellation">Ends the trainings within some milliseconds; those that made a step count.</param>
    public EvidenceFit Train(Func<int, IProgress<TrainingProgress>>? progress, CancellationToken cancellation)
    {
        Samples<double>[] targets = [.. Enumerable.Range(0, Outputs).Select(_samples.Of)];
        int radials = _options.Radial ? 2 * Outputs : 0;
        var radial = new RadialFit?[radials];
        var dense = new DenseMember?[_forms.Length * Outputs];
        ParallelJobs.Run(radials + dense.Length, _options.MaxDegreeOfParallelism, job =>
        {
            if (job < radials)
            {
                radial[job] = TrainRadial(targets[job / 2], isMatern: job % 2 == 1, cancellation);
            }
            else
            {
                int number = job - radials;
                dense[number] = TrainDense(targets[number / _forms.Length], number, progress?.Invoke(number), cancellation);
            }
        });
        return Join(targets, dense, radial, cancellation);
    }

    // What was left out has been judged: now each dense member that counts learns from all rows, from where it is.
    private void TrainOnAll(Samples<double>[] targets, IEnumerable<(DenseMember Member, int Output)> members, CancellationToken cancellation)
    {
        (DenseMember Member, int Output)[] all = [.. members];
        ParallelJobs.Run(all.Length, _options.MaxDegreeOfParallelism, job =>
            all[job].Member.Trainer.On(targets[all[job].Output]).Run(Math.Min(FurtherSteps, _options.EvidenceSteps), null, cancellation));
    }

    private DenseMember TrainDense(Samples<double> target, int number, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        int k = number % _forms.Length;
        Network<double> network = _forms[k].Draw(target.Inputs.Shape.Columns, _random.Split(MemberStream).Split((ulong)number));
        int[] held = [.. Enumerable.Range(0, target.Count).Where(row => _folds.IsHeldFrom(row, k))];
        int[] rows = [.. Enumerable.Range(0, target.Count).Except(held)];
        var trainer = new EvidenceTrainer(network, held.Length == 0 ? target : target.Take(rows), _forms[k].FirstPrior, DenseForm.FirstNoise);
        TrainingOutcome outcome = trainer.Run(_options.EvidenceSteps, progress, cancellation);
        double[] said = new double[held.Length];
        if (held.Length > 0)
        {
            new Predictor<double>(network).Predict(target.Take(held).Inputs.Matrix, new Matrix<double>(said, new Shape(held.Length, 1)));
        }

        return new DenseMember(network, trainer, outcome, [.. held.Select((row, i) => (row, target.Targets.Span[row] - said[i]))]);
    }

    private RadialFit? TrainRadial(Samples<double> target, bool isMatern, CancellationToken cancellation)
    {
        var deadline = new Deadline(null, cancellation);
        try
        {
            using Deadline.Scope watched = deadline.Watch();
            int[] centres = Centres();
            return isMatern ? RadialTrainer.Fit<RadialMatern>(target, centres) : RadialTrainer.Fit<RadialGaussian>(target, centres);
        }
        catch (InterruptedException over) when (over.Deadline == deadline)
        {
            return null;
        }
    }

    private EvidenceFit Join(Samples<double>[] targets, DenseMember?[] dense, RadialFit?[] radial, CancellationToken cancellation)
    {
        // A form counts if it was trained for every target; if none was, the first is there in any case.
        DenseMember[][] forms = [.. Enumerable.Range(0, _forms.Length)
            .Select(k => Enumerable.Range(0, Outputs).Select(output => dense[output * _forms.Length + k]!).ToArray())];
        DenseMember[][] trained = [.. forms.Where(form => form.All(member => member.Outcome.IsTrained))];
        (RadialFit[] Fits, Activation Units)? round = Choose(radial);
        trained = trained.Length == 0 && round is null ? forms[..1] : trained;
        double[][] left = [.. targets.Select(_ => new double[_samples.Count])];
        double[] share = new double[Outputs];
        for (int output = 0; output < Outputs; output++)
        {
            var missed = new LeftOutMeans(_samples.Count, trained.SelectMany(form => form[output].LeftOut));
            share[output] = round is null ? 1 : trained.Length == 0 ? 0
                : Stacking.ShareOf(missed, trained.Length, round.Value.Fits[output].LeftOut, _samples.Weights);
            for (int row = 0; row < _samples.Count; row++)
            {
                left[output][row] = (share[output] > 0 ? share[output] * missed.Mean(row) : 0)
                    + (share[output] < 1 ? (1 - share[output]) * round!.Value.Fits[output].LeftOut[row] : 0);
            }
        }

        TrainOnAll(targets, trained.SelectMany(form => form.Select((member, output) => (member, output)).Where(member => share[member.output] > 0)), cancellation);
        var members = new List<(Network<double> Network, double[] Shares)>();
        if (share.Any(part => part > 0))
        {
            members.AddRange(trained.Select(form => (
                BlockDiagonal.Join([.. form.Select(member => member.Network)]), share.Select(part => part / trained.Length).ToArray())));
        }

        if (share.Any(part => part < 1))
        {
            members.Add((RadialTrainer.Build(round!.Value.Fits, round.Value.Units), [.. share.Select(part => 1 - part)]));
        }

        TrainingOutcome[] outcomes = [.. forms.SelectMany(form => form.Select(member => member.Outcome))];
        return new EvidenceFit([.. members.Select(member => member.Network)], [.. members.Select(member => member.Shares)], left, outcomes);
    }

    // The kind of unit whose likelihood, over all targets, is greater.
    private static (RadialFit[] Fits, Activation Units)? Choose(RadialFit?[] fits)
    {
        if (fits.Length == 0 || fits.Contains(null))
        {
            return null;
        }

        RadialFit[] gaussian = [.. fits.Where((_, job) => job % 2 == 0).Select(fit => fit!)], matern = [.. fits.Where((_, job) => job % 2 == 1).Select(fit => fit!)];
        return gaussian.Sum(fit => fit.LogLikelihood) >= matern.Sum(fit => fit.LogLikelihood)
            ? (gaussian, Activation.RadialGaussian)
            : (matern, Activation.RadialMatern);
    }

    private int[] Centres()
    {
        int[] order = new int[_samples.Count];
        _random.Split(CentreStream).Permute(order);
        return [.. order.Take(RadialTrainer.MostCentres).Order()];
    }

    private sealed record DenseMember(Network<double> Network, EvidenceTrainer Trainer, TrainingOutcome Outcome, (int Row, double Miss)[] LeftOut);
}
