namespace Examples;

/// <summary>Something is wrong with what the user gave; the message is the one line that says what, where, and what would help.</summary>
internal sealed class InputException(string message) : Exception(message);
