namespace Examples;

/// <summary>A file as text: names of columns, and cells row after row. Lines are counted as an editor counts them.</summary>
internal sealed record Table(string Name, string[] Columns, IReadOnlyList<TableRow> Rows);

/// <summary>The cells of a row, as many as there are columns, and the line on which it begins.</summary>
internal readonly record struct TableRow(int Line, string[] Cells);
