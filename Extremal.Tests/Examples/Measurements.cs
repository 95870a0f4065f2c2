using System.Globalization;

namespace Extremal.Tests.Examples;

/// <summary>
/// A hundred and twenty measurements of a hill with its top, 3, at a = 0.3 and b = −0.2; and ways to write and to spoil them.
/// </summary>
internal static class Measurements
{
    public const double TopA = 0.3;
    public const double TopB = -0.2;
    public const double Top = 3;

    private static readonly double[][] Rows = Draw();

    /// <summary>A number as most programs write it.</summary>
    public static string Plain(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);

    /// <summary>The table as text.</summary>
    public static string Text(
        string header = "a,b,y", string separator = ",", string newLine = "\n", Func<double, string>? number = null,
        Func<int, string[], string[]>? change = null)
    {
        number ??= Plain;
        change ??= (_, cells) => cells;
        var lines = Rows.Select((row, i) => string.Join(separator, change(i, [.. row.Select(number)])));
        return string.Join(newLine, lines.Prepend(header)) + newLine;
    }

    /// <summary>The table with one more line, the twelfth of the file.</summary>
    public static string With(string line)
    {
        List<string> lines = [.. Text().Split('\n')];
        lines.Insert(11, line);
        return string.Join('\n', lines);
    }

    /// <summary>The table with a column of labels before the others, A, B and C, of which B adds 1 to the hill and C takes 1 off.</summary>
    public static string WithTypes() => Text("type,a,b,y", change: (row, cells) =>
    [
        "ABC"[row % 3].ToString(), cells[0], cells[1],
        Plain(double.Parse(cells[2], CultureInfo.InvariantCulture) + (row % 3) switch { 0 => 0, 1 => 1, _ => -1 }),
    ]);

    private static double[][] Draw()
    {
        var random = new Random(1);
        double Next() => Math.Round(random.NextDouble() * 2 - 1, 4);
        return [.. Enumerable.Range(0, 120).Select(_ => (A: Next(), B: Next())).Select(at => (double[])
            [at.A, at.B, Math.Round(Top - Math.Pow(at.A - TopA, 2) - Math.Pow(at.B - TopB, 2), 4)])];
    }
}
