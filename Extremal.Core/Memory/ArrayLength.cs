using static System.FormattableString;

namespace Extremal.Memory;

/// <summary>
/// Numbers of elements that are products and sums of sizes which a caller gave. Counted in 64 bits they do not wrap, and one that no array can
/// hold is the caller's mistake, told with the sizes and the limit before anything is allocated.
/// </summary>
internal static class ArrayLength
{
    // A block begins at a cache line, and an arena gives out whole ones.
    private const int Spare = 64;

    /// <summary>The most elements of an array of the library's: a little less than .NET allows.</summary>
    public static int Limit => Array.MaxLength - Spare;

    /// <summary>The number of elements as the length of an array.</summary>
    /// <param name="what">The beginning of a sentence, such as <c>Dataset.Summary wants the covariances of 50000 inputs</c>.</param>
    /// <param name="count">How many elements.</param>
    /// <exception cref="ArgumentException">It is beyond <see cref="Limit"/>; the message says both.</exception>
    public static int Of(FormattableString what, Int128 count) => count >= 0 && count <= Limit
        ? (int)count
        : throw new ArgumentException(Invariant(what) + Invariant($", {count} numbers; an array holds {Limit} at most."));
}
