using System.Globalization;
using System.Text;

namespace Extremal.Memory;

/// <summary>Lists as text, for a glimpse: the list types of .NET print their own names instead.</summary>
internal static class ListText
{
    private const int MostNumbers = 16;

    /// <summary>For example <c>[1, 2.5, -3]</c>, the same in every culture; cut after sixteen.</summary>
    public static string Of<N>(ReadOnlySpan<N> numbers) where N : IFormattable
    {
        var text = new StringBuilder("[");
        for (int i = 0; i < Math.Min(numbers.Length, MostNumbers); i++)
        {
            text.Append(i == 0 ? "" : ", ").Append(numbers[i].ToString(null, CultureInfo.InvariantCulture));
        }

        return text.Append(numbers.Length > MostNumbers ? ", …]" : "]").ToString();
    }

    /// <inheritdoc cref="Of{N}(ReadOnlySpan{N})"/>
    public static string Of<N>(IReadOnlyList<N>? numbers) where N : IFormattable =>
        numbers is null ? "null" : Of<N>([.. numbers.Take(MostNumbers + 1)]);
}
