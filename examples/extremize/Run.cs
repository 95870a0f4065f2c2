using System.Diagnostics;
using Extremal;
using Extremal.Data;
using Extremal.Extrema;
using Extremal.Problems;
using Extremal.Results;

namespace Examples;

/// <summary>All steps in order: read, assess, train, search, prove, report.</summary>
internal static class Run
{
    private const int NotFound = 3;
    private const int Interrupted = 130;

    /// <summary>For how long the final training may go on after an interruption.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);

    public static int From(Request asked, CancellationToken interruption)
    {
        var began = Stopwatch.GetTimestamp();
        var request = Concrete.Complete(asked);
        var question = QuestionReader.Read(request, TableReader.Read(request.File!));
        var folder = WritableFolder.Prepare(request.Out);
        var terminal = new Terminal();
        terminal.Introduce(question);

        var assessment = Assess(question, terminal, interruption);
        if (Train(question, assessment, terminal, interruption) is not { } model)
        {
            Console.Error.WriteLine("extremize: interrupted before a network was trained; there is no answer yet");
            return Interrupted;
        }

        var answer = Proving.Prove(Find(question, assessment, model, interruption), terminal, interruption);
        terminal.Show(answer);
        var path = ReportFile.Write(folder, answer);
        terminal.Conclude(answer, path, Stopwatch.GetElapsedTime(began));
        var failure = !answer.Extremum.IsFeasible ? Verdict.Nowhere(answer) : answer.IsMissed ? Verdict.Missed(answer) : null;
        if (failure is not null) { Console.Error.WriteLine($"extremize: {failure}"); }
        return answer.Interrupted || answer.Proof?.End == CertificateEnd.Cancelled ? Interrupted : failure is null ? 0 : NotFound;
    }

    private static Assessment Assess(Question question, Terminal terminal, CancellationToken interruption)
    {
        var options = Settings.Assessment(question.Request);
        var trainings = options.Repeats * (question.Data.GroupCount > 0 ? 2 : 1);
        return terminal.Watch("assessment", trainings, question.Request.Members, progress =>
            Regressor.Assess(question.Data, Settings.Assessed(question), options, progress, interruption));
    }

    /// <summary>
    /// The network on all rows. An interruption, also one of the assessment, leaves it a short time; null if no epoch is completed by then.
    /// </summary>
    private static Regressor? Train(Question question, Assessment assessment, Terminal terminal, CancellationToken interruption)
    {
        using var end = new CancellationTokenSource();
        using var registration = interruption.Register(() => end.CancelAfter(Grace));
        var options = Settings.Final(question, assessment.Of().BestEpochs);
        var model = terminal.Watch("final training on all rows", 1, question.Request.Members, progress =>
            Regressor.Train(question.Data, options, progress, end.Token));
        return model.Training is not { History.Training.Count: > 0 } ? null
            : model.Residuals is null ? model.Calibrate(assessment) : model;
    }

    /// <summary>The search takes so little time that an interruption need not stop it; what takes more is left out then.</summary>
    private static Answer Find(Question question, Assessment assessment, Regressor model, CancellationToken interruption)
    {
        var options = new SearchOptions { Seed = question.Request.Seed };
        var recommendation = question.Aim != Aim.Reach && !question.Request.IsByBatches && model.Surrogate.HasSpread
            ? model.Recommend(question.Goal, question.Domain, options) : null;
        var extremum = recommendation?.RiskAverse ?? model.Extremize(question.Goal, question.Domain, options);
        var interrupted = interruption.IsCancellationRequested;
        return new Answer
        {
            Question = question,
            Assessment = assessment,
            Model = model,
            Extremum = extremum,
            Recommendation = recommendation,
            Optimism = question.Request.Members > 1 && extremum.IsFeasible && !interrupted
                ? model.EstimateOptimism(question.Goal, question.Domain, options, interruption) : null,
            Relations = Relations.Of(question.Data).Linear,
            Interrupted = interrupted,
        };
    }
}
