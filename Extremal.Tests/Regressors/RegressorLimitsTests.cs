using System.Diagnostics;
using Extremal.Certificates;
using Extremal.Data;
using Extremal.Extrema;
using Extremal.Optimization;
using Extremal.Problems;
using Extremal.Results;
using Extremal.Training;

namespace Extremal.Tests;

/// <summary>Every long verb of the front door ends soon after it is cancelled, and says how long it was waited for.</summary>
[NonParallelizable]
internal sealed class RegressorLimitsTests
{
    private static readonly Lazy<Regressor> Large = new(() => Regressor.Train(RegressorData.Process(60), new TrainingOptions
    {
        Hidden = [700, 700],
        Epochs = 1,
        Validation = 0,
        Patience = null,
        Members = 2,
    }));

    private static IEnumerable<(string Verb, Action<CancellationToken> Ask)> Verbs
    {
        get
        {
            CertificateOptions hours = new() { Gap = 0, TimeLimit = null, MaxBoxes = long.MaxValue };
            SearchOptions many = new() { Starts = 100_000, MaxRounds = 1000, MaxSteps = 1_000_000, Tolerance = 0 };
            yield return ("search", token => Large.Value.Maximize(options: many, cancellation: token));
            yield return ("proven", token => Large.Value.Maximize(certify: hours, cancellation: token));
            yield return ("range", token => Large.Value.FindOutputRange(options: hours, cancellation: token));
            yield return ("loss check", token => Large.Value.CheckLoss(PaperLosses.Maximization(), options: hours, cancellation: token));
            yield return ("tolerance box", token => Large.Value.FindToleranceBox(Large.Value.Maximize(cancellation: token), 1, options: hours, cancellation: token));
            yield return ("optimism", token => Large.Value.EstimateOptimism(Goal.Maximize(), options: many, cancellation: token));
            yield return ("assess", token => Regressor.Assess(RegressorData.Process(20_000), Long, cancellation: token));
            yield return ("ensemble", token => Regressor.Train(RegressorData.Process(20_000), Long with { Members = 5 }, cancellation: token));
        }
    }

    private static TrainingOptions Long => new() { Hidden = [700, 700], LbfgsMemory = 10, Epochs = 1000, Patience = null };

    /// <summary>Each would take hours, and its longest step some seconds.</summary>
    [Test]
    public void Cancelling_is_heard_by_every_verb([ValueSource(nameof(Verbs))] (string Verb, Action<CancellationToken> Ask) question)
    {
        _ = Large.Value;
        TimeSpan shortest = TimeSpan.MaxValue;
        for (int turn = 0; turn < 4 && shortest > TimeSpan.FromSeconds(0.5); turn++) // another program may have had the processors
        {
            using var source = new CancellationTokenSource(TimeSpan.FromSeconds(0.3));
            long cancelled = long.MaxValue;
            source.Token.Register(() => cancelled = Stopwatch.GetTimestamp());
            question.Ask(source.Token);
            TimeSpan after = source.IsCancellationRequested ? Stopwatch.GetElapsedTime(cancelled) : TimeSpan.Zero;
            shortest = after < shortest ? after : shortest;
        }

        Assert.That(shortest, Is.LessThan(TimeSpan.FromSeconds(1)), question.Verb);
    }

    [Test]
    public void The_time_of_a_proven_answer_is_that_of_search_and_proof()
    {
        Regressor model = RegressorData.Trained;
        long began = Stopwatch.GetTimestamp();
        Extremum found = model.Maximize(certify: new CertificateOptions { Gap = 0, TimeLimit = TimeSpan.FromSeconds(0.3) });
        TimeSpan waited = Stopwatch.GetElapsedTime(began);
        Assert.That(found.Elapsed, Is.LessThanOrEqualTo(waited).And.GreaterThan(0.9 * waited).And.GreaterThan(found.Certificate!.Elapsed));
    }

    [Test]
    public void A_cancelled_training_that_had_learned_something_still_says_how_far_it_is_off()
    {
        using var source = new CancellationTokenSource();
        Regressor model = Regressor.Train(RegressorData.Process(60), RegressorData.Quick,
            new Training.Listener<TrainingProgress>(p => { if (p.Epoch == 3) { source.Cancel(); } }), source.Token);
        Assert.That(model.Training!.End, Is.EqualTo(TrainingEnd.Cancelled));
        Assert.That(model.Residuals, Is.Not.Null);
    }

    [Test]
    public void The_proof_of_a_better_point_does_not_begin_the_search_anew_when_it_is_cancelled()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Extremum found = Large.Value.Maximize(certify: new CertificateOptions { TimeLimit = null }, cancellation: source.Token);
        Assert.That(found.Reason, Is.EqualTo(StopReason.Cancelled));
        Assert.That(found.Certificate!.End, Is.EqualTo(CertificateEnd.Cancelled));
        Assert.That(found.Certificate.Value, Is.LessThanOrEqualTo(found.Value));
    }
}
