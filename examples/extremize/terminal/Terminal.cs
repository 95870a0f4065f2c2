using Extremal;
using Extremal.Training;
using Spectre.Console;

namespace Examples;

/// <summary>What the program prints: with colours and progress bars on a terminal, plain text into a file or a pipe.</summary>
internal sealed partial class Terminal
{
    private readonly IAnsiConsole _console = Screen.Open(widthInFiles: 110);

    /// <summary>Prints the question, the data and the limits.</summary>
    public void Introduce(Question question)
    {
        _console.Headline(Titles.Of(question));
        var facts = new Grid().AddColumn(new GridColumn().NoWrap().PadRight(2)).AddColumn();
        foreach (var (name, fact) in Titles.Facts(question)) { facts.AddRow($"[grey]{name}[/]", Markup.Escape(fact)); }
        _console.Write(facts);
        _console.WriteLine();
    }

    /// <summary>Runs this many trainings of networks, or of ensembles of so many members, and shows their progress.</summary>
    public T Watch<T>(string name, int trainings, int members, Func<TrainingBar?, T> work)
    {
        var what = members == 1 ? Numbers.Count(trainings, "network")
            : trainings == 1 ? $"an ensemble of {members}" : $"{trainings} ensembles of {members}";
        T? result = default;
        if (!_console.Profile.Capabilities.Interactive)
        {
            result = work(null);
            _console.WriteLine($"{name}: {what}");
            return result;
        }

        _console.Progress().AutoClear(false).HideCompleted(false)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn { Width = 36 },
            new PercentageColumn(), new ElapsedTimeColumn())
            .Start(progress =>
            {
                var task = progress.AddTask($"{name}: {what}", maxValue: trainings);
                result = work(new TrainingBar(task, members));
                task.Value = trainings;
            });
        return result!;
    }

    public void Conclude(Answer answer, string path, TimeSpan elapsed)
    {
        var search = answer.Extremum.Elapsed.TotalSeconds;
        _console.WriteLine(Sureness.Trained(answer) + ".");
        _console.WriteLine(FormattableString.Invariant(
            $"{Sureness.Ended(answer)} The search took {search:F2} s of {elapsed.TotalSeconds:F1} s in all."));
        Console.WriteLine($"Report: {path}");
    }

    /// <summary>A progress bar of trainings. A training may end before all of its epochs; the bar is full when all have ended.</summary>
    internal sealed class TrainingBar(ProgressTask task, int members) : IProgress<TrainingProgress>, IProgress<AssessmentProgress>
    {
        public void Report(TrainingProgress progress) => task.Increment(1.0 / progress.Epochs / members);

        public void Report(AssessmentProgress progress)
        {
            Report(progress.Epoch);
            task.Value = Math.Max(task.Value, progress.Completed);
        }
    }
}
