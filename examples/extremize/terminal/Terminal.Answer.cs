using Extremal.Problems;
using Spectre.Console;

namespace Examples;

/// <summary>The answer: inputs and value, limits, optima, proof, accuracy, distance from the data.</summary>
internal sealed partial class Terminal
{
    public void Show(Answer answer)
    {
        if (answer.Interrupted) { _console.MarkupLine("\n[yellow]Interrupted: what follows is the best so far.[/]"); }
        WriteInputs(answer);
        Write(Sheets.AsAsked(answer));
        Write(Sheets.Limits(answer));
        Write(Sheets.Prices(answer));
        Write(Sheets.Others(answer));
        Write(Sheets.Optima(answer));
        WriteProof(answer);
        Write(Sheets.Scores(answer));
        _console.WriteLine();
        foreach (var sentence in Sureness.Sentences(answer)) { _console.WriteLine(sentence); }
        Write(Sheets.Distances(answer));
        WriteNeighbours(answer);
        foreach (var outside in answer.Support.OutOfRange) { _console.WriteLine($"{outside}."); }
        Write(Sheets.Relations(answer));
        WriteBoxed("Verdict", Verdict.Of(answer));
    }

    private static Spectre.Console.Table Titled(string title) =>
        new() { Border = TableBorder.Rounded, Title = new TableTitle(Markup.Escape(title)) };

    private void Write(Sheet sheet)
    {
        if (sheet.Rows.Count == 0) { return; }

        var table = Titled(sheet.Title);
        for (var i = 0; i < sheet.Headings.Length; i++)
        {
            var column = new TableColumn(Markup.Escape(sheet.Headings[i]));
            table.AddColumn(sheet.IsNumeric(i) ? column.RightAligned() : column);
        }

        foreach (var row in sheet.Rows)
        {
            table.AddRow([.. row.Select(cell => cell.StartsWith("VIOLATED", StringComparison.Ordinal)
                ? $"[red]{Markup.Escape(cell)}[/]" : Markup.Escape(cell))]);
        }

        _console.WriteLine();
        _console.Write(table);
    }

    private void WriteBoxed(string title, string text)
    {
        _console.WriteLine();
        _console.Write(new Panel(Markup.Escape(text))
        {
            Header = new PanelHeader($" {title} "),
            Border = BoxBorder.Rounded,
            Padding = new Padding(1, 0),
        });
    }

    private void WriteInputs(Answer answer)
    {
        var question = answer.Question;
        var table = Titled(Titles.Found(answer));
        table.AddColumn("input").AddColumn(new TableColumn("value").RightAligned()).AddColumn("position in the data")
            .AddColumn(new TableColumn("minimum").RightAligned()).AddColumn(new TableColumn("maximum").RightAligned()).AddColumn("");
        foreach (var feature in question.Features)
        {
            var column = question.Inputs[feature.Columns[0]];
            var state = answer.Extremum.BoundStates[feature.Columns[0]];
            var colour = feature.IsCategory || state == BoundState.Free ? "default" : state == BoundState.Fixed ? "grey" : "yellow";
            var gauge = feature.IsCategory ? "" : Titles.Gauge(column, answer.Extremum.Point[feature.Columns[0]]);
            string[] range = feature.IsCategory ? ["", ""] : [Numbers.Show(column.Minimum), Numbers.Show(column.Maximum)];
            table.AddRow(Markup.Escape(Titles.WithUnit(feature.Name, feature.Unit)),
                $"[bold]{Markup.Escape(Question.Show(feature, answer.Point))}[/]", $"[blue]{gauge}[/]",
                range[0], range[1], $"[{colour}]{answer.WordsOf(feature)}[/]");
        }

        var target = question.TargetColumn;
        table.AddEmptyRow();
        table.AddRow($"[bold green]{Markup.Escape(Titles.WithUnit(question.Target, target.Unit))}[/]",
            $"[bold green]{Numbers.Show(answer.Extremum.Value, 4)}[/]",
            $"[green]{Titles.Gauge(target, answer.Extremum.Value)}[/]", Numbers.Show(target.Minimum), Numbers.Show(target.Maximum),
            "[green]predicted[/]");
        if (answer.Interval() is { } interval)
        {
            table.AddRow("[green]90 % prediction interval[/]", $"[green]{Numbers.Show(interval.Low, 4)}[/]", "[green]to[/]",
                "", $"[green]{Numbers.Show(interval.High, 4)}[/]", $"[green]from {Titles.Basis(interval)}[/]");
        }

        _console.WriteLine();
        _console.Write(table);
    }

    private void WriteNeighbours(Answer answer)
    {
        var table = Titled("The nearest rows of the data");
        table.AddColumn(new TableColumn("line").RightAligned()).AddColumn(new TableColumn("distance (σ)").RightAligned()).AddColumn(
            new TableColumn("measured").RightAligned())
            .AddColumn(new TableColumn("predicted").RightAligned()).AddColumn("greatest differences from the answer");
        var predicted = new double[answer.Model.Surrogate.Outputs];
        foreach (var near in answer.Support.Nearest)
        {
            answer.Model.Predict([.. near.Inputs], predicted);
            table.AddRow($"{answer.Question.Lines[near.Row]}", Numbers.Show(near.Distance, 3),
                $"[bold]{Numbers.Show(near.Targets[0], 4)}[/]", Numbers.Show(predicted[0], 4),
                Markup.Escape(answer.Differences([.. near.Inputs])));
        }

        _console.WriteLine();
        _console.Write(table);
    }
}
