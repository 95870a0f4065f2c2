using Extremal.Problems;
using Extremal.Training;
using Spectre.Console;

namespace Examples;

/// <summary>What the program prints: with colours and a moving bar on a terminal, plain text into a file or a pipe.</summary>
internal sealed partial class Terminal
{
    private const int WidthInFiles = 110;

    private readonly IAnsiConsole _console = AnsiConsole.Create(new AnsiConsoleSettings
    {
        Ansi = Console.IsOutputRedirected ? AnsiSupport.No : AnsiSupport.Detect,
        ColorSystem = Console.IsOutputRedirected || Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 }
            ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
        Interactive = Console.IsOutputRedirected ? InteractionSupport.No : InteractionSupport.Detect,
    });

    public Terminal()
    {
        if (Console.IsOutputRedirected) { _console.Profile.Width = WidthInFiles; }
        _console.Profile.Capabilities.Unicode = true;
    }

    /// <summary>What is asked of what.</summary>
    public void Introduce(Question question)
    {
        _console.Write(new Rule($"[bold]{Markup.Escape(Titles.Of(question))}[/]")
        {
            Justification = Justify.Left,
            Style = Style.Parse("blue"),
        });
        var facts = new Grid().AddColumn(new GridColumn().NoWrap().PadRight(2)).AddColumn();
        foreach (var (name, fact) in Titles.Facts(question)) { facts.AddRow($"[grey]{name}[/]", Markup.Escape(fact)); }
        _console.Write(facts);
        _console.WriteLine();
    }

    /// <summary>Does work that reports its progress in stages, each of so many trainings.</summary>
    public void Watch(string[] names, int trainings, Action<IReadOnlyList<Stage>> work)
    {
        if (!_console.Profile.Capabilities.Interactive)
        {
            work([.. names.Select(_ => new Stage(null))]);
            foreach (var name in names)
            {
                _console.WriteLine($"{(trainings == 1 ? "network" : Numbers.Count(trainings, "network"))} {name}: trained");
            }
            return;
        }

        _console.Progress().AutoClear(false).HideCompleted(false)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn { Width = 36 },
            new PercentageColumn(), new ElapsedTimeColumn())
            .Start(progress => work([.. names.Select(name => new Stage(
                progress.AddTask($"{(trainings == 1 ? "network" : Numbers.Count(trainings, "network"))} {name}", maxValue: trainings)))]));
    }

    /// <summary>Accuracy, answer, neighbours and verdict.</summary>
    public void Tell(Answer answer)
    {
        if (answer.Interrupted) { _console.MarkupLine("\n[yellow]Interrupted: what follows is the best so far.[/]"); }
        if (answer.Scores.Count > 0) { WriteScores(answer); }
        WriteInputs(answer);
        WriteNeighbours(answer);
        _console.Write(new Panel(Markup.Escape(Verdict.Of(answer)))
        {
            Header = new PanelHeader(" Verdict "),
            Border = BoxBorder.Rounded,
            Padding = new Padding(1, 0),
        });
    }

    public void Conclude(Answer answer, string path, TimeSpan elapsed)
    {
        var good = answer.Question.Aim switch { Aim.Maximize => "high", Aim.Minimize => "low", _ => "near" };
        _console.WriteLine($"The network that answers was trained on {answer.TrainedOn}.");
        _console.WriteLine(FormattableString.Invariant(
            $"{answer.Agreeing} of {answer.Extremum.Starts.Count} starts ended as {good}; {elapsed.TotalSeconds:F1} s in all."));
        Console.WriteLine($"Report: {path}");
    }

    private static Spectre.Console.Table Titled(string title) =>
        new() { Border = TableBorder.Rounded, Title = new TableTitle(Markup.Escape(title)) };

    private void WriteScores(Answer answer)
    {
        var table = Titled("Accuracy on rows that were held out: RMSE (R²)");
        table.AddColumn("scored on").AddColumn(new TableColumn("network").RightAligned())
            .AddColumn(new TableColumn("quadratic fit").RightAligned()).AddColumn(new TableColumn("mean").RightAligned());
        foreach (var score in answer.Scores)
        {
            table.AddRow(Titles.Of(score), $"[bold]{Titles.Of(score.Network)}[/]", Titles.Of(score.Quadratic), Titles.Of(score.Mean));
        }

        _console.WriteLine();
        _console.Write(table);
    }

    private void WriteInputs(Answer answer)
    {
        var question = answer.Question;
        var table = Titled($"Where the network finds {question.Sought}");
        table.AddColumn("input").AddColumn(new TableColumn("value").RightAligned()).AddColumn("in the data's range").AddColumn(
            new TableColumn("least").RightAligned())
            .AddColumn(new TableColumn("greatest").RightAligned()).AddColumn("");
        for (var i = 0; i < question.Inputs.Count; i++)
        {
            var column = question.Inputs[i];
            var state = answer.Extremum.States[i];
            var colour = state switch { BoundState.Free => "default", BoundState.Fixed => "grey", _ => "yellow" };
            table.AddRow(
                Markup.Escape(column.Name), $"[bold]{Numbers.Show(answer.Extremum.Point[i])}[/]",
                    $"[blue]{Titles.Gauge(column, answer.Extremum.Point[i])}[/]",
                Numbers.Show(column.Minimum), Numbers.Show(column.Maximum), $"[{colour}]{answer.WordsOf(i)}[/]");
        }

        foreach (var band in question.Domain.Bands)
        {
            table.AddRow("[grey]sum[/]", $"[grey]{Numbers.Show(answer.Sum)}[/]", "[grey]held between[/]",
                $"[grey]{Limit(band.Low)}[/]", $"[grey]{Limit(band.High)}[/]", "");
        }

        var target = question.Data.TargetColumns[0];
        table.AddEmptyRow();
        table.AddRow($"[bold green]{Markup.Escape(question.Target)}[/]", $"[bold green]{Numbers.Show(answer.Extremum.Value, 4)}[/]",
            $"[green]{Titles.Gauge(target, answer.Extremum.Value)}[/]", Numbers.Show(target.Minimum), Numbers.Show(target.Maximum),
                "[green]predicted[/]");
        _console.WriteLine();
        _console.Write(table);
    }

    private void WriteNeighbours(Answer answer)
    {
        var table = Titled("The nearest rows of the data");
        table.AddColumn(new TableColumn("line").RightAligned()).AddColumn(new TableColumn("distance (σ)").RightAligned()).AddColumn(
            new TableColumn("measured").RightAligned())
            .AddColumn(new TableColumn("network says").RightAligned()).AddColumn("differs most from the answer in");
        foreach (var (row, distance) in answer.Support.Nearest)
        {
            table.AddRow($"{answer.Question.Lines[row]}", Numbers.Show(distance, 3),
                $"[bold]{Numbers.Show(answer.Question.Measured(row), 4)}[/]",
                Numbers.Show(answer.Model.Predict(answer.Question.Row(row)), 4), Markup.Escape(answer.Differences(row)));
        }

        _console.WriteLine();
        _console.Write(table);
        _console.WriteLine();
    }

    /// <summary>A stage of trainings, and how much of it is done; several threads may report at once.</summary>
    internal sealed class Stage(ProgressTask? task) : IProgress<TrainingProgress>
    {
        private int _epochs = 1;

        public void Report(TrainingProgress progress)
        {
            _epochs = progress.Epochs;
            task?.Increment(1.0 / progress.Epochs);
        }

        /// <summary>A training may end before all of its epochs.</summary>
        public void Finish(TrainingOutcome outcome) => task?.Increment(1 - Math.Min(1, outcome.History.Training.Count / (double)_epochs));
    }

    private static string Limit(double value) => double.IsInfinity(value) ? "open" : Numbers.Show(value);
}
