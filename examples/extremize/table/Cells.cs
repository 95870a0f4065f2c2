using Extremal.Data;

namespace Examples;

/// <summary>
/// What a row holds of the columns that were wanted, in their order: a number, or where it is a category NaN and a label; its line; and the
/// text that tells its group.
/// </summary>
internal sealed record Cells(int Line, double[] Numbers, string[] Labels, string Group)
{
    private static readonly HashSet<string> Missing = new(StringComparer.OrdinalIgnoreCase) { "", "nan", "na", "n/a", "null", "?" };

    /// <summary>
    /// Reads the wanted columns of every row; a cell that is no number is refused, or its row left out if it is a missing one.
    /// </summary>
    public static List<Cells> Read(Table table, int[] columns, int[] categories, int[] groups, bool dropMissing)
    {
        List<Cells> rows = [];
        foreach (var row in table.Rows)
        {
            if (dropMissing && columns.Concat(groups).Any(column => Missing.Contains(row.Cells[column]))) { continue; }

            double[] numbers = [.. columns.Select(column => categories.Contains(column) ? double.NaN : Number(table, row, column))];
            string[] labels = [.. columns.Select(column => categories.Contains(column) ? Label(table, row, column) : "")];
            rows.Add(new Cells(row.Line, numbers, labels, string.Join('\u001f', groups.Select(column => GroupOf(row.Cells[column])))));
        }

        return rows;
    }

    private static double Number(Table table, TableRow row, int column)
    {
        var text = row.Cells[column];
        if (Examples.Numbers.TryRead(text, out var value) && Math.Abs(value) <= Examples.Numbers.Greatest) { return value; }

        var (where, name) = (Where(table, row, column), QuestionReader.Quoted(table.Columns[column]));
        var (ignore, drop) = ($"--ignore {name} leaves the column out", "--drop-missing leaves such rows out");
        throw new InputException(
            text.Length == 0 ? $"{where}: the cell is empty; {drop}"
            : Missing.Contains(text) ? $"{where}: '{text}' is not a number; {drop}, {ignore}"
            : double.IsInfinity(value) || Math.Abs(value) > Examples.Numbers.Greatest
            ? $"{where}: '{text}' is not a finite number of reasonable size; {ignore}"
            : HoldsLabels(table, column)
            ? $"{where}: '{Short(text)}' is not a number; --categorical {name} takes the column's texts as categories, {ignore}"
            : $"{where}: '{Short(text)}' is not a number{Examples.Numbers.Hint(text)}; {ignore}");
    }

    private static string Label(Table table, TableRow row, int column) => row.Cells[column].Length > 0
        ? row.Cells[column]
        : throw new InputException($"{Where(table, row, column)}: the cell is empty; --drop-missing leaves such rows out");

    private static string Where(Table table, TableRow row, int column) =>
        $"'{table.Name}' line {row.Line}, column '{table.Columns[column]}'";

    /// <summary>Texts in most rows, and few enough different ones: hardly a slip of the pen.</summary>
    private static bool HoldsLabels(Table table, int column)
    {
        string[] texts = [.. table.Rows.Select(row => row.Cells[column]).Where(text => !Examples.Numbers.TryRead(text, out _))];
        return 2 * texts.Length > table.Rows.Count && texts.Distinct().Count() is > 1 and <= Category.MostLabels;
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
