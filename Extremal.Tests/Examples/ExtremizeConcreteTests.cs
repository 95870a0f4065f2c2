using System.Globalization;
using System.Text.RegularExpressions;

namespace Extremal.Tests.Examples;

/// <summary>What the program does without arguments: the strongest concrete at 28 days.</summary>
[Parallelizable(ParallelScope.All)]
public sealed partial class ExtremizeConcreteTests
{
    private const double MostOnRows = 4.5;
    private const double MostOnMixes = 5.9;

    private string _folder = "";

    [OneTimeSetUp]
    public void Build()
    {
        ExtremizeProgram.Build();
        _folder = Directory.CreateTempSubdirectory("extremize-").FullName;
    }

    [OneTimeTearDown]
    public void Remove() => Directory.Delete(_folder, recursive: true);

    /// <summary>A mix that is believed is recommended, beside the one that the model likes best: of a seventh of the rows, for time.</summary>
    [Test]
    public void TheMixToTryFirstKeepsEveryLimit()
    {
        string[] some = [.. Lines.Where((_, line) => line % 12 == 0)];
        File.WriteAllLines(Path.Combine(_folder, "some.csv"), some);
        ExtremizeProgram.Result result = ExtremizeProgram.Run(_folder, "some.csv", "--maximize", "compressive_strength", "--fix", "age=28",
            "--sum", $"{string.Join('+', Ingredients)}=data", "--group", string.Join(',', Ingredients), "--out", "some");
        RequireAnswer(result, Rows(some));
    }

    [Test, Explicit("trains forty models"), Category("Long")]
    public void WithoutArgumentsItIsTheStrongestConcreteAndTwentyDrawsTellItsError()
    {
        ExtremizeProgram.Result result = ExtremizeProgram.Run(_folder, "--seeds", "20");
        TestContext.Out.WriteLine(result.Out);
        Assert.That(result.ReportPath, Does.StartWith(Path.Combine(_folder, "out")));
        RequireAnswer(result, Rows(Lines));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Out, Does.Contain("427 groups"));
            Assert.That(result.Words, Does.Contain("from 1030 residuals of 427 left-out groups"), "each mix counts once");
            Assert.That(result.Words, Does.Contain("The answer lies inside the data"));
            Assert.That(Rmse(result.Out, "rows"), Is.LessThanOrEqualTo(MostOnRows));
            Assert.That(Rmse(result.Out, "groups"), Is.LessThanOrEqualTo(MostOnMixes));
        }
    }

    private static string[] Lines => File.ReadAllLines(Path.Combine(ExtremizeProgram.Root, "examples", "data", "concrete.csv"));

    private static string[] Ingredients => Lines[0].Split(',')[..7];

    private static double[][] Rows(string[] lines) =>
        [.. lines[1..].Select(line => line.Split(',').Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)).ToArray())];

    private static void RequireAnswer(ExtremizeProgram.Result result, double[][] rows)
    {
        Assert.That(result.Code, Is.Zero, result.Error);
        Assert.That(result.Error, Is.Empty);
        Dictionary<string, double> answer = result.Answer(), asked = result.AsAsked();
        string[] names = Lines[0].Split(',');
        using (Assert.EnterMultipleScope())
        {
            foreach (Dictionary<string, double> point in (Dictionary<string, double>[])[answer, asked])
            {
                for (int i = 0; i < 8; i++)
                {
                    Assert.That(point[names[i]], Is.InRange(rows.Min(row => row[i]), rows.Max(row => row[i])), names[i]);
                }

                double[] sums = [.. rows.Select(row => row[..7].Aggregate((sum, part) => sum + part))];
                double sum = names[..7].Select(name => point[name]).Aggregate((sum, part) => sum + part);
                Assert.That(sum, Is.InRange(sums.Min(), sums.Max()));
                Assert.That(point["age"], Is.EqualTo(28));
            }

            Assert.That(answer["compressive_strength"], Is.GreaterThan(rows.Where(row => row[7] == 28).Max(row => row[8])));
            Assert.That(asked["compressive_strength"], Is.GreaterThan(answer["compressive_strength"]), "it promises more, and is believed less");
            Assert.That(result.Words, Does.Contain("The extremum as asked promises").And.Not.Contain("The answer lies beyond the data"));
            Assert.That(result.Words, Does.Match($"The model is the .*network.*, trained by evidence on all {rows.Length} rows"));
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

    /// <summary>The network's error in the table of accuracies: the first number of the line.</summary>
    private static double Rmse(string output, string kind)
    {
        string line = output.Split('\n').Single(line => line.StartsWith($"│ a fifth of the {kind}", StringComparison.Ordinal));
        return double.Parse(FirstCell().Match(line).Groups[1].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"│[^│]*│\s*([\d.]+) \(")]
    private static partial Regex FirstCell();
}
