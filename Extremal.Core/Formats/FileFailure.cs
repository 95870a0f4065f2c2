namespace Extremal.Formats;

/// <summary>What the system says when a file cannot be opened or written: its message holds the path, and a path may hold anything.</summary>
internal static class FileFailure
{
    /// <summary>Whether the message has to be made printable.</summary>
    internal static bool IsHidden(Exception failure) =>
        failure is IOException or UnauthorizedAccessException && Printable.Of(failure.Message) != failure.Message;

    /// <summary>The same failure, of the kind that callers tell apart, with a printable message.</summary>
    internal static Exception Printed(Exception failure)
    {
        string message = Printable.Of(failure.Message);
        return failure switch
        {
            FileNotFoundException absent => new FileNotFoundException(message, absent.FileName, failure),
            DirectoryNotFoundException => new DirectoryNotFoundException(message, failure),
            PathTooLongException => new PathTooLongException(message, failure),
            UnauthorizedAccessException => new UnauthorizedAccessException(message, failure),
            _ => new IOException(message, failure),
        };
    }
}
