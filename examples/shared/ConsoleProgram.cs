using System.Globalization;

namespace Examples;

/// <summary>
/// What is around every program: its culture, its streams, Ctrl+C, and one line on standard error for a mistake in what it is given.
/// </summary>
internal static class ConsoleProgram
{
    private const int Mistaken = 2;

    /// <summary>Runs a program that can be interrupted: the first Ctrl+C cancels, the second ends it.</summary>
    /// <returns>The exit code.</returns>
    public static int Run(string name, Func<CancellationToken, int> program)
    {
        using var interruption = new CancellationTokenSource();
        void Interrupt(object? sender, ConsoleCancelEventArgs pressed)
        {
            pressed.Cancel = !interruption.IsCancellationRequested;
            interruption.Cancel();
        }

        Console.CancelKeyPress += Interrupt;
        try { return Run(name, () => program(interruption.Token)); }
        finally { Console.CancelKeyPress -= Interrupt; }
    }

    /// <summary>Runs a program.</summary>
    /// <inheritdoc cref="Run(string, Func{CancellationToken, int})" path="/returns"/>
    public static int Run(string name, Func<int> program)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;
        StandardStreams.Open();
        try { return StandardStreams.Close(name, program()); }
        catch (Exception mistake) when (mistake is InputException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"{name}: {mistake.Message.ReplaceLineEndings(" ")}");
            return StandardStreams.Close(name, Mistaken);
        }
    }
}
