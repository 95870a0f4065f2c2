using Extremal.Formats;

namespace Examples;

/// <summary>Names of columns as they are typed on a command line.</summary>
internal static class Names
{
    /// <summary>A name or label as it is printed, and so as it is typed: one line, in which nothing acts on a terminal.</summary>
    public static string Shown(string text) => Printable.Of(text.ReplaceLineEndings(" "));

    /// <summary>Where the name stands; if it does not, what may have been meant.</summary>
    public static int Find(IReadOnlyList<string> columns, string name, string option)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            if (columns[i] == name) { return i; }
        }

        var near = Nearest(name, columns);
        var hint = near is null ? $"the file has {Listed(columns)}" : $"did you mean '{near}'?";
        throw new InputException($"{option}: there is no column '{name}'; {hint}");
    }

    /// <summary>Names between commas; one that holds a comma itself stands in quotes.</summary>
    public static string[] Split(string list, string option)
    {
        string[] names = [.. Items(list, option, ',').Select(Unquoted)];
        return names.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1) is { } twice
            ? throw new InputException($"{option}: '{twice.Key}' is named twice")
            : names;
    }

    /// <summary>What stands between separators that are not in quotes.</summary>
    public static IReadOnlyList<string> Items(string list, string option, char separator)
    {
        List<string> items = [];
        var (from, quoted) = (0, false);
        for (var i = 0; i <= list.Length; i++)
        {
            if (i < list.Length && list[i] == '"') { quoted = !quoted; }
            if (i < list.Length && (list[i] != separator || quoted)) { continue; }

            items.Add(list[from..i].Trim());
            from = i + 1;
        }

        return quoted || items.Any(item => Unquoted(item).Length == 0)
            ? throw new InputException(
                $"{option}: '{list}' is not a list of columns with {(separator == ',' ? "commas" : "plus signs")} between them")
            : items;
    }

    /// <summary>Whether a letter stands outside of quotes.</summary>
    public static bool Holds(string list, char letter)
    {
        var quoted = false;
        foreach (var one in list)
        {
            quoted ^= one == '"';
            if (one == letter && !quoted) { return true; }
        }

        return false;
    }

    public static string Unquoted(string name) => name is ['"', .. var inner, '"'] ? inner.Replace("\"\"", "\"") : name;

    /// <summary>A list for a message, cut off where it gets long.</summary>
    public static string Listed(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(12).Select(name => $"'{name}'")) + (names.Count > 12 ? $" and {names.Count - 12} more" : "");

    /// <summary>The name that fewest edits away, whatever the case of letters; none if that is more than a third of the word.</summary>
    public static string? Nearest(string word, IEnumerable<string> names) => names
        .Select(name => (Name: name, Edits: Edits(word.ToUpperInvariant(), name.ToUpperInvariant())))
        .Where(near => near.Edits <= Math.Max(1, word.Length / 3) && near.Edits < word.Length)
        .OrderBy(near => near.Edits).Select(near => near.Name).FirstOrDefault();

    /// <summary>Levenshtein's distance: letters inserted, deleted and replaced.</summary>
    private static int Edits(string a, string b)
    {
        int[] above = [.. Enumerable.Range(0, b.Length + 1)];
        foreach (var letter in a)
        {
            var diagonal = above[0]++;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = diagonal + (letter == b[j - 1] ? 0 : 1);
                diagonal = above[j];
                above[j] = Math.Min(replaced, Math.Min(above[j - 1], above[j]) + 1);
            }
        }

        return above[b.Length];
    }
}
