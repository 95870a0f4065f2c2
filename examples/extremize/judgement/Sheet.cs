namespace Examples;

/// <summary>A table that the terminal and the report show alike.</summary>
internal sealed record Sheet(string Title, string[] Headings, IReadOnlyList<string[]> Rows)
{
    /// <summary>Numbers are aligned right; a dash or an empty cell is a missing one.</summary>
    public bool IsNumeric(int column) => Rows.Any(row => row[column] is not ("" or "–"))
        && Rows.All(row => row[column] is "" or "–" || char.IsAsciiDigit(row[column].TrimStart([.. "-−+±<>≤≥ "]).FirstOrDefault()));

    public HtmlTable ToHtml()
    {
        var table = new HtmlTable(Headings) { Caption = Title };
        foreach (var row in Rows) { table.Row([.. row]); }
        return table;
    }
}
