using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Extremal.Tests.Examples;

/// <summary>The option --certify: what is printed of the proof, drawn of it and refused.</summary>
[Parallelizable(ParallelScope.All)]
public sealed partial class ExtremizeProofTests
{
    private string _folder = "";

    [OneTimeSetUp]
    public void Build()
    {
        ExtremizeProgram.Build();
        _folder = Directory.CreateTempSubdirectory("extremize-").FullName;
        File.WriteAllText(Path.Combine(_folder, "plain.csv"), Measurements.Text());
        File.WriteAllText(Path.Combine(_folder, "types.csv"), Measurements.WithTypes());
    }

    [OneTimeTearDown]
    public void Remove() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void TheGreatestIsProvenAndDrawn()
    {
        ExtremizeProgram.Result result = Run("plain.csv", "--maximize", "y", "--certify", "--out", "most");
        (double bound, double found) = Proven(result, "more");
        double answer = result.Answer()["y"];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(bound, Is.GreaterThanOrEqualTo(found));
            Assert.That(bound, Is.GreaterThanOrEqualTo(answer));
            Assert.That(answer, Is.GreaterThanOrEqualTo(found).Within(1e-4), "what is told is the best that search and proof have met");
            Assert.That(bound - found, Is.LessThanOrEqualTo(0.01 * Deviation), "1 % of a standard deviation is the default");
            Assert.That(result.Words, Does.Contain("the gap is closed").And.Contain("it cannot say"));
        }

        RequireDrawings(File.ReadAllText(result.ReportPath), "at most");
    }

    [Test]
    public void TheLeastOfAnEnsembleWithinLimitsIsProvenAsFarAsTimeAllows()
    {
        ExtremizeProgram.Result result = Run("types.csv", "--minimize", "y", "--categorical", "type", "--ensemble", "2",
            "--sum", "a+b=0:0.5", "--certify", "1e-9", "--gap", "1e-9", "--out", "least");
        (double bound, double found) = Proven(result, "less");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(bound, Is.LessThanOrEqualTo(found));
            Assert.That(bound, Is.LessThanOrEqualTo(result.Answer()["y"]));
            Assert.That(result.Label("type"), Is.EqualTo("C"));
            Assert.That(result.Words, Does.Contain("ended because the time was over"));
        }

        RequireDrawings(File.ReadAllText(result.ReportPath), "at least");
    }

    [TestCase("--reach y=2 --certify", "--certify proves the greatest or the least value", "--reach asks for neither")]
    [TestCase("--maximize y --certify soon", "--certify: 'soon' is not a number of seconds")]
    [TestCase("--maximize y --certify 0", "--certify: '0' is not a number of seconds, above 0")]
    [TestCase("--maximize y --certify 1 --certify 2", "--certify is given more than once")]
    [TestCase("--maximize y --gap 1", "--gap sets when a proof ends; without --certify nothing is proven")]
    [TestCase("--maximize y --certify --gap", "--gap wants PERCENT after it")]
    [TestCase("--maximize y --certify --gap -1", "--gap: '-1' is not a number of per cent, above 0 and up to 1e6")]
    public void MistakesAreOneLine(string options, params string[] complaints)
    {
        ExtremizeProgram.Result result = ExtremizeProgram.Run(_folder, ["plain.csv", .. options.Split(' ')]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Code, Is.EqualTo(2), result.Error);
            Assert.That(result.Out, Is.Empty);
            Assert.That(result.Error, Does.StartWith("extremize: ").And.EndsWith("\n"));
            Assert.That(result.Error.TrimEnd().Split('\n'), Has.Length.EqualTo(1), result.Error);
            foreach (string complaint in complaints)
            {
                Assert.That(result.Error, Does.Contain(complaint));
            }
        }
    }

    // One standard deviation of the hill's heights.
    private static double Deviation
    {
        get
        {
            double[] heights =
            [
                .. Measurements.Text().TrimEnd().Split('\n')[1..]
                    .Select(line => double.Parse(line.Split(',')[2], CultureInfo.InvariantCulture)),
            ];
            double mean = heights.Average();
            return Math.Sqrt(heights.Average(height => (height - mean) * (height - mean)));
        }
    }

    private ExtremizeProgram.Result Run(params string[] arguments)
    {
        ExtremizeProgram.Result result = ExtremizeProgram.Run(_folder, [.. arguments, "--hidden", "8"]);
        Assert.That(result.Code, Is.Zero, result.Error);
        Assert.That(result.Error, Is.Empty);
        return result;
    }

    /// <summary>The bound and the value as they are printed.</summary>
    private static (double Bound, double Found) Proven(ExtremizeProgram.Result result, string more)
    {
        Match match = Sentences().Match(result.Words);
        Assert.That(match.Success, Is.True, result.Out);
        Assert.That(match.Groups[1].Value, Is.EqualTo(more));
        return (Number(match.Groups[2]), Number(match.Groups[3]));
    }

    private static double Number(Group group) => double.Parse(group.Value, CultureInfo.InvariantCulture);

    /// <summary>The two drawings of the section: well-formed, and with curves in them.</summary>
    private static void RequireDrawings(string page, string claim)
    {
        string section = page[page.IndexOf("<h2>The proof</h2>", StringComparison.Ordinal)..];
        section = section[..section.IndexOf("</section>", StringComparison.Ordinal)];
        string[] drawings =
        [
            .. section.Split("<figure>")[1..].Select(figure => figure[..(figure.LastIndexOf("</svg>", StringComparison.Ordinal) + 6)]),
        ];
        Assert.That(drawings, Has.Length.EqualTo(2));
        foreach (string drawing in drawings)
        {
            XElement svg = XElement.Parse(drawing);
            Assert.That(svg.Descendants().Any(element => element.Name.LocalName is "path" or "circle"), Is.True, drawing);
        }

        Assert.That(section, Does.Contain("Proven: no input of the domain gives y").And.Contain(claim));
    }

    [GeneratedRegex(@"Proven: no input of the domain gives y (more|less) than (-?[\d.]+)\. The point found gives (-?[\d.]+);")]
    private static partial Regex Sentences();
}
