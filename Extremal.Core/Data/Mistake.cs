using static Extremal.Formats.Printable;

namespace Extremal.Data;

/// <summary>
/// The exception for a mistake of the caller's. Its message looks the same in every culture, and what is filled in is printable.
/// </summary>
internal static class Mistake
{
    /// <summary>An exception with this message.</summary>
    public static ArgumentException Of(FormattableString message) => new(Invariant(message));

    /// <summary>Requires weights that make sense for this many rows: one a row, finite and none negative; or none at all.</summary>
    /// <exception cref="ArgumentException">They do not.</exception>
    public static void RequireWeights(string operation, ReadOnlySpan<double> weights, int rows)
    {
        if (!weights.IsEmpty && weights.Length != rows)
        {
            throw Of($"{operation} got {weights.Length} weights for {rows} rows.");
        }

        for (int i = 0; i < weights.Length; i++)
        {
            if (!(weights[i] >= 0 && Column.IsUsable(weights[i])))
            {
                throw Of(
                    $"{operation} got {weights[i]} for row {i} (counted from 0); ", $"it wants numbers from 0 to {Column.GreatestMagnitude}.");
            }
        }
    }

    /// <summary>Requires that an option makes sense.</summary>
    /// <typeparam name="O">The options that it is one of.</typeparam>
    /// <exception cref="ArgumentException">It does not: the message names it, its value and what is wanted.</exception>
    public static void RequireOption<O>(bool holds, string option, object value, string wanted)
    {
        if (!holds)
        {
            throw new ArgumentException(Invariant($"{typeof(O).Name}.{option} is {value}; it wants {wanted}."), option);
        }
    }

    /// <summary>An exception whose message is two parts, one after the other.</summary>
    public static ArgumentException Of(FormattableString got, FormattableString wanted) => new(Invariant(got) + Invariant(wanted));
}
