namespace Extremal.Data;

/// <summary>
/// The rules of column names, and how one is looked up.
/// Messages about columns name the column instead of the parameter, since an application shows them to whoever wrote the file.
/// </summary>
internal static class ColumnNames
{
    /// <exception cref="ArgumentException">There are too many or too few names, or one is blank or there twice.</exception>
    public static void Check(string operation, string[] inputs, int inputCount, string[] targets, int targetCount)
    {
        CheckCount(operation, "input", inputs, inputCount);
        CheckCount(operation, "target", targets, targetCount);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (string name in inputs.Concat(targets))
        {
            if (!seen.Add(name))
            {
                throw Mistake.Of($"{operation} got the name '{name}' twice; every input and target wants a name of its own.");
            }
        }
    }

    /// <summary>
    /// Where <paramref name="name"/> stands among <paramref name="columns"/>, each of which is a <paramref name="what"/>.
    /// </summary>
    /// <exception cref="ArgumentException">It is not there; the message lists what is, and what may have been meant.</exception>
    public static int Find(string operation, string what, IReadOnlyList<Column> columns, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        for (int i = 0; i < columns.Count; i++)
        {
            if (columns[i].Name == name)
            {
                return i;
            }
        }

        string[] known = [.. columns.Select(column => column.Name)];
        throw Mistake.Of($"{operation}: there is no {what} '{name}'; there is {string.Join(", ", known)}.{Spelling.Hint(name, known)}");
    }

    private static void CheckCount(string operation, string what, string[] names, int count)
    {
        if (names.Length != count)
        {
            throw Mistake.Of($"{operation} got {names.Length} {what} names for {count} {what} columns.");
        }

        int blank = Array.FindIndex(names, string.IsNullOrWhiteSpace);
        if (blank >= 0)
        {
            throw Mistake.Of($"{operation} got a blank name for {what} column {blank} (counted from 0).");
        }
    }
}
