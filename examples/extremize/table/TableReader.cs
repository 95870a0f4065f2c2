using CsvHelper;

namespace Examples;

/// <summary>Reads separated text: commas, semicolons or tabs; quotes; any ends of lines.</summary>
internal static class TableReader
{
    public static Table Read(string path)
    {
        var text = TableText.Read(path);
        var name = Names.Shown(Path.GetFileName(path));
        if (string.IsNullOrWhiteSpace(text)) { throw new InputException($"'{name}' is empty"); }

        try
        {
            using var reader = CsvReader.FromText(text, Options(Separator(text)));
            return new Table(name, Header(name, reader), Rows(name, reader));
        }
        catch (CsvFormatException broken)
        {
            throw new InputException($"'{name}' line {broken.LineNumber}: a quote is not closed, or stands where none belongs");
        }
    }

    private static CsvReaderOptions Options(char separator) => CsvReaderOptions.Default with
    {
        Separator = separator,
        HasHeader = false,
        TrimWhitespace = true,
        TrackLineNumbers = true,
        MalformedData = CsvMalformedDataHandling.Throw,
    };

    private static string[] Header(string name, CsvReader reader)
    {
        reader.Read();
        var header = CellsOf(reader);
        CheckHeader(name, header, reader.LineNumber);
        return header;
    }

    private static List<TableRow> Rows(string name, CsvReader reader)
    {
        var columns = reader.FieldCount;
        List<TableRow> rows = [];
        while (reader.Read())
        {
            var cells = CellsOf(reader);
            if (cells.Length == columns) { rows.Add(new TableRow((int)reader.LineNumber, cells)); }
            else if (cells is not [""])
            {
                throw new InputException(
                    $"'{name}' line {reader.LineNumber} has {Numbers.Count(cells.Length, "cell")}; "
                    + $"the header names {Numbers.Count(columns, "column")}");
            }
        }

        return rows;
    }

    private static string[] CellsOf(CsvReader reader) =>
        [.. Enumerable.Range(0, reader.FieldCount).Select(i => Names.Shown(reader.GetString(i).Trim()))];

    /// <summary>
    /// Of comma, semicolon and tab: one that parts the header, and the first lines into equally many cells, and into most.
    /// </summary>
    private static char Separator(string text)
    {
        var lines = text.Split('\n').Where(line => line.Trim().Length > 0).Take(8).ToArray();
        return ",;\t".OrderByDescending(separator => Outside(lines[0], separator) > 0)
            .ThenByDescending(separator => lines.Select(line => Outside(line, separator)).Distinct().Count() == 1)
            .ThenByDescending(separator => Outside(lines[0], separator)).First();
    }

    /// <summary>How often a letter stands outside of quotes.</summary>
    private static int Outside(string line, char letter)
    {
        var (count, quoted) = (0, false);
        foreach (var one in line)
        {
            quoted ^= one == '"';
            count += one == letter && !quoted ? 1 : 0;
        }

        return count;
    }

    private static void CheckHeader(string name, string[] header, long line)
    {
        if (header.All(column => Numbers.TryRead(column, out _)))
        {
            throw new InputException($"'{name}' line {line} holds numbers; it has to name the columns");
        }

        for (var i = 0; i < header.Length; i++)
        {
            if (header[i].Length == 0) { throw new InputException($"'{name}' gives column {i + 1} no name in line {line}"); }

            var first = Array.IndexOf(header, header[i]);
            if (first < i) { throw new InputException($"'{name}' names two columns '{header[i]}': column {first + 1} and column {i + 1}"); }
        }

        if (header.Length == 1)
        {
            throw new InputException($"'{name}' has a single column, '{header[0]}'; cells are separated by commas, semicolons or tabs");
        }
    }
}
