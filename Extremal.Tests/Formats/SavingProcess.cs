using System.Diagnostics;

namespace Extremal.Tests.Formats;

/// <summary>This assembly as a process of its own, see <see cref="Program"/>; it ends with the test at the latest.</summary>
internal sealed class SavingProcess : IDisposable
{
    private const int Longest = 60_000;

    private readonly Process _process;

    public SavingProcess(params string[] arguments) => _process = Process.Start(
        new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [typeof(Program).Assembly.Location, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;

    /// <summary>The next line that it prints; null at the end.</summary>
    public string? Line() => _process.StandardOutput.ReadLine();

    /// <summary>Gives it a line.</summary>
    public void GoOn() => _process.StandardInput.WriteLine();

    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit(Longest);
    }

    /// <summary>Waits for its end.</summary>
    /// <returns>Its exit code.</returns>
    public int End() => _process.WaitForExit(Longest) ? _process.ExitCode : throw new TimeoutException("It is still running.");

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Kill();
        }

        _process.Dispose();
    }
}
