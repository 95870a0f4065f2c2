using Extremal;
using Extremal.Training;
using Spectre.Console;

namespace Examples;

/// <summary>What the program prints: with colours and a moving bar on a terminal, plain text into a file or a pipe.</summary>
internal sealed partial class Terminal
{
    private readonly IAnsiConsole _console = Screen.Open(widthInFiles: 110);

    /// <summary>What is asked of what.</summary>
    public void Introduce(Question question)
    {
        _console.Headline(Titles.Of(question));
        var facts = new Grid().AddColumn(new GridColumn().NoWrap().PadRight(2)).AddColumn();
        foreach (var (name, fact) in Titles.Facts(question)) { facts.AddRow($"[grey]{name}[/]", Markup.Escape(fact)); }
        _console.Write(facts);
        _console.WriteLine();
    }

    /// <summary>Does work that reports its progress in stages, each of this many trainings of this many networks.</summary>
    public void Watch(string[] names, int trainings, int members, Action<IReadOnlyList<Stage>> work)
    {
        var thing = members == 1 ? "network" : $"ensemble of {members}";
        var things = trainings == 1 ? thing : members == 1 ? Numbers.Count(trainings, thing) : $"{trainings} times an {thing}";
        string Name(string name) => $"{things} {name}";
        if (!_console.Profile.Capabilities.Interactive)
        {
            work([.. names.Select(_ => new Stage(null, members))]);
            foreach (var name in names) { _console.WriteLine($"{Name(name)}: trained"); }
            return;
        }

        _console.Progress().AutoClear(false).HideCompleted(false)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn { Width = 36 },
            new PercentageColumn(), new ElapsedTimeColumn())
            .Start(progress => work([.. names.Select(name => new Stage(progress.AddTask(Name(name), maxValue: trainings), members))]));
    }

    public void Conclude(Answer answer, string path, TimeSpan elapsed)
    {
        var networks = answer.Members > 1 ? $"The {answer.Members} networks that answer were" : "The network that answers was";
        var search = answer.Extremum.Elapsed.TotalSeconds;
        _console.WriteLine($"{networks} trained on {answer.TrainedOn}.");
        _console.WriteLine(FormattableString.Invariant(
            $"{Sureness.Ended(answer)} The search took {search:F2} s of {elapsed.TotalSeconds:F1} s in all."));
        Console.WriteLine($"Report: {path}");
    }

    /// <summary>A stage of trainings, and how much of it is done; several threads may report at once.</summary>
    internal sealed class Stage(ProgressTask? task, int members) : IProgress<TrainingProgress>
    {
        private int _epochs = 1;

        public void Report(TrainingProgress progress)
        {
            _epochs = progress.Epochs;
            task?.Increment(1.0 / progress.Epochs / members);
        }

        /// <summary>A training may end before all of its epochs.</summary>
        public void Finish(Regressor model) => task?.Increment(
            1 - Math.Min(1, model.Trainings.Sum(training => training.History.Training.Count) / ((double)_epochs * members)));
    }
}
