using static Extremal.Formats.Printable;

namespace Extremal.Data;

/// <summary>What a misspelt name may have meant.</summary>
internal static class Spelling
{
    /// <summary>
    /// The name with the fewest edits from <paramref name="word"/>, regardless of case; none if more than a third of it would have to
    /// change.
    /// </summary>
    public static string? Nearest(string word, IEnumerable<string> names)
    {
        string? best = null;
        int fewest = Math.Max(1, word.Length / 3) + 1;
        foreach (string name in names)
        {
            int edits = Edits(word.ToUpperInvariant(), name.ToUpperInvariant());
            if (edits < fewest)
            {
                (best, fewest) = (name, edits);
            }
        }

        return best;
    }

    /// <summary>A sentence that asks for <see cref="Nearest"/>, with a space before it; empty if there is none.</summary>
    public static string Hint(string word, IEnumerable<string> names) =>
        Nearest(word, names) is { } near ? Invariant($" Did you mean '{near}'?") : "";

    /// <summary>
    /// Insertions, deletions and replacements that lead from <paramref name="a"/> to <paramref name="b"/>: Levenshtein's distance, row
    /// by row.
    /// </summary>
    private static int Edits(string a, string b)
    {
        int[] above = [.. Enumerable.Range(0, b.Length + 1)];
        foreach (char letter in a)
        {
            int diagonal = above[0]++;
            for (int j = 1; j <= b.Length; j++)
            {
                int replaced = diagonal + (letter == b[j - 1] ? 0 : 1);
                diagonal = above[j];
                above[j] = Math.Min(replaced, Math.Min(above[j - 1], above[j]) + 1);
            }
        }

        return above[b.Length];
    }
}
