using System.Diagnostics;
using System.Text;

namespace Extremal.Tests;

/// <summary>The command `dotnet` as a process of its own.</summary>
internal static class DotnetProcess
{
    private static readonly Lock OneBuild = new();

    /// <summary>Builds a project or a file-based app, while nothing else is built: two builds may write the same file.</summary>
    /// <inheritdoc cref="Run"/>
    public static (int Code, string Out, string Error) Build(
        string[] arguments, string folder, TimeSpan longest, Dictionary<string, string> environment)
    {
        lock (OneBuild)
        {
            return Run(["build", .. arguments], folder, longest, environment);
        }
    }

    /// <summary>Runs it to its end.</summary>
    /// <param name="arguments">A command of the SDK's, or the path of a program and its arguments.</param>
    /// <param name="folder">Where it runs.</param>
    /// <param name="longest">How long it may take.</param>
    /// <param name="environment">Variables for it alone.</param>
    /// <param name="redirection">What the shell is to do with its streams, for example <c>2&gt;&amp;-</c>; empty for no shell.</param>
    /// <param name="interruptAfter">Ctrl+C is pressed after a line of output that begins so; null for never.</param>
    /// <exception cref="TimeoutException">It took longer, and was ended.</exception>
    public static (int Code, string Out, string Error) Run(
        string[] arguments, string folder, TimeSpan longest, Dictionary<string, string> environment, string redirection = "",
        string? interruptAfter = null)
    {
        string dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var start = new ProcessStartInfo(
            redirection.Length == 0 ? dotnet : "/bin/sh",
            redirection.Length == 0 ? arguments : ["-c", $"\"$0\" \"$@\" {redirection}", dotnet, .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };

        // The test run's own MSBuild would otherwise be handed down to the build.
        foreach (string name in start.Environment.Keys.Where(name =>
            name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        Task<string> output = interruptAfter is null ? process.StandardOutput.ReadToEndAsync()
            : Task.Run(() => Interrupt(process, interruptAfter));
        Task<string> error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(longest))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"Still running after {longest}: {string.Join(' ', arguments)}");
        }

        return (process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
    }

    /// <summary>Reads all output, and sends the signal of Ctrl+C after a line.</summary>
    private static string Interrupt(Process process, string after)
    {
        var output = new StringBuilder();
        while (process.StandardOutput.ReadLine() is { } line)
        {
            output.Append(line).Append('\n');
            if (line.StartsWith(after, StringComparison.Ordinal))
            {
                using Process signal = Process.Start("kill", ["-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
                signal.WaitForExit();
            }
        }

        return output.ToString();
    }
}
