using System.Runtime.CompilerServices;

namespace Extremal.Tests.Laws;

/// <summary>A folder holds at most fifteen files, so that a reader sees at once what they do together.</summary>
internal sealed class FoldersAreSmallTests
{
    private const int Most = 15;

    [TestCase("Extremal.Core")]
    [TestCase("Extremal.Tests")]
    [TestCase("Extremal.Benchmarks")]
    [TestCase("examples")]
    public void NoFolderHoldsMoreThanFifteenFiles(string part)
    {
        string root = Root();
        var counts = Directory.EnumerateFiles(Path.Combine(root, part), "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(root, Path.GetDirectoryName(file)!).Replace('\\', '/'))
            .Where(folder => !folder.Split('/').Any(name => name is "obj" or "bin"))
            .CountBy(folder => folder).ToDictionary();
        Assert.That(counts, Is.Not.Empty);
        Assert.That(counts.Where(folder => folder.Value > Most), Is.Empty);
    }

    private static string Root([CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", ".."));
}
