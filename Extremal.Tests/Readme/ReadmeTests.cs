using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Extremal.Tests.Readme;

/// <summary>The README runs as printed, and each of its promises is a test.</summary>
internal sealed partial class ReadmeTests
{
    private static readonly string Root = FindRoot();
    private static readonly string Readme = File.ReadAllText(Path.Combine(Root, "README.md"));

    /// <summary>The page.</summary>
    public static string Text => Readme;

    private static IEnumerable<string> CSharpBlocks => Blocks("csharp");

    private static IEnumerable<string> Commands =>
        Blocks("bash").SelectMany(block => block.Split('\n')).Select(line => line.Split('#')[0].Trim()).Where(line => line.Length > 0);

    private static IEnumerable<string> Promises => PromisePattern().Matches(Section("Promises")).Select(match => match.Groups[1].Value);

    [Test]
    public void ThePageBeginsWithItsNameAndEveryRowOfATableHasTheColumnsOfItsHead()
    {
        Assert.That(Readme, Does.StartWith("# Extremal\n"));
        string[] lines = Readme.Split('\n');
        for (int i = 1; i < lines.Length; i++)
        {
            if (lines[i - 1].StartsWith('|') && lines[i].StartsWith('|'))
            {
                Assert.That(lines[i].Count(one => one == '|'), Is.EqualTo(lines[i - 1].Count(one => one == '|')), lines[i]);
            }
        }
    }

    [TestCaseSource(nameof(CSharpBlocks))]
    public void ABlockIsTextuallyTheBodyOfATest(string block)
    {
        string tests = Unindented(File.ReadAllText(Path.Combine(Root, "Extremal.Tests", "Readme", "ReadmeBlocks.cs")));
        Assert.That(tests, Does.Contain(Unindented(block)));
    }

    [TestCaseSource(nameof(Commands))]
    public void ACommandIsRunByTheChecks(string command)
    {
        string checks = File.ReadAllText(Path.Combine(Root, ".ci", "run"));
        Assert.That(checks, Does.Contain(command));
    }

    [TestCaseSource(nameof(Promises))]
    public void APromiseNamesATestThatIsThere(string name)
    {
        Type? type = typeof(ReadmeTests).Assembly.GetTypes().FirstOrDefault(candidate => candidate.Name.Split('`')[0] == name);
        Assert.That(type, Is.Not.Null, $"there is no test class {name}");
        Assert.That(type!.GetMethods().Any(method => method.GetCustomAttributes().Any(IsTest)), $"{name} holds no test");
    }

    [Test]
    public void AFileThatIsNamedIsThere()
    {
        string[] named = [.. Regex.Matches(Readme, @"`([A-Za-z]+/[A-Za-z/.]+\.cs)`").Select(match => match.Groups[1].Value)];
        Assert.That(named, Has.Length.GreaterThan(8));
        Assert.That(named.Where(file => !File.Exists(Path.Combine(Root, file)) && !File.Exists(Path.Combine(Root, "Extremal.Core", file))), Is.Empty);
    }

    /// <summary>A walk names as many files as it says, and its promise is that they are few.</summary>
    [TestCase("a training step", 11)]
    [TestCase("`Maximize` in a box", 15)]
    [TestCase("a certificate over a box", 18)]
    public void AWalkIsAsShortAsItSays(string what, int files)
    {
        string walk = Readme.Split("**Walk: ").Single(text => text.StartsWith(what, StringComparison.Ordinal)).Split("\n\n")[0];
        Assert.That(walk.Split(".**")[0], Does.EndWith($"{files} files"));
        string[] named = [.. Regex.Matches(walk, @"`([A-Za-z]+/[A-Za-z/.]+\.cs)`").Select(match => match.Groups[1].Value)];
        Assert.That(named, Has.Length.EqualTo(files).And.Unique);
    }

    [Test]
    public void ThereAreBlocksCommandsAndPromises()
    {
        Assert.That(CSharpBlocks.Count(), Is.GreaterThanOrEqualTo(5));
        Assert.That(Commands.Count(), Is.GreaterThanOrEqualTo(4));
        Assert.That(Promises.Count(), Is.GreaterThanOrEqualTo(8));
    }

    private static bool IsTest(Attribute attribute) => attribute is TestAttribute or TestCaseAttribute or TestCaseSourceAttribute;

    private static IEnumerable<string> Blocks(string language) =>
        Regex.Matches(Readme, $"```{language}\n(.*?)```", RegexOptions.Singleline).Select(match => match.Groups[1].Value);

    private static string Section(string heading)
    {
        int start = Readme.IndexOf($"\n## {heading}\n", StringComparison.Ordinal);
        int end = Readme.IndexOf("\n## ", start + 1, StringComparison.Ordinal);
        return Readme[start..end];
    }

    private static string Unindented(string text) => string.Join('\n', text.Split('\n').Select(line => line.Trim()));

    private static string FindRoot([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));

    // In the section of promises a test class is named in code marks, at the end of a line.
    [GeneratedRegex("`([A-Za-z0-9]+)`\\)?\\.?$", RegexOptions.Multiline)]
    private static partial Regex PromisePattern();
}
