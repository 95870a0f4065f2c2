using System.Globalization;

namespace Examples;

/// <summary>A table of text and numbers. A column that holds nothing but numbers is set flush right, its heading too.</summary>
internal sealed class HtmlTable(params string[] headings)
{
    private readonly List<(string[] Cells, bool Emphasis)> _rows = [];

    /// <summary>What the table shows, in a line above it.</summary>
    public string Caption { get; init; } = "";

    /// <summary>How cells that are doubles or floats are written.</summary>
    public string NumberFormat { get; init; } = "G5";

    public HtmlTable Row(params object?[] cells) => Add(cells, emphasis: false);

    /// <summary>A row that the eye should find first.</summary>
    public HtmlTable Emphasis(params object?[] cells) => Add(cells, emphasis: true);

    internal void WriteTo(Svg page)
    {
        var classes = Enumerable.Range(0, headings.Length).Select(column => IsNumeric(column) ? " class=\"number\"" : "").ToArray();
        page.Open("div", "class=\"table\"").Open("table");
        if (Caption.Length > 0) { page.Raw($"<caption>{Svg.Escape(Caption)}</caption>\n"); }
        page.Raw("<thead><tr>");
        foreach (var (heading, style) in headings.Zip(classes)) { page.Raw($"<th scope=\"col\"{style}>{Svg.Escape(heading)}</th>"); }
        page.Raw("</tr></thead>\n<tbody>\n");
        foreach (var (cells, emphasis) in _rows)
        {
            page.Raw(emphasis ? "<tr class=\"emphasis\">" : "<tr>");
            foreach (var (cell, style) in cells.Zip(classes)) { page.Raw($"<td{style}>{Svg.Escape(cell)}</td>"); }
            page.Raw("</tr>\n");
        }

        page.Raw("</tbody>\n").Close("table").Close("div");
    }

    private HtmlTable Add(object?[] cells, bool emphasis)
    {
        if (cells.Length != headings.Length)
        {
            throw new ArgumentException($"A row of {cells.Length} cells was given to a table of {headings.Length} columns.", nameof(cells));
        }

        _rows.Add(([.. cells.Select(Text)], emphasis));
        return this;
    }

    private string Text(object? cell) => cell switch
    {
        null => "",
        double or float => ((IFormattable)cell).ToString(NumberFormat, CultureInfo.InvariantCulture).Replace('-', '−'),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => cell.ToString() ?? "",
    };

    /// <summary>Numbers begin with a digit or a sign; a dash or nothing stands for one that is missing.</summary>
    private bool IsNumeric(int column)
    {
        var filled = _rows.Select(row => row.Cells[column]).Where(cell => cell is not ("" or "–" or "—" or "NaN")).ToList();
        return filled.Count > 0 && filled.All(cell => char.IsAsciiDigit(cell.TrimStart([.. "-−+±<>≤≥≈ ."]).FirstOrDefault()));
    }
}
