using Spectre.Console;

namespace Examples.Study;

/// <summary>What the program prints: with colours and a moving bar on a terminal, plain text into a file or a pipe.</summary>
internal sealed class Terminal
{
    private readonly IAnsiConsole _console = Screen.Open(widthInFiles: 160);

    public void Introduce(Plan plan, Request request)
    {
        _console.Headline("How good are the extrema of networks that were trained on few rows?");
        _console.WriteLine(
            $"{Numbers.Count(plan.Settings.Count, "setting")} of problem, rows and noise, {Numbers.Count(request.Seeds, "seed")} each; "
            + $"{Numbers.Count(request.Threads, "run")} at a time. Every run trains one network, fits one Gaussian process and asks:");
        Explain(Contenders.All.Select(contender => (contender.Short(), contender.Long())));
    }

    /// <summary>What <see cref="TrustCourse"/> prints before it begins.</summary>
    public void Introduce(Request request)
    {
        _console.Headline("Which answers can be trusted, where rows cover a part of the box?");
        _console.WriteLine(
            $"{Numbers.Count(request.Problems.Count, "function")}, {Numbers.Count(request.Seeds, "data set")} each; "
            + $"{Numbers.Count(request.Threads, "run")} at a time. Who answers:");
        Explain(TrustRun.Contenders);
    }

    /// <summary>Does work that tells of every finished run.</summary>
    /// <param name="runs">How many there will be.</param>
    /// <param name="work">Calls what it is given after each.</param>
    /// <param name="count">How many were made.</param>
    public T Watch<T>(int runs, Func<Action, T> work, Func<T, int> count)
    {
        if (!_console.Profile.Capabilities.Interactive)
        {
            var made = work(() => { });
            _console.WriteLine($"{count(made)} of {Numbers.Count(runs, "run")} made");
            return made;
        }

        return _console.Progress().AutoClear(false)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn { Width = 36 },
                new PercentageColumn(), new ElapsedTimeColumn(), new RemainingTimeColumn())
            .Start(progress =>
            {
                var task = progress.AddTask(Numbers.Count(runs, "run"), maxValue: runs);
                return work(() => task.Increment(1));
            });
    }

    /// <summary>All tables, from few rows to many, then the dimensions, the searches and the checks.</summary>
    public void Tell(Results results)
    {
        if (results.All.Count < results.Planned)
        {
            _console.MarkupLine($"\n[yellow]Interrupted: what follows is of {results.All.Count} of {results.Planned} runs.[/]");
        }

        foreach (var (rows, noisy) in results.Tables) { Write(Tables.OfProblems(results, rows, noisy)); }
        foreach (var family in results.Plan.Families.Where(family => family.Fixed.Concat(family.Growing).Any(results.Has)))
        {
            Write(Tables.OfFamily(results, family));
        }

        if (Tables.Published(results) is { } published) { Write(published); }
        Write(Tables.Searches(results));
        Write(Tables.Checks(Check.Of(results)));
    }

    public void Conclude(Results results, string page, TimeSpan elapsed)
    {
        var training = Numbers.Median(results.All.Select(run => run.TrainingTime.TotalMilliseconds));
        var fitting = Numbers.Median(results.All.Select(run => run.FittingTime.TotalMilliseconds));
        _console.WriteLine(FormattableString.Invariant($"{results.All.Count} runs in {elapsed.TotalSeconds:F1} s; ")
            + FormattableString.Invariant($"training took {training:F0} ms, the Gaussian process {fitting:F0} (medians)."));
        Console.WriteLine($"Report: {page}");
    }

    public void Write(Tables.Text text)
    {
        var table = new Table { Border = TableBorder.Rounded, Title = new TableTitle(Markup.Escape(text.Title)) };
        for (var i = 0; i < text.Header.Count; i++)
        {
            var column = new TableColumn(Markup.Escape(text.Header[i])) { Padding = new Padding(0, 0, 1, 0) };
            var number = text.Rows.All(row => row[i].Length == 0 || char.IsDigit(row[i].TrimStart('-')[0]));
            column.NoWrap = text.Header[i] == "problem";
            table.AddColumn(number && text.Header[i] != "count" ? column.RightAligned().NoWrap() : column);
        }

        foreach (var row in text.Rows) { table.AddRow([.. row.Select(Coloured)]); }
        _console.WriteLine();
        _console.Write(table);
        if (text.Note.Length > 0) { _console.MarkupLine($"[grey]{Markup.Escape(text.Note)}[/]"); }
    }

    private void Explain(IEnumerable<(string Name, string What)> contenders)
    {
        var facts = new Grid().AddColumn(new GridColumn().NoWrap().PadRight(2)).AddColumn();
        foreach (var (name, what) in contenders) { facts.AddRow($"[grey]{name}[/]", Markup.Escape(what)); }
        _console.Write(facts);
        _console.WriteLine();
    }

    private static string Coloured(string cell) => cell switch
    {
        "holds" => "[green]holds[/]",
        "does not hold" => "[red]does not hold[/]",
        _ => cell.EndsWith('*') ? $"[green]{Markup.Escape(cell)}[/]" : Markup.Escape(cell),
    };
}
