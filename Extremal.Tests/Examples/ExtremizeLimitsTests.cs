namespace Extremal.Tests.Examples;

/// <summary>Every kind of limit and every further thing that the program can be asked, on small tables that train in a moment.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class ExtremizeLimitsTests
{
    private string _folder = "";

    [OneTimeSetUp]
    public void Build()
    {
        ExtremizeProgram.Build();
        _folder = Directory.CreateTempSubdirectory("extremize-").FullName;
        Write("plain.csv", Measurements.Text());
        Write("types.csv", Measurements.WithTypes());
        Write("cost.csv", Measurements.Text("a,b,y,cost", change: (_, cells) =>
            [.. cells, Measurements.Plain(2 * Read(cells[0]) + Read(cells[1]))]));
        Write("mixture.csv", Measurements.Text("a,b,c,y", change: (_, cells) =>
            [cells[0], cells[1], Measurements.Plain(1 - Read(cells[0]) - Read(cells[1])), cells[2]]));
    }

    [OneTimeTearDown]
    public void Remove() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void SeveralSumsAndEqualitiesHold()
    {
        Dictionary<string, double> answer = Answer("plain.csv", "--sum", "a+b=0.3..0.35", "--sum", "a + -1*b = 0.1");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer["a"] - answer["b"], Is.EqualTo(0.1).Within(1e-9));
            Assert.That(answer["a - b"], Is.EqualTo(0.1).Within(1e-9));
            Assert.That(answer["a + b"], Is.InRange(0.3 - 1e-9, 0.35 + 1e-9));
        }
    }

    [Test]
    public void SumsReadAlikeWithPlusAndCommas() => Assert.That(
        Answer("plain.csv", "--sum", "a+b=0.3..0.35"), Is.EqualTo(Answer("plain.csv", "--sum", "a,b=0.3:0.35")));

    [Test]
    public void OneSidedLimitsAreMetToTheBit()
    {
        ExtremizeProgram.Result result = Run("plain.csv", "--at-most", "a=0.1", "--at-least", "b=0");
        Dictionary<string, double> answer = result.Answer();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer["a"], Is.EqualTo(0.1));
            Assert.That(answer["b"], Is.Zero);
            Assert.That(result.Words, Does.Contain("a ≤ 0.1 0.1 met").And.Contain("raising it by 1 changes y by"));
        }
    }

    [Test]
    public void StepsAreKept()
    {
        ExtremizeProgram.Result result = Run("plain.csv", "--grid", "a=0.25", "--integer", "b");
        Dictionary<string, double> answer = result.Answer();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer["a"], Is.EqualTo(0.25));
            Assert.That(answer["b"], Is.Zero);
            Assert.That(result.Out, Does.Contain("a is a multiple of 0.25").And.Contain("b is a whole number"));
        }
    }

    [Test]
    public void TheBestCategoryIsFound()
    {
        ExtremizeProgram.Result result = Run("types.csv", "--categorical", "type");
        Dictionary<string, double> answer = result.Answer();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Label("type"), Is.EqualTo("B"));
            Assert.That(answer["y"], Is.EqualTo(Measurements.Top + 1).Within(0.1));
            Assert.That(answer["a"], Is.EqualTo(Measurements.TopA).Within(0.2));
            Assert.That(result.Out, Does.Contain("3 inputs").And.Contain("one of 3 labels"));
            Assert.That(File.ReadAllText(result.ReportPath), Does.Contain("1 is A, 2 is B, 3 is C"));
        }
    }

    [Test]
    public void ACategoryCanBeFixed()
    {
        ExtremizeProgram.Result result = Run("types.csv", "--categorical", "type", "--fix", "type=C");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Label("type"), Is.EqualTo("C"));
            Assert.That(result.Answer()["y"], Is.EqualTo(Measurements.Top - 1).Within(0.1));
        }
    }

    [Test]
    public void FurtherTargetsAreLearnedAndLimited()
    {
        Dictionary<string, double> free = Answer("cost.csv", "--also", "cost");
        Dictionary<string, double> limited = Answer("cost.csv", "--also", "cost", "--at-most", "cost=-0.5");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(free["cost"], Is.EqualTo(2 * free["a"] + free["b"]).Within(0.1));
            Assert.That(limited["cost"], Is.LessThanOrEqualTo(-0.5 + 1e-6));
            Assert.That(limited["cost"], Is.EqualTo(-0.5).Within(1e-3), "the hill's top costs more");
            Assert.That(limited["y"], Is.LessThan(free["y"]));
        }
    }

    [Test]
    public void WhatNoPointCanMeetIsSaidInALine()
    {
        ExtremizeProgram.Result result = ExtremizeProgram.Run(
            _folder, "cost.csv", "--maximize", "y", "--also", "cost", "--at-least", "cost=50", "--hidden", "8", "--out", Folder());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Code, Is.EqualTo(3));
            Assert.That(result.Error, Does.StartWith("extremize: no point that meets every limit was found").And.Contain("cost is"));
            Assert.That(result.Error.TrimEnd().Split('\n'), Has.Length.EqualTo(1), result.Error);
            Assert.That(result.Out, Does.Contain("VIOLATED by"));
            Assert.That(File.ReadAllText(result.ReportPath), Does.Contain("Not all limits are met"));
        }
    }

    [Test]
    public void InsideHoldsTheAnswerBack()
    {
        ExtremizeProgram.Result far = Run("plain.csv", "--range", "a=1.75:2");
        ExtremizeProgram.Result near = Run("plain.csv", "--range", "a=-1:2", "--inside", "0.9");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(far.Words, Does.Contain("The answer lies beyond the data"));
            Assert.That(near.Words, Does.Contain("inside the data:").And.Not.Contain("beyond the data"));
        }
    }

    [Test]
    public void AnEnsembleReportsItsSpreadAndItsOptimism()
    {
        ExtremizeProgram.Result result = Run("plain.csv", "--ensemble", "3");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Answer()["y"], Is.EqualTo(Measurements.Top).Within(0.1));
            Assert.That(result.Words, Does.Contain("The predictions of the 3 members of the ensemble have a standard deviation of"));
            Assert.That(result.Words, Does.Contain("At the optimum of one half of the members, that half predicts"));
            Assert.That(result.Words, Does.Contain("final training on all rows: an ensemble of 3"));
        }
    }

    [Test]
    public void ARelationIsFoundAndItsOptionHoldsIt()
    {
        ExtremizeProgram.Result free = Run("mixture.csv");
        Assert.That(free.Out, Does.Contain("--sum \"a+b+c=1\"").And.Contain("a + b + c = 1"));
        Dictionary<string, double> held = Answer("mixture.csv", "--sum", "a+b+c=1");
        Assert.That(held["a + b + c"], Is.EqualTo(1).Within(1e-9));
    }

    private Dictionary<string, double> Answer(string file, params string[] arguments) => Run(file, arguments).Answer();

    private ExtremizeProgram.Result Run(string file, params string[] arguments)
    {
        ExtremizeProgram.Result result = ExtremizeProgram.Run(
            _folder, [file, "--maximize", "y", .. arguments, "--hidden", "16", "--out", Folder()]);
        Assert.That(result.Code, Is.Zero, result.Error);
        Assert.That(result.Error, Is.Empty);
        return result;
    }

    private string Folder() => Path.Combine(_folder, Path.GetRandomFileName());

    private void Write(string file, string text) => File.WriteAllText(Path.Combine(_folder, file), text);

    private static double Read(string cell) => double.Parse(cell, System.Globalization.CultureInfo.InvariantCulture);
}
