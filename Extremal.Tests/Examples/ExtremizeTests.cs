using System.Text;

namespace Extremal.Tests.Examples;

/// <summary>Good input in all its spellings, and what is asked of it. Small tables train in a moment.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class ExtremizeTests
{
    private string _folder = "";
    private ExtremizeProgram.Result _run = new(0, "", "");
    private Dictionary<string, double> _plain = [];

    [OneTimeSetUp]
    public void Build()
    {
        ExtremizeProgram.Build();
        _folder = Directory.CreateTempSubdirectory("extremize-").FullName;
        Write("plain.csv", Measurements.Text());
        _run = Run("plain.csv", "--maximize", "y");
        _plain = _run.Answer();
    }

    [OneTimeTearDown]
    public void Remove() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void FindsTheTop()
    {
        ExtremizeProgram.Result result = ExtremizeProgram.Run(_folder, "plain.csv", "--maximize", "y");
        Assert.That(result.Code, Is.Zero, result.Error);
        Dictionary<string, double> answer = result.Answer();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer["a"], Is.EqualTo(Measurements.TopA).Within(0.1));
            Assert.That(answer["b"], Is.EqualTo(Measurements.TopB).Within(0.1));
            Assert.That(answer["y"], Is.EqualTo(Measurements.Top).Within(0.02));
            Assert.That(result.Words, Does.Match("The model is the .*, trained by evidence on all 120 rows").And.Contain("left-out rows"));
        }
    }

    // However a table is written, the same numbers are read, and so the same bits come out.
    [TestCase("semicolons", ";", "\n", "utf-16")]
    [TestCase("tabs", "\t", "\r\n", "utf-8")]
    [TestCase("spaces", " , ", "\n\n", "")]
    public void SeparatorsAndByteOrderMarks(string name, string separator, string newLine, string marked)
    {
        string text = Measurements.Text($"a{separator}b{separator}y", separator, newLine);
        File.WriteAllText(Path.Combine(_folder, $"{name}.csv"), text, marked == "" ? new UTF8Encoding() : Encoding.GetEncoding(marked));
        Assert.That(Answer($"{name}.csv", "--maximize", "y"), Is.EqualTo(_plain));
    }

    [Test]
    public void QuotesAndScientificNotation()
    {
        Write("quoted.csv", Measurements.Text("\"a\",\"b\",\"y\"",
            number: value => FormattableString.Invariant($"\"{value:0.######E+0}\"")));
        Assert.That(Answer("quoted.csv", "--maximize", "y"), Is.EqualTo(_plain));
    }

    [Test]
    public void NamesWithSpacesCommasAndQuotes()
    {
        Write("names.csv", Measurements.Text("\"a, in m\",\"b \"\"new\"\"\",the yield"));
        Dictionary<string, double> answer = Answer(
            "names.csv", "--maximize", "the yield", "--range", "a, in m=-1:1", "--sum", "\"a, in m\",\"b \"\"new\"\"\"=-0.5:-0.25");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer["a, in m"] + answer["b \"new\""], Is.InRange(-0.5, -0.25));
            Assert.That(answer["the yield"], Is.LessThan(_plain["y"]));
        }
    }

    [Test]
    public void IgnoredColumnsMayHoldText()
    {
        Write("text.csv", Measurements.Text("name,a,b,y", change: (row, cells) => [$"sample {row}", .. cells]));
        Assert.That(Answer("text.csv", "--maximize", "y", "--ignore", "name"), Is.EqualTo(_plain));
    }

    [TestCase("1,,2")]
    [TestCase("NaN,0,NA")]
    public void RowsWithMissingCellsAreDropped(string line)
    {
        string file = $"{TestContext.CurrentContext.Test.ID}.csv";
        Write(file, Measurements.With(line));
        ExtremizeProgram.Result result = Run(file, "--maximize", "y", "--drop-missing");
        Assert.That(result.Answer(), Is.EqualTo(_plain));
        Assert.That(result.Out, Does.Contain("1 row with missing cells left out"));
    }

    [Test]
    public void EveryCultureReadsAndWritesTheSame()
    {
        ExtremizeProgram.Result result = ExtremizeProgram.RunIn(
            "de_DE.UTF-8", _folder, "plain.csv", "--maximize", "y", "--hidden", "16", "--range", "a=-0.95:0.95", "--out", Folder());
        Assert.That(result.Code, Is.Zero, result.Error);
        Assert.That(result.Answer(), Is.EqualTo(Answer("plain.csv", "--maximize", "y", "--range", "a=-0.95:0.95")));
        Assert.That(result.Out, Does.Contain("-0.95 ≤ a ≤ 0.95"));
    }

    [Test]
    public void FixedInputsAreTheGivenNumberAndBandsHoldExactly()
    {
        Dictionary<string, double> answer = Answer("plain.csv", "--maximize", "y", "--fix", "a=0.1", "--sum", "a,b=0.3:0.35");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer["a"], Is.EqualTo(0.1));
            Assert.That(answer["a + b"], Is.EqualTo(answer["a"] + answer["b"]).And.InRange(0.3, 0.35));
        }
    }

    [Test]
    public void MinimizeStaysInItsBox()
    {
        Dictionary<string, double> answer = Answer("plain.csv", "--minimize", "y", "--within", "1.5", "--range", "a=-0.25:0.5");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer["a"], Is.EqualTo(-0.25), "the hill falls off to both sides, to this one more");
            Assert.That(answer["y"], Is.LessThan(_plain["y"] - 0.5));
        }
    }

    [Test]
    public void ReachFindsTheValue()
    {
        ExtremizeProgram.Result result = Run("plain.csv", "--reach", "y=2.5");
        Assert.That(result.Answer()["y"], Is.EqualTo(2.5).Within(1e-3));
        Assert.That(result.Out + File.ReadAllText(result.ReportPath), Does.Not.Contain("ot reached"));
    }

    [Test]
    public void AValueOutOfReachIsSaid()
    {
        ExtremizeProgram.Result result = ExtremizeProgram.Run(
            _folder, "plain.csv", "--reach", "y=50", "--hidden", "16", "--out", Folder());
        const string Missed = "no input within the limits was found that brings y to 50; the nearest value found is ";
        string page = File.ReadAllText(result.ReportPath);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Code, Is.EqualTo(3));
            Assert.That(result.Error, Does.StartWith($"extremize: {Missed}").And.EndsWith(" below it\n"));
            Assert.That(result.Words, Does.Contain($"Not reached: {Missed}").And.Contain("Not reached: y = 50; this is the nearest"));
            Assert.That(result.Words, Does.Contain("No search reached y = 50").And.Not.Contain("The best search"));
            Assert.That(page, Does.Contain("<h1>Not reached: y = 50</h1>").And.Contain($"Not reached: {Missed}").And.Contain("y, wanted"));
            Assert.That(page, Does.Not.Contain("The best search").And.Not.Contain("<h1>How to reach"));
        }
    }

    [Test]
    public void GroupsAreScoredToo()
    {
        Write("groups.csv", Measurements.Text("batch,a,b,y", change: (row, cells) => [$"B{row / 12}", .. cells]));
        ExtremizeProgram.Result result = Run("groups.csv", "--maximize", "y", "--ignore", "batch", "--group", "batch", "--seeds", "2");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Out, Does.Contain("10 groups of equal batch"));
            Assert.That(result.Out, Does.Contain("a fifth of the rows, 2 draws pooled"));
            Assert.That(result.Out, Does.Contain("a fifth of the groups, 2 draws pooled"));
            Assert.That(result.Words, Does.Match(
                @"no prediction interval: 90 % want at least 9 groups that no training saw, and there are [2-4] \(a greater --seeds holds out more\)"));
        }
    }

    // The assessment would take half a minute; what was completed of it is reported, and the final training follows.
    [Test]
    [Platform("Linux")]
    public void AnInterruptedAssessmentStillHasAnAnswer()
    {
        ExtremizeProgram.Result result = ExtremizeProgram.RunInterrupted(
            "limits", _folder, "plain.csv", "--maximize", "y", "--hidden", "16", "--seeds", "1000", "--out", Folder());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Code, Is.EqualTo(130), result.Error);
            Assert.That(result.Answer()["y"], Is.EqualTo(Measurements.Top).Within(0.1));
            Assert.That(result.Words, Does.Contain("Interrupted: what follows is the best so far"));
            Assert.That(result.Words, Does.Match(@"It was interrupted after \d{1,3} of 1000 trainings"));
            Assert.That(result.Words, Does.Match(@"The network was trained on all 120 rows.* \d+ epochs\."));
            Assert.That(File.ReadAllText(result.ReportPath), Does.Contain("The program was interrupted"));
        }
    }

    [Test]
    public void AHillIsNoBetterThanAQuadratic()
    {
        Assert.That(_run.Words, Does.Contain("no better than a quadratic"), "the hill is one");
        Assert.That(_run.Words, Does.Contain("90 % prediction interval").And.Contain("residuals of held-out rows"));
    }

    [Test]
    public void TheReportStandsAlone()
    {
        string page = File.ReadAllText(_run.ReportPath);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(page, Does.StartWith("<!DOCTYPE html>").And.EndsWith("</html>\n"));
            Assert.That(page, Does.Not.Contain("<script").And.Not.Contain("src=").And.Not.Contain("<link"));
            Assert.That(page.Replace("http://www.w3.org/2000/svg", ""), Does.Not.Contain("http"));
            Assert.That(page.Split("<figure>"), Has.Length.EqualTo(1 + 3 + 2 + 1 + 1), "distances, two slices, predictions, losses");
        }
    }

    [Test]
    public void HelpNamesEveryOption()
    {
        ExtremizeProgram.Result result = ExtremizeProgram.Run(_folder, "--help");
        string[] options = ["--maximize", "--minimize", "--reach", "--ignore", "--fix", "--range", "--sum", "--within", "--group",
            "--drop-missing", "--hidden", "--also", "--at-least", "--at-most", "--no-sum", "--integer", "--grid", "--categorical",
            "--inside", "--ensemble", "--seed ", "--seeds", "--out", "--certify", "--gap"];
        Assert.That(result.Code, Is.Zero);
        Assert.That(options.Where(option => !result.Out.Contains(option)), Is.Empty);
    }

    private Dictionary<string, double> Answer(params string[] arguments) => Run(arguments).Answer();

    private ExtremizeProgram.Result Run(params string[] arguments)
    {
        ExtremizeProgram.Result result = ExtremizeProgram.Run(_folder, [.. arguments, "--hidden", "16", "--out", Folder()]);
        Assert.That(result.Code, Is.Zero, result.Error);
        Assert.That(result.Error, Is.Empty);
        return result;
    }

    private string Folder() => Path.Combine(_folder, Path.GetRandomFileName());

    private void Write(string file, string text) => File.WriteAllText(Path.Combine(_folder, file), text);
}
