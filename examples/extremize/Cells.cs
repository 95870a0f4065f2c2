namespace Examples;

/// <summary>A row's numbers, in the order of the columns that were wanted; its line; and the text that tells its group.</summary>
internal sealed record Cells(int Line, double[] Numbers, string Group)
{
    private static readonly HashSet<string> Missing = new(StringComparer.OrdinalIgnoreCase) { "", "nan", "na", "n/a", "null", "?" };

    /// <summary>
    /// Reads the wanted columns of every row; a cell that is no number is refused, or its row left out if it is a missing one.
    /// </summary>
    public static List<Cells> Read(Table table, int[] columns, int[] groups, bool dropMissing)
    {
        List<Cells> rows = [];
        foreach (var row in table.Rows)
        {
            if (dropMissing && columns.Concat(groups).Any(column => Missing.Contains(row.Cells[column]))) { continue; }

            double[] numbers = [.. columns.Select(column => Number(table, row, column))];
            rows.Add(new Cells(row.Line, numbers, string.Join('\u001f', groups.Select(column => GroupOf(row.Cells[column])))));
        }

        return rows;
    }

    private static double Number(Table table, TableRow row, int column)
    {
        var text = row.Cells[column];
        if (Examples.Numbers.TryRead(text, out var value) && Math.Abs(value) <= Examples.Numbers.Greatest) { return value; }

        var where = $"'{table.Name}' line {row.Line}, column '{table.Columns[column]}'";
        var (ignore, drop) = ($"--ignore {QuestionReader.Quoted(table.Columns[column])} leaves the column out",
            "--drop-missing leaves such rows out");
        throw new InputException(
            text.Length == 0 ? $"{where}: the cell is empty; {drop}"
            : Missing.Contains(text) ? $"{where}: '{text}' is not a number; {drop}, {ignore}"
            : double.IsInfinity(value) || Math.Abs(value) > Examples.Numbers.Greatest
            ? $"{where}: '{text}' is not a finite number of reasonable size; {ignore}"
            : $"{where}: '{Short(text)}' is not a number{Examples.Numbers.Hint(text)}; {ignore}");
    }

    /// <summary>Numbers that are equal are one group however they are written.</summary>
    private static string GroupOf(string text) => Examples.Numbers.TryRead(text, out var value) ? Examples.Numbers.InFull(value + 0.0)
        : text;

    private static string Short(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        return line.Length > 40 ? line[..40] + "…" : line;
    }
}
