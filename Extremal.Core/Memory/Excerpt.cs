namespace Extremal.Memory;

/// <summary>What others wrote, for a message: a name or a text of any length, which no message may repeat whole.</summary>
internal static class Excerpt
{
    private const int Longest = 80;

    /// <summary>The text itself if it is short, else its beginning and its end with … between them.</summary>
    /// <param name="text">The text.</param>
    /// <param name="longest">The most characters of the result.</param>
    public static string Of(string text, int longest = Longest)
    {
        if (text.Length <= longest)
        {
            return text;
        }

        int head = longest / 2, tail = text.Length - (longest - 1 - head);
        head -= char.IsHighSurrogate(text[head - 1]) ? 1 : 0;
        tail += char.IsLowSurrogate(text[tail]) ? 1 : 0;
        return $"{text.AsSpan(0, head)}…{text.AsSpan(tail)}";
    }
}
