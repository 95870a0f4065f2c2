using Extremal.Formats;

namespace Extremal.Tests.Examples;

/// <summary>
/// Nothing that the program is given acts on the terminal: names, labels, files, options. And nothing that is wrong with its streams ends it
/// before its work is done.
/// </summary>
[Parallelizable(ParallelScope.All)]
public sealed class ExtremizeStreamsTests
{
    // The title of a terminal's window is set, its screen cleared, the reading order turned, a colour set by one byte.
    private const string Evil = "\u001b]0;owned\u001b\\\u001b[2J\u202e\u009b1m", Shown = @"\u001b]0;owned\u001b\\u001b[2J\u202e\u009b1m";
    private const string FileName = $"ta{Evil}ble.csv";

    private string _folder = "";

    [OneTimeSetUp]
    public void Build()
    {
        ExtremizeProgram.Build();
        _folder = Directory.CreateTempSubdirectory("extremize-").FullName;
        File.WriteAllText(Path.Combine(_folder, "plain.csv"), Measurements.Text());
        File.WriteAllText(Path.Combine(_folder, FileName), Measurements.Text($"a{Evil},\"b\nb\",ty{Evil}pe,y{Evil}",
            change: (row, cells) => [cells[0], cells[1], "AB"[row % 2] + Evil, cells[2]]));
    }

    [OneTimeTearDown]
    public void Remove() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void HostileNamesAreShownWhereverTheyArePrinted()
    {
        ExtremizeProgram.Result result = Run(FileName, "--maximize", $"y{Evil}", "--categorical", $"ty{Evil}pe", "--at-most", $"a{Evil}=0.1",
            "--fix", $"ty{Evil}pe=A{Evil}", "--group", $"a{Evil}", "--sum", $"a{Evil}+b b=-5..5");
        Assert.That(result.Code, Is.Zero, result.Error);
        string page = File.ReadAllText(result.ReportPath);
        using (Assert.EnterMultipleScope())
        {
            RequirePrintable(result.Out);
            Assert.That(result.Error, Is.Empty);
            Assert.That(result.Words, Does.Contain($"The greatest y{Shown}").And.Contain($"ta{Shown}ble.csv: 120 rows"));
            Assert.That(result.Words, Does.Contain($"= A{Shown}"));
            Assert.That(result.Words, Does.Contain("groups of equal a").And.Contain(" b b "), "a line's end in a name is a space");
            RequirePrintable(page);
            Assert.That(page, Does.Contain($"The greatest y{Shown}").And.Contain($"ty{Shown}pe"));
        }

        ExtremizeProgram.Result asPrinted = Run(FileName, "--maximize", $"y{Shown}", "--categorical", $"ty{Shown}pe",
            "--at-most", $"a{Shown}=0.1", "--fix", $"ty{Shown}pe=A{Shown}", "--group", $"a{Shown}", "--sum", $"a{Shown}+b b=-5..5");
        Assert.That(asPrinted.Answer(), Is.EqualTo(result.Answer()), "names may be typed as they are printed");
    }

    [TestCase("no{0}file.csv", "--maximize", "y")]
    [TestCase("plain.csv", "--maximize", "{0}")]
    [TestCase("plain.csv", "--maximize", "y", "--fix", "a={0}")]
    [TestCase("plain.csv", "--maximize", "y", "--out", "plain.csv/{0}")]
    [TestCase("plain.csv", "--maxi{0}mize", "y")]
    [TestCase("plain.csv", "--maximize", "y", "more{0}")]
    public void MessagesAreShown(params string[] arguments)
    {
        ExtremizeProgram.Result result = ExtremizeProgram.Run(_folder, [.. arguments.Select(argument => argument.Replace("{0}", Evil + "\n"))]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Code, Is.EqualTo(2), result.Error);
            Assert.That(result.Out, Is.Empty);
            RequirePrintable(result.Error);
            Assert.That(result.Error, Does.Contain(Shown));
            Assert.That(result.Error.TrimEnd().Split('\n'), Has.Length.EqualTo(1), result.Error);
        }
    }

    [TestCase("a,b,y{0}\n1,x{0},2\n")]
    [TestCase("a,y\a{0}\n1,2\n")]
    public void MessagesAboutATableAreShown(string table)
    {
        string file = $"{TestContext.CurrentContext.Test.ID}{Evil}.csv";
        File.WriteAllText(Path.Combine(_folder, file), table.Replace("{0}", Evil));
        ExtremizeProgram.Result result = ExtremizeProgram.Run(_folder, file, "--maximize", "y" + Evil);
        Assert.That(result.Code, Is.EqualTo(2));
        Assert.That(result.Error, Does.Contain(Shown));
        RequirePrintable(result.Error);
    }

    // A mistake whose message cannot be written is still one; help that cannot be written is none.
    [TestCase("2>&-", "nothing.csv", "")]
    [TestCase("2>/dev/full", "nothing.csv", "")]
    [TestCase(">&- 2>&-", "--help", "")]
    [TestCase(">&-", "--help", "extremize: standard output cannot be written: Bad file descriptor\n")]
    [TestCase(">/dev/full", "--help", "extremize: standard output cannot be written: No space left on device\n")]
    [Platform("Linux")]
    public void AStreamThatIsClosedOrFullIsAMistake(string streams, string argument, string error)
    {
        ExtremizeProgram.Result result = ExtremizeProgram.RunInto(streams, _folder, argument);
        Assert.That((result.Code, result.Out, result.Error), Is.EqualTo((2, "", error)));
    }

    [TestCase(">/dev/full", 2)]
    [TestCase("2>&-", 0)]
    [Platform("Linux")]
    public void TheReportIsWrittenAllTheSame(string streams, int code)
    {
        string folder = Folder();
        ExtremizeProgram.Result result = ExtremizeProgram.RunInto(
            streams, _folder, "plain.csv", "--maximize", "y", "--hidden", "8", "--out", folder);
        Assert.That(result.Code, Is.EqualTo(code), result.Error);
        Assert.That(File.ReadAllText(Path.Combine(folder, "plain-maximize-y.html")), Does.EndWith("</html>\n"));
    }

    [Test]
    [Platform("Linux")]
    public void AReaderThatHasHadEnoughIsNoMistake()
    {
        ExtremizeProgram.Result result = ExtremizeProgram.RunInto("2>&1 | head -1", _folder, "--help");
        Assert.That((result.Code, result.Out.Split('\n')[0], result.Error), Is.EqualTo((0, "Description:", "")));
    }

    private ExtremizeProgram.Result Run(params string[] arguments) =>
        ExtremizeProgram.Run(_folder, [.. arguments, "--hidden", "8", "--out", Folder()]);

    private string Folder() => Path.Combine(_folder, Path.GetRandomFileName());

    private static void RequirePrintable(string text) =>
        Assert.That(text.Split('\n').Where(line => Printable.Of(line) != line).Select(Printable.Of), Is.Empty);
}
