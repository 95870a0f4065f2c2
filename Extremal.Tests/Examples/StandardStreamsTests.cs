using System.Text.RegularExpressions;
using Examples;
using Extremal.Formats;
using Spectre.Console;

namespace Extremal.Tests.Examples;

/// <summary>What all examples print on.</summary>
public sealed partial class StandardStreamsTests
{
    private const string Evil = "\u001b]0;owned\u0007\u001b[2J\u202e\u009b1m\r";

    [Test]
    public void TextIsPrintableAndLinesEndWhereTheProgramEndsThem()
    {
        var text = new StringWriter { NewLine = "\n" };
        using var writer = new PrintableWriter(text) { NewLine = "\n" };
        writer.WriteLine($"a{Evil} 漢😀\nb");
        writer.Write('\u001b');
        writer.Write([.. $"{Evil}\n"], 0, Evil.Length);
        writer.Write("c\r\nd\n\n");
        writer.Write((string?)null);
        writer.Write($"{Evil,3}{1.5}");
        string shown = Printable.Of(Evil);
        Assert.That(text.ToString(), Is.EqualTo($"a{shown} 漢😀\nb\n\\u001b{shown}c\r\nd\n\n{shown}1.5"));
    }

    [Test]
    public void AStreamThatFailsIsLeftAlone()
    {
        var failing = new FailingWriter();
        using var writer = new LastingWriter(() => failing);
        writer.Write("one");
        Assert.That(writer.Failure, Is.Null);
        failing.Fails = true;
        writer.WriteLine("two");
        writer.Flush();
        Assert.That(writer.Failure, Is.TypeOf<IOException>());
        failing.Fails = false;
        writer.Write("three");
        Assert.That(failing.Written, Is.EqualTo("one"), "what comes after a gap would be misread");
        using var absent = new LastingWriter(() => throw new UnauthorizedAccessException("closed"));
        absent.Write("four");
        Assert.That(absent.Failure?.Message, Is.EqualTo("closed"));
    }

    [Test]
    public void OnATerminalOnlyTheProgramsOwnCodesAct()
    {
        var text = new StringWriter();
        IAnsiConsole console = Screen.Open(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = ColorSystemSupport.TrueColor,
            Interactive = InteractionSupport.Yes,
            Out = new AnsiConsoleOutput(text),
        });
        console.Profile.Width = 100;
        console.Headline(Evil);
        console.WriteLine(Evil);
        console.MarkupLine($"[red]{Markup.Escape(Evil)}[/]");
        console.Write(new Table().AddColumn(Markup.Escape(Evil)).AddRow($"[bold]{Markup.Escape(Evil)}[/]"));
        console.Write(new Panel(Markup.Escape(Evil)) { Header = new PanelHeader(Markup.Escape(Evil)) });
        console.Write(new Grid().AddColumn().AddRow(Markup.Escape(Evil)));
        console.Progress().Start(progress => progress.AddTask(Markup.Escape(Evil)).Increment(100));

        string plain = OwnCodes().Replace(text.ToString(), "");
        Assert.That(plain, Has.Length.LessThan(text.ToString().Length), "there are codes");
        Assert.That(plain.Replace("\r", "").Split('\n').Where(line => Printable.Of(line) != line).Select(Printable.Of), Is.Empty);
        Assert.That(plain, Does.Not.Contain("?25"), "the program's own are left alone");
        Assert.That(Regex.Count(plain, Regex.Escape(@"\u001b]0;owned")), Is.GreaterThanOrEqualTo(7));
    }

    /// <summary>A program that began otherwise would print otherwise.</summary>
    [Test]
    public void EveryProgramPrintsOnThem()
    {
        string examples = Path.Combine(ExtremizeProgram.Root, "examples");
        string[] programs = [.. Directory.GetFiles(examples, "*.cs"), Path.Combine(ExtremizeProgram.Root, "Extremal.Benchmarks", "Program.cs")];
        Assert.That(programs, Has.Length.GreaterThanOrEqualTo(5));
        foreach (string program in programs)
        {
            string text = File.ReadAllText(program);
            bool isAlone = text.Contains("\nStandardStreams.Open();") && text.Contains("\nreturn StandardStreams.Close(");
            Assert.That(isAlone || text.Contains("\nreturn ConsoleProgram.Run("), program);
        }

        IEnumerable<string> others = Directory.EnumerateFiles(examples, "*.cs", SearchOption.AllDirectories)
            .Where(file => OtherWays().IsMatch(File.ReadAllText(file)));
        Assert.That(others.Select(Path.GetFileName), Is.EquivalentTo(new[] { "Screen.cs", "StandardStreams.cs" }), "the only ways to a stream");
    }

    [GeneratedRegex(@"OpenStandard(Output|Error)|\bAnsiConsole\.|\.Set(Out|Error)\(")]
    private static partial Regex OtherWays();

    // Colours, moves of the cursor by lines, and whether it is seen.
    [GeneratedRegex(@"\x1b\[(\d+(;\d+)*)?[mAK]|\x1b\[\?25[lh]")]
    private static partial Regex OwnCodes();

    private sealed class FailingWriter : StringWriter
    {
        public bool Fails { get; set; }

        public string Written => ToString();

        public override void Write(ReadOnlySpan<char> buffer)
        {
            if (Fails)
            {
                throw new IOException("No space left on device");
            }

            base.Write(buffer);
        }
    }
}
