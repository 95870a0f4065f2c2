using static Extremal.Formats.Printable;

namespace Extremal.Data;

/// <summary>
/// The exception for a mistake of the caller's. Its message looks the same in every culture, and what is filled in is printable.
/// </summary>
internal static class Mistake
{
    /// <summary>An exception with this message.</summary>
    public static ArgumentException Of(FormattableString message) => new(Invariant(message));

    /// <summary>An exception whose message is two parts, one after the other.</summary>
    public static ArgumentException Of(FormattableString got, FormattableString wanted) => new(Invariant(got) + Invariant(wanted));
}
