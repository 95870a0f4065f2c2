using static System.FormattableString;

namespace Extremal.Data;

/// <summary>The exception for a mistake of the caller's. Numbers in its message look the same in every culture.</summary>
internal static class Mistake
{
    /// <summary>An exception with this message.</summary>
    public static ArgumentException Of(FormattableString message) => new(Invariant(message));

    /// <summary>An exception whose message is two parts, one after the other.</summary>
    public static ArgumentException Of(FormattableString got, FormattableString wanted) => new(Invariant(got) + Invariant(wanted));
}
