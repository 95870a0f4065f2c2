namespace Extremal.Benchmarks;

/// <summary>What the program can be told, and what it says when it is told something else.</summary>
internal static class Commands
{
    private const int Misused = 2;

    private const string List = """
        ratios [WORDS]           products of matrices beside the processor's peak and OpenBLAS: lines whose names contain all of the words
        steps [THREADS] [WORDS]  times of steps of training, of extremal learning and of prediction, chosen likewise
        overhead                 what the tape adds to the arithmetic of a step
        searches                 what a whole search takes and finds, on networks whose maximum is proven
        certificates             what it costs to prove an answer: gap against time, by inputs, widths and L2
        limits                   how exactly time limits and cancellation are kept
        check                    compares the results of all contenders, without timing
        --filter '*'             all benchmarks; this and other options, such as --list flat or --job short, go to BenchmarkDotNet
        """;

    /// <summary>Prints all commands.</summary>
    /// <returns>The program's exit code.</returns>
    public static int Help()
    {
        Console.WriteLine(List);
        return 0;
    }

    /// <summary>Says that there is no such command, and which there are.</summary>
    /// <inheritdoc cref="Help" path="/returns"/>
    public static int Unknown(string command)
    {
        Console.Error.WriteLine($"There is no command {command}; there are:{Environment.NewLine}{List}");
        return Misused;
    }

    /// <summary>Says that a command takes no arguments.</summary>
    /// <inheritdoc cref="Help" path="/returns"/>
    public static int NoArguments(string command, string[] arguments)
    {
        Console.Error.WriteLine($"{command} takes no arguments; it got {string.Join(' ', arguments)}.");
        return Misused;
    }

    /// <summary>Says that the words choose nothing.</summary>
    /// <inheritdoc cref="Help" path="/returns"/>
    public static int NoLine(string command, string[] words)
    {
        Console.Error.WriteLine($"{command} has no line whose name contains all of: {string.Join(' ', words)}.");
        return Misused;
    }
}
