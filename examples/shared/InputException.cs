namespace Examples;

/// <summary>Something is wrong with what the user gave; the message is the one line that says what, where, and what would help.</summary>
internal sealed class InputException(string message) : Exception(Cut(message))
{
    // It may quote a name or a cell, and a file may hold any.
    private const int Longest = 1000;

    private static string Cut(string message) => message.Length <= Longest ? message
        : $"{message.AsSpan(0, Longest / 2)}…{message.AsSpan(message.Length - Longest / 2 + 1)}";
}
