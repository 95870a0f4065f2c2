using Extremal.Memory;

namespace Extremal.Formats;

/// <summary>
/// A file's content breaks its format, or is not what the reader of the file needs. Every kind of malformed content is this one exception,
/// also a file that ends too early; what the disk or the stream itself does (no such file, no access, a broken pipe) is not.
/// </summary>
/// <remarks>
/// The message has some hundred characters, whatever the file holds: a longer place or reason is cut in its middle, and an inner exception
/// that repeats more of the file is left out.
/// </remarks>
public sealed class MalformedFileException : IOException
{
    private const int LongestWhere = 200, LongestWhy = 400;

    /// <summary>Says where and why a file is malformed.</summary>
    /// <param name="where">The place: <c>byte 17</c> counted from the file's first byte, or a part of the header such as
    /// <c>tensor "w", shape[1]</c>.</param>
    /// <param name="why">What is wrong there, with the value found and the value wanted.</param>
    /// <param name="innerException">The exception that gave rise to this one, if there was one.</param>
    public MalformedFileException(string where, string why, Exception? innerException = null)
        : base(
            Printable.Invariant($"Malformed file, {Excerpt.Of(where, LongestWhere)}: {Excerpt.Of(why, LongestWhy)}."),
            IsShort(innerException) ? innerException : null)
    {
        Location = Printable.Of(Excerpt.Of(where, LongestWhere));
        Reason = Printable.Of(Excerpt.Of(why, LongestWhy));
    }

    /// <summary>The place in the file: a byte offset (<c>byte 17</c>) or a named part (<c>tensor "w", dtype</c>).</summary>
    public string Location { get; }

    /// <summary>What is wrong at that place.</summary>
    public string Reason { get; }

    private static bool IsShort(Exception? exception) =>
        exception is null || (exception.Message.Length <= LongestWhere + LongestWhy && IsShort(exception.InnerException));
}
