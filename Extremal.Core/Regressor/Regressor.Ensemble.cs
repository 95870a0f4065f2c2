using Extremal.Data;
using Extremal.Kernels;
using Extremal.Networks;
using Extremal.Problems;
using Extremal.Results;
using Extremal.Training;

namespace Extremal;

public sealed partial class Regressor
{
    private const ulong MemberStream = 0x4D_65_6D_62_65_72_73;

    /// <summary>One network of an ensemble, how its training ended, and which rows it drew and which it never did.</summary>
    private sealed record Member(Network<double> Network, TrainingOutcome Outcome, Bootstrap Rows, LeaveOneOut<double>? LeftOut);

    private static Regressor TrainMembers(
        Dataset data, TrainingOptions options, IProgress<TrainingProgress>? progress, CancellationToken cancellation, TrainingState<double>? state)
    {
        if (state is not null)
        {
            throw new ArgumentException(
                $"Regressor.Train got a state to go on from and TrainingOptions.Members of {options.Members}; "
                + "only the training of a single network goes on from a state.", nameof(state));
        }

        var members = new Member?[options.Members];
        Dataset counted = data.Counted;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var inTurn = progress is null ? null : new InTurn(progress);
        ParallelJobs.Run(members.Length, options.MaxDegreeOfParallelism, k =>
        {
            if (k > 0 && stop.IsCancellationRequested)
            {
                return; // the first is there in any case
            }

            try
            {
                members[k] = TrainMember(counted, options with { Seed = SeedOf(options.Seed, k) }, inTurn?.Of(k), stop.Token);
            }
            catch
            {
                stop.Cancel(); // what the others would still learn, nobody gets
                throw;
            }
        });

        Member[] begun = [.. members.OfType<Member>()], kept = [.. begun.Where(member => member.Outcome.History.BestEpoch >= 0)];
        kept = kept.Length > 0 ? kept : begun[..1];
        Surrogate surrogate = Join(data, options, [.. kept.Select(member => member.Network)]);
        OutOfBag? outOfBag = Soon(() => Judge(data, surrogate, kept, options), cancellation);
        bool isTrained = kept.Any(member => member.Outcome.IsTrained);
        return new Regressor(surrogate, data)
        {
            OutOfBag = outOfBag,
            Residuals = isTrained ? outOfBag?.ToResiduals() : null,
            IsTrained = isTrained,
            Trainings = [.. kept.Select(member => member.Outcome)],
            MaxDegreeOfParallelism = options.MaxDegreeOfParallelism,
        };
    }

    internal static ulong SeedOf(ulong seed, int member) => new RandomSource(seed).Split(MemberStream).Bits((ulong)member);

    // The scaling is that of all rows, so that the members' outputs can be averaged; what it knows of a row left out is a share of two moments.
    private static Member TrainMember(
        Dataset data, TrainingOptions options, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        Bootstrap rows = Bootstrap.Of(data, options.Seed);
        Network<double> network = Draw(data, options);
        Surrogate surrogate = Join(data, options, network);
        Samples<double> samples = Scale(data.Take(rows.Drawn), surrogate);
        Samples<double>? held = options.Validation == 0 ? null : Scale(data.Take(rows.OutOfBag), surrogate);
        var trainer = new Trainer<double>(network, samples, held, options);
        return new Member(network, trainer.Run(progress, cancellation), rows, trainer.State.LeftOut);
    }

    /// <summary>Lets members report one at a time, each under its number.</summary>
    private sealed class InTurn(IProgress<TrainingProgress> progress)
    {
        private readonly Lock _turn = new();

        public IProgress<TrainingProgress> Of(int member) => new Voice(this, member);

        private sealed class Voice(InTurn turn, int member) : IProgress<TrainingProgress>
        {
            public void Report(TrainingProgress value)
            {
                lock (turn._turn)
                {
                    turn.Report(value with { Member = member });
                }
            }
        }

        private void Report(TrainingProgress value) => progress.Report(value);
    }
}
