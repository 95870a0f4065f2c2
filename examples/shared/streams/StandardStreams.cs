using System.Text;

namespace Examples;

/// <summary>
/// Standard output and standard error as the examples have them, so that nothing printed has to think of it: what comes from outside does not
/// act on the terminal, and a stream that is closed or full ends no work.
/// </summary>
internal static class StandardStreams
{
    private const int CannotBeWritten = 2;

    private static LastingWriter? _output;

    /// <summary>Standard output for what sets colours itself, and makes its texts printable before it does.</summary>
    public static TextWriter Styled => _output ?? Console.Out;

    /// <summary>Has all that is printed from here on, by whomever, pass through.</summary>
    public static void Open()
    {
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        _output = new LastingWriter(() => Console.Out);
        Console.SetOut(new PrintableWriter(_output));
        Console.SetError(new PrintableWriter(new LastingWriter(() => Console.Error)));
    }

    /// <summary>Says on standard error if standard output was not written to its end.</summary>
    /// <param name="program">Who says so.</param>
    /// <param name="code">The exit code otherwise.</param>
    /// <returns>The exit code.</returns>
    public static int Close(string program, int code)
    {
        _output?.Flush();
        if (_output?.Failure is not { } failure) { return code; }

        Console.Error.WriteLine($"{program}: standard output cannot be written: {failure.GetBaseException().Message}");
        return code == 0 ? CannotBeWritten : code;
    }
}
