using System.Runtime.CompilerServices;
using Extremal.Tests.SameBits;

namespace Extremal.Tests.Laws;

/// <summary>
/// The program SameBits in Debug and Release: one of them was built with the tests, the other is built once, when it is first asked for.
/// </summary>
internal static class SameBitsProgram
{
#if DEBUG
    private const string Own = "Debug";
#else
    private const string Own = "Release";
#endif

    /// <summary>What whoever changes bits deliberately has to do.</summary>
    public const string HowToRecord =
        "If this change of bits is meant, record it with `dotnet run -c Release --project Extremal.Tests/SameBits -- record`, "
        + "and say why in CHANGELOG.md.";

    private static readonly TimeSpan LongestBuild = TimeSpan.FromMinutes(5), LongestRun = TimeSpan.FromMinutes(3);

    private static readonly Lazy<string> Debug = new(() => Built("Debug")), Release = new(() => Built("Release"));

    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>What was recorded.</summary>
    public static string Record { get; } = Path.Combine(Root, "Extremal.Tests", "Golden", "same-bits.txt");

    /// <summary>Runs the program with these variables, and with none that would switch anything else.</summary>
    /// <returns>The lines that it printed: the first says what it is.</returns>
    public static string[] Run(string build, IReadOnlyDictionary<string, string> variables, params string[] arguments)
    {
        (int code, string output, string error) = Start(build, variables, arguments);
        string switches = string.Join(' ', variables.Select(variable => $"{variable.Key}={variable.Value}"));
        Assert.That(code, Is.Zero, $"{switches} {build} {string.Join(' ', arguments)}: {error}");
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    /// <inheritdoc cref="Run"/>
    /// <returns>Its exit code, and all that it printed.</returns>
    public static (int Code, string Out, string Error) Start(
        string build, IReadOnlyDictionary<string, string> variables, params string[] arguments)
    {
        var environment = new Dictionary<string, string>
        {
            ["EXTREMAL_VECTOR_BITS"] = "",
            ["EXTREMAL_TILES"] = "",
            ["DOTNET_EnableAVX512"] = "1",
            ["DOTNET_EnableAVX2"] = "1",
            ["DOTNET_EnableHWIntrinsic"] = "1",
            ["DOTNET_JITMinOpts"] = "0",
        };
        foreach ((string name, string value) in variables)
        {
            environment[name] = value;
        }

        string program = build == "Debug" ? Debug.Value : Release.Value;
        return DotnetProcess.Run([program, .. arguments], Root, LongestRun, environment);
    }

    /// <summary>The hashes among the lines.</summary>
    public static IEnumerable<RecordedHash> Hashes(IEnumerable<string> lines) =>
        lines.Where(line => line[0] != '#').Select(RecordedHash.Parse);

    // The other build has folders of its own, so that it takes nothing from under the running tests.
    private static string Built(string build)
    {
        string project = Path.Combine(Root, "Extremal.Tests", "SameBits");
        if (build != Own)
        {
            (int code, string output, string error) = DotnetProcess.Build(
                [project, "-c", build, "--no-restore", "-p:RunAnalyzers=false", "-v:q", "--nologo"], Root, LongestBuild, []);
            Assert.That(code, Is.Zero, $"SameBits does not build in {build}:\n{output}{error}");
        }

        return Path.Combine(project, "bin", build, "net10.0", "SameBits.dll");
    }

    private static string FindRoot([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}
