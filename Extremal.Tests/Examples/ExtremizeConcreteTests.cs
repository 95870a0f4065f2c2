using System.Globalization;
using System.Text.RegularExpressions;

namespace Extremal.Tests.Examples;

/// <summary>What the program does without arguments: the strongest concrete at 28 days.</summary>
[Parallelizable(ParallelScope.All)]
public sealed partial class ExtremizeConcreteTests
{
    // Of one draw or of many: a single fifth of the rows gives 4 to 6 MPa, by the draw.
    private const double MostOnRows = 5.3;
    private const double MostOnMixes = 6.6;

    private string _folder = "";

    [OneTimeSetUp]
    public void Build()
    {
        ExtremizeProgram.Build();
        _folder = Directory.CreateTempSubdirectory("extremize-").FullName;
    }

    [OneTimeTearDown]
    public void Remove() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void TheStrongestConcreteKeepsEveryLimit()
    {
        ExtremizeProgram.Result result = ExtremizeProgram.Run(_folder);
        Assert.That(result.Code, Is.Zero, result.Error);
        Assert.That(result.Error, Is.Empty);
        Assert.That(result.ReportPath, Does.StartWith(Path.Combine(_folder, "out")));

        string file = Path.Combine(ExtremizeProgram.Root, "examples", "data", "concrete.csv");
        string[][] lines = [.. File.ReadLines(file).Select(line => line.Split(','))];
        double[][] rows = [.. lines[1..].Select(line => line.Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)).ToArray())];
        Dictionary<string, double> answer = result.Answer();
        using (Assert.EnterMultipleScope())
        {
            for (int i = 0; i < 8; i++)
            {
                Assert.That(answer[lines[0][i]], Is.InRange(rows.Min(row => row[i]), rows.Max(row => row[i])), lines[0][i]);
            }

            double[] sums = [.. rows.Select(row => row[..7].Aggregate((sum, part) => sum + part))];
            double sum = lines[0][..7].Select(name => answer[name]).Aggregate((sum, part) => sum + part);
            Assert.That(sum, Is.InRange(sums.Min(), sums.Max()));
            Assert.That(answer["age"], Is.EqualTo(28));
            Assert.That(answer["compressive_strength"], Is.GreaterThan(rows.Where(row => row[7] == 28).Max(row => row[8])));
            Assert.That(result.Out, Does.Contain("427 groups"));
            Assert.That(Rmse(result.Out, "rows"), Is.LessThanOrEqualTo(MostOnRows));
            Assert.That(Rmse(result.Out, "groups"), Is.LessThanOrEqualTo(MostOnMixes));
            Assert.That(result.Words, Does.Contain("from 1030 residuals of 427 left-out groups"), "each mix counts once");
            Assert.That(result.Words, Does.Contain("The answer lies inside the data").And.Contain("The extremum as asked promises"));
            Assert.That(result.Words, Does.Match("The model is the .*18 dense networks.*, trained by evidence on all 1030 rows"));
            Assert.That(result.AsAsked()["compressive_strength"], Is.GreaterThan(answer["compressive_strength"]), "which is believed less");
        }
    }

    [Test]
    public void InsideWhatTheDataCoverIsSaidKeptAndProvenAsFarAsWanted()
    {
        ExtremizeProgram.Result result = ExtremizeProgram.Run(
            _folder, "--inside", "0.95", "--hidden", "16", "--certify", "--gap", "1e6", "--out", "inside");
        Assert.That(result.Code, Is.Zero, result.Error);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Words, Does.Contain("The answer lies inside the data").Or.Contain("The answer lies well inside the data"));
            Assert.That(File.ReadAllText(result.ReportPath), Does.Contain("inside the data:").And.Not.Contain("VIOLATED"));
            Assert.That(result.Words, Does.Contain("Proven: no input of the domain gives").And.Contain(" 1 box").And.Contain("the gap is closed"));
        }
    }

    [Test]
    public void BeyondTheDataIsSaid()
    {
        ExtremizeProgram.Result result = ExtremizeProgram.Run(_folder, "--no-sum", "--hidden", "16", "--out", "beyond");
        Assert.That(result.Code, Is.Zero, result.Error);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Words, Does.Contain("The answer lies beyond the data").And.Contain("Measure there before you rely on it"));
            Assert.That(File.ReadAllText(result.ReportPath), Does.Contain("The answer lies beyond the data"));
            Assert.That(result.Answer().Keys.Where(name => name.Contains('+')), Is.Empty, "no sum is held");
        }
    }

    [Test, Explicit("trains forty models"), Category("Long")]
    public void ErrorsOfTwentyDraws()
    {
        ExtremizeProgram.Result result = ExtremizeProgram.Run(_folder, "--seeds", "20", "--out", "draws");
        Assert.That(result.Code, Is.Zero, result.Error);
        TestContext.Out.WriteLine(result.Out);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Rmse(result.Out, "rows"), Is.LessThanOrEqualTo(MostOnRows));
            Assert.That(Rmse(result.Out, "groups"), Is.LessThanOrEqualTo(MostOnMixes));
        }
    }

    /// <summary>The network's error in the table of accuracies: the first number of the line.</summary>
    private static double Rmse(string output, string kind)
    {
        string line = output.Split('\n').Single(line => line.StartsWith($"│ a fifth of the {kind}", StringComparison.Ordinal));
        return double.Parse(FirstCell().Match(line).Groups[1].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"│[^│]*│\s*([\d.]+) \(")]
    private static partial Regex FirstCell();
}
