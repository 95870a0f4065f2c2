using System.Diagnostics;
using Extremal;
using Extremal.Data;
using Extremal.Extrema;
using Extremal.Problems;
using Extremal.Results;
using Extremal.Training;

namespace Examples;

/// <summary>The whole course: read, score, train, search, prove, tell.</summary>
internal static class Run
{
    private const int NotFound = 3;
    private const int Interrupted = 130;

    public static int From(Request asked, CancellationToken interruption)
    {
        var began = Stopwatch.GetTimestamp();
        var request = Concrete.Complete(asked);
        var question = QuestionReader.Read(request, TableReader.Read(request.File!));
        var folder = WritableFolder.Prepare(request.Out);
        var terminal = new Terminal();
        terminal.Introduce(question);

        var scores = Score(question, terminal, interruption);
        var trained = Train(question, scores, terminal, interruption);
        if (trained is not var (model, trainedOn))
        {
            Console.Error.WriteLine("extremize: interrupted before a network was trained; there is no answer yet");
            return Interrupted;
        }

        var answer = Proving.Prove(Find(question, scores, model, interruption) with { TrainedOn = trainedOn }, terminal, interruption);
        terminal.Tell(answer);
        var path = ReportFile.Write(folder, answer);
        terminal.Conclude(answer, path, Stopwatch.GetElapsedTime(began));
        var failure = !answer.Extremum.IsFeasible ? Verdict.Nowhere(answer) : answer.IsMissed ? Verdict.Missed(answer) : null;
        if (failure is not null) { Console.Error.WriteLine($"extremize: {failure}"); }
        return answer.Interrupted || answer.Proof?.End == CertificateEnd.Cancelled ? Interrupted : failure is null ? 0 : NotFound;
    }

    /// <summary>A fifth of the rows, and a fifth of the groups if there are groups, as often as was asked for.</summary>
    private static HeldOut[] Score(Question question, Terminal terminal, CancellationToken interruption)
    {
        var seeds = question.Request.Seeds;
        bool[] kinds = question.Data.GroupCount > 0 ? [false, true] : [false];
        var names = kinds.Select(byGroups => $"scored on a fifth of the {(byGroups ? "groups" : "rows")}").ToArray();
        var trials = kinds.Select(_ => new Trial[seeds]).ToArray();
        terminal.Watch(names, seeds, question.Request.Members, progress => Parallel.For(0, kinds.Length * seeds, job =>
        {
            var (kind, draw) = (job % kinds.Length, job / kinds.Length);
            trials[kind][draw] = Scoring.Score(question, kinds[kind], question.Request.Seed + (ulong)draw, progress[kind], interruption);
            progress[kind].Finish(trials[kind][draw].Model);
        }));
        return [.. kinds.Select((byGroups, kind) => new HeldOut(byGroups ? "groups" : "rows", trials[kind]))];
    }

    /// <summary>The network on all rows; interrupted before its first epoch is over, one of those that were scored.</summary>
    private static (Regressor Model, string TrainedOn)? Train(Question question, HeldOut[] scores, Terminal terminal,
        CancellationToken interruption)
    {
        Regressor? model = null;
        if (!interruption.IsCancellationRequested)
        {
            var epochs = (int)Numbers.Median(scores[^1].Trials.Select(trial => (double)trial.BestEpochs));
            terminal.Watch(["answers, on all rows"], 1, question.Request.Members, progress =>
            {
                model = Scoring.Final(question, epochs, progress[0], interruption);
                progress[0].Finish(model);
            });
        }

        if (model?.Training is { History.Training.Count: > 0 } training)
        {
            var course = training.End == TrainingEnd.Cancelled ? "interrupted after" : "for";
            return (model, $"all {question.Data.RowCount} rows, {course} {Numbers.Count(training.History.Training.Count, "epoch")}");
        }

        var other = scores[0].Trials[0];
        return other.Epochs > 0
            ? (other.Model, $"the rows that were not held out, because it was interrupted after {Numbers.Count(other.Epochs, "epoch")}")
            : null;
    }

    /// <summary>The search takes so little time that an interruption need not stop it; what takes more is left out then.</summary>
    private static Answer Find(Question question, HeldOut[] scores, Regressor model, CancellationToken interruption)
    {
        var options = new SearchOptions { Seed = question.Request.Seed };
        var extremum = model.Extremize(question.Goal, question.Domain, options);
        var interrupted = interruption.IsCancellationRequested;
        return new Answer
        {
            Question = question,
            Scores = interrupted ? [.. scores.Where(score => score.Trials.All(trial => trial.Epochs > 0))] : scores,
            Model = model,
            TrainedOn = "",
            Extremum = extremum,
            Disappointment = model.Surrogate.Members.Count > 1 && extremum.IsFeasible && !interrupted
                ? model.EstimateOptimism(question.Goal, question.Domain, options, interruption) : null,
            Noise = Noise.Of(question.Data),
            Relations = Relations.Of(question.Data).Linear,
            Interrupted = interrupted,
        };
    }
}
