using System.Runtime.CompilerServices;

namespace Extremal.Tests.Examples;

/// <summary>The program examples/extremize.cs: built once, then run as a process, as its users run it.</summary>
internal static class ExtremizeProgram
{
    private static readonly TimeSpan LongestBuild = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(3);

    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    // A file-based app is built to a folder of the SDK's choice, which only the build itself can tell.
    private static readonly Lazy<string> Target = new(() =>
    {
        (int code, string output, string error) = DotnetProcess.Build(
            ["-c", "Release", Path.Combine(Root, "examples", "extremize.cs"), "-t:Build", "--getProperty:TargetPath", "-v:q", "--nologo"],
            Root, LongestBuild, []);
        string path = output.Trim();
        return code == 0 && File.Exists(path) ? path
            : throw new InvalidOperationException($"examples/extremize.cs does not build:\n{output}{error}");
    });

    public static void Build() => _ = Target.Value;

    public static Result Run(string folder, params ReadOnlySpan<string> arguments) =>
        RunIn("C.UTF-8", folder, arguments);

    /// <summary>Runs it by the shell, with streams that are closed, full, or read by another program.</summary>
    public static Result RunInto(string redirection, string folder, params ReadOnlySpan<string> arguments)
    {
        (int code, string output, string error) = DotnetProcess.Run(
            [Target.Value, .. arguments], folder, LongestRun, new() { ["LC_ALL"] = "C.UTF-8" }, redirection);
        return new Result(code, output, error);
    }

    public static Result RunIn(string culture, string folder, params ReadOnlySpan<string> arguments)
    {
        (int code, string output, string error) = DotnetProcess.Run(
            [Target.Value, .. arguments], folder, LongestRun, new() { ["LC_ALL"] = culture });
        return new Result(code, output, error);
    }

    /// <summary>Runs it and presses Ctrl+C after a line of output that begins so.</summary>
    public static Result RunInterrupted(string after, string folder, params ReadOnlySpan<string> arguments)
    {
        (int code, string output, string error) = DotnetProcess.Run(
            [Target.Value, .. arguments], folder, LongestRun, new() { ["LC_ALL"] = "C.UTF-8" }, interruptAfter: after);
        return new Result(code, output, error);
    }

    private static string FindRoot([CallerFilePath] string here = "")
    {
        foreach (string? from in (string?[])[Path.GetDirectoryName(here), TestContext.CurrentContext.TestDirectory])
        {
            for (DirectoryInfo? folder = from is null ? null : new DirectoryInfo(from); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, "Extremal.sln")))
                {
                    return folder.FullName;
                }
            }
        }

        throw new DirectoryNotFoundException("No folder above the tests holds Extremal.sln.");
    }

    /// <summary>How a run ended and what it printed.</summary>
    internal sealed record Result(int Code, string Out, string Error)
    {
        /// <summary>The file that was named last.</summary>
        public string ReportPath =>
            Out.Split('\n').Last(line => line.StartsWith("Report: ", StringComparison.Ordinal))["Report: ".Length..].Trim();

        /// <summary>All that was printed in one line: words that a table or panel has parted stand together again.</summary>
        public string Words => string.Join(' ', Out.Split((char[])[' ', '\n', '│'], StringSplitOptions.RemoveEmptyEntries));

        /// <summary>The answer in full precision as the report lists it: "name = number", predictions last; labels are left out.</summary>
        public Dictionary<string, double> Answer() => Numbers(Listing("The answer in full precision"));

        /// <summary>The extremum as asked, where another point is recommended.</summary>
        public Dictionary<string, double> AsAsked() => Numbers(Listing("The extremum as asked in full precision"));

        /// <summary>The label of a category in the answer.</summary>
        public string Label(string category) => Listing("The answer in full precision").Single(one => one.Name == category).Text;

        private static Dictionary<string, double> Numbers(IEnumerable<(string Name, string Text)> listing) => listing
            .Select(one => (one.Name, IsNumber: double.TryParse(one.Text, System.Globalization.NumberStyles.Float,
                System.Globalization.CultureInfo.InvariantCulture, out double value), Value: value))
            .Where(one => one.IsNumber).ToDictionary(one => one.Name, one => one.Value);

        private IEnumerable<(string Name, string Text)> Listing(string title)
        {
            string page = File.ReadAllText(ReportPath);
            int from = page.IndexOf("<pre>", page.IndexOf(title, StringComparison.Ordinal), StringComparison.Ordinal) + 5;
            string listing = System.Net.WebUtility.HtmlDecode(page[from..page.IndexOf("</pre>", from, StringComparison.Ordinal)]);
            return listing.Split('\n').Select(line => line.Replace(" (predicted)", "")).Select(line => (
                line[..line.LastIndexOf(" = ", StringComparison.Ordinal)],
                line[(line.LastIndexOf(" = ", StringComparison.Ordinal) + 3)..]));
        }
    }
}
