using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Examples.Paper;
using Extremal.Data;
using Extremal.Kernels;

namespace Extremal.Tests.Examples;

/// <summary>What examples/paper.cs says as a fact, and that it says it.</summary>
[SetCulture("")]
public sealed partial class PaperTests
{
    private static readonly Box PaperBox = Box.Around(Equations.Mean, Equations.Deviation, 2);

    [Test]
    public void OptimumOfThePapersBoxIsBelowWhatThePaperPrints()
    {
        Assert.That(PaperBox.Best, Is.EqualTo((double[])[0, 0, -1.149, -1.128]).Within(1e-12));
        Assert.That(Equations.Truth(PaperBox.Best), Is.EqualTo(1.825320).Within(5e-7));
        Assert.That(Equations.Truth(Equations.ClaimedBest), Is.EqualTo(Equations.ReportedAtClaimedBest).Within(5e-4));
        Assert.That(Equations.Truth(new Box([-1, -1, -1, -1], [1, 1, 1, 1]).Best), Is.EqualTo(1.6321205588).Within(1e-10));
    }

    [TestCase(-1.1, 1.2, 0.0)]
    [TestCase(0.25, 1.5, 0.25)]
    [TestCase(-2.0, -0.5, -0.5)]
    public void NoPointOfABoxIsBetterThanItsOptimum(double low, double high, double nearestToZero)
    {
        var box = new Box([low, low, low, low], [high, high, high, high]);
        Assert.That(box.Best[0], Is.EqualTo(nearestToZero));
        double best = Equations.Truth(box.Best);
        var random = new RandomSource(5);
        double[] point = new double[4];
        for (ulong k = 0; k < 20_000; k += 4)
        {
            for (int i = 0; i < 4; i++)
            {
                point[i] = low + (high - low) * random.Uniform(k + (ulong)i);
            }

            Assert.That(Equations.Truth(point), Is.LessThanOrEqualTo(best), $"at {string.Join(", ", point)}");
        }
    }

    [TestCase(0.5, 0.160, 0.049)]
    [TestCase(2.0, 0.046, 0.015)]
    public void PrintedLossLeaksByWhatTheProgramSays(double kappa1, double cake, double candy)
    {
        (double Cake, double Candy) leak = Equations.Leak(PaperBox, kappa1);
        Assert.That(leak.Cake, Is.EqualTo(cake).Within(5e-4));
        Assert.That(leak.Candy, Is.EqualTo(candy).Within(5e-4));
    }

    [TestCase(0.5)]
    [TestCase(2.0)]
    public void DescentOnTheTruthEndsAtTheLeak(double kappa1)
    {
        (double Cake, double Candy) leak = Equations.Leak(PaperBox, kappa1);
        double[] x = [0, 0, -0.9, -0.9];
        for (int step = 0; step < 4000; step++)
        {
            (double cake, double candy) = (Slope(x, 2, kappa1), Slope(x, 3, kappa1));
            x[2] -= 0.1 * cake;
            x[3] -= 0.1 * candy;
        }

        Assert.That(PaperBox.Lower[2] - x[2], Is.EqualTo(leak.Cake).Within(1e-6));
        Assert.That(PaperBox.Lower[3] - x[3], Is.EqualTo(leak.Candy).Within(1e-6));
    }

    [Test]
    public void ReportedOutputIsTheTruthAtTheReportedInput()
    {
        Assert.That(Equations.Truth(Equations.Found), Is.EqualTo(Equations.ReportedAtFound).Within(1e-3));
        Assert.That(PaperBox.Lower[2] - Equations.Found[2], Is.EqualTo(0.044).Within(1e-12));
        Assert.That(PaperBox.Lower[3] - Equations.Found[3], Is.EqualTo(0.025).Within(1e-12));
        Assert.That(PaperBox.Violation(Equations.Found), Is.EqualTo(0.044).Within(1e-12));
    }

    [Test]
    public void DataAreThoseOfTheSection()
    {
        Dataset data = CaseStudy.Measure(seed: 3);
        double sum = 0;
        for (int row = 0; row < data.RowCount; row++)
        {
            double[] x = [.. Enumerable.Range(0, 4).Select(i => data.Inputs[row, i])];
            Assert.That(x, Has.All.InRange(-1.0, 1.0), $"row {row}");
            sum += Math.Pow(data.Targets[row, 0] - Equations.Truth(x), 2);
        }

        Assert.That(data.RowCount, Is.EqualTo(1000));
        Assert.That(Math.Sqrt(sum / 1000), Is.EqualTo(0.05).Within(0.005), "the noise; five times its own standard error");
        Assert.That(data.InputColumns.Select(column => column.StandardDeviation), Has.All.EqualTo(1 / Math.Sqrt(3)).Within(0.04));
    }

    [Test]
    public void ProgramTellsTheSectionAndDrawsItsFigures()
    {
        string folder = Path.Combine(TestContext.CurrentContext.WorkDirectory, "paper-" + Guid.NewGuid().ToString("N"));
        using StringWriter output = new(CultureInfo.InvariantCulture), error = new(CultureInfo.InvariantCulture);
        try
        {
            string[] arguments = ["--certify", "--seed", "1", "--seeds", "1", "--out", folder];
            Assert.That(PaperCommand.Run(arguments, output, error), Is.Zero, error.ToString());
            Assert.That(error.ToString(), Is.Empty);
            string text = output.ToString();
            Assert.That(text, Does.Contain("rest 0.160 and 0.049").And.Contain("so, 0.046 and 0.015").And.Contain("is 1.825, not 1.832"));
            double[] proper = Row(text, "±f in the box μ ± 2σ"), optimum = Row(text, "true optimum of μ ± 2σ");
            Assert.That(proper[2..4], Is.EqualTo(optimum[2..4]), "cake and candy at their bounds");
            Assert.That(Math.Abs(proper[6]), Is.LessThanOrEqualTo(0.15), "|f − truth|");
            Assert.That(proper[7], Is.LessThanOrEqualTo(0.06), "regret");
            Assert.That(proper[8], Is.Zero, "violation");
            Assert.That(text, Does.Contain("computation for a seed, training included: median "));
            RequireFigures(folder);
            RequireProofs(text);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [TestCase("there is no option '--sed'", "--sed", "1")]
    [TestCase("there is no option '3'", "3")]
    [TestCase("--seed wants a value", "--seed")]
    [TestCase("--out wants a value", "--out", "")]
    [TestCase("--seed is '1,5'", "--seed", "1,5")]
    [TestCase("--seed is '-1'", "--seed", "-1")]
    [TestCase("--seeds is '0'", "--seeds", "0")]
    [TestCase("--seeds is '99999999999999999999'", "--seeds", "99999999999999999999")]
    [TestCase("--seed was given twice", "--seed", "1", "--seed", "1")]
    [TestCase("--certify was given twice", "--certify", "--seed", "1", "--certify")]
    [TestCase("there is no option 'yes'", "--certify", "yes")]
    public void MistakeIsOneLineAndExitCodeTwo(string message, params string[] arguments)
    {
        using StringWriter output = new(CultureInfo.InvariantCulture), error = new(CultureInfo.InvariantCulture);
        Assert.That(PaperCommand.Run(arguments, output, error), Is.EqualTo(2));
        Assert.That(output.ToString(), Is.Empty);
        Assert.That(error.ToString(), Does.StartWith("paper.cs: " + message).And.EndsWith(Environment.NewLine));
        Assert.That(error.ToString().Count(letter => letter == '\n'), Is.EqualTo(1));
    }

    [Test]
    public void HelpIsNoMistake()
    {
        using StringWriter output = new(CultureInfo.InvariantCulture), error = new(CultureInfo.InvariantCulture);
        Assert.That(PaperCommand.Run(["--help"], output, error), Is.Zero);
        Assert.That(output.ToString(), Does.Contain("--seeds COUNT").And.Contain("--certify"));
    }

    [Test]
    public void FolderThatCannotBeMadeIsAMistakeToo()
    {
        string file = Path.GetTempFileName();
        try
        {
            using StringWriter output = new(CultureInfo.InvariantCulture), error = new(CultureInfo.InvariantCulture);
            Assert.That(PaperCommand.Run(["--out", Path.Combine(file, "figures")], output, error), Is.EqualTo(2));
            Assert.That(error.ToString(), Does.StartWith("paper.cs: ").And.Contain(file));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Test]
    public void MedianIsTheMiddle()
    {
        Assert.That(ManySeeds.Median([3.0, 1.0, 2.0]), Is.EqualTo(2));
        Assert.That(ManySeeds.Median([4.0, 1.0, 2.0, 3.0]), Is.EqualTo(2.5));
    }

    private static double Slope(double[] x, int input, double kappa1)
    {
        const double Step = 1e-5;
        double[] above = [.. x], below = [.. x];
        above[input] += Step;
        below[input] -= Step;
        return (Loss(above, kappa1) - Loss(below, kappa1)) / (2 * Step);
    }

    private static double Loss(double[] x, double kappa1) =>
        Equations.Maximization(Equations.Truth(x)) + Equations.Extrapolation(x, PaperBox, kappa1);

    private static double[] Row(string text, string name)
    {
        string line = text.Split('\n').First(line => line.Contains(name, StringComparison.Ordinal));
        string cells = line[(line.IndexOf(name, StringComparison.Ordinal) + name.Length)..];
        return
        [
            .. cells.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)),
        ];
    }

    /// <summary>The bounds of the two boxes: of the smaller one the lower, and each near to what its answer scores.</summary>
    private static void RequireProofs(string text)
    {
        MatchCollection proofs = Bounds().Matches(text);
        Assert.That(proofs, Has.Count.EqualTo(2), text);
        double[][] numbers =
        [
            .. proofs.Select(proof => proof.Groups.Values.Skip(1)
                .Select(group => double.Parse(group.Value, CultureInfo.InvariantCulture)).ToArray()),
        ];
        double[] answers = [Row(text, "±f in the box μ ± 2σ")[4], Row(text, "±f in the data's range")[4]];
        Assert.That(text, Does.Contain("proven in μ ± 2σ").And.Contain("proven in the data's range"));
        for (int box = 0; box < 2; box++)
        {
            Assert.That(numbers[box][0], Is.GreaterThanOrEqualTo(numbers[box][1]), "bound and value");
            Assert.That(numbers[box][1], Is.EqualTo(answers[box]).Within(6e-4), "what the table says with three decimals");
            Assert.That(numbers[box][2], Is.InRange(0.0, 1e-3), "the gap");
        }

        Assert.That(numbers[0][0], Is.GreaterThan(numbers[1][0]), "μ ± 2σ reaches past the data");
    }

    private static void RequireFigures(string folder)
    {
        string[] names =
        [
            "figure-1a", "figure-1b", "path", "path-corner", "path-loss",
            .. Enumerable.Range(0, 4).SelectMany(i => (string[])[$"figure-2-x{i}", $"figure-3-x{i}"]),
        ];
        foreach (string name in names)
        {
            XElement svg = XElement.Load(Path.Combine(folder, name + ".svg"));
            Assert.That(svg.Name.LocalName, Is.EqualTo("svg"), name);
        }

        string page = File.ReadAllText(Path.Combine(folder, "paper.html"));
        Assert.That(page.Split("<svg xmlns").Length - 1, Is.EqualTo(names.Length), "every figure is in the page");
    }

    [GeneratedRegex(@"no diet in this box scores more than ([\d.]+); x̂ scores ([\d.]+)\.\s+The gap is ([\d.]+) of the health's")]
    private static partial Regex Bounds();
}
