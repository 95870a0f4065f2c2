using System.Globalization;
using Extremal.Tests.Kernels.Functions;

namespace Extremal.Tests.Readme;

/// <summary>The README's table of accuracy holds the numbers that tests hold.</summary>
internal sealed class ReadmeAccuracyTests
{
    private static readonly Dictionary<string, string[]> Columns = new()
    {
        ["exp"] = ["Exp", "RadialGaussian"],
        ["expm1"] = ["Expm1"],
        ["log"] = ["Log"],
        ["log1p"] = ["Log1p"],
        ["tanh"] = ["Tanh"],
        ["asinh"] = ["Asinh"],
        ["sin, cos"] = ["Sin", "Cos"],
        ["erf"] = ["Erf"],
        ["sigmoid"] = ["Sigmoid"],
        ["softplus"] = ["Softplus"],
        ["SiLU"] = ["SiLU"],
        ["GELU"] = ["GELU"],
        ["Matérn 5/2"] = ["RadialMatern"],
    };

    [Test]
    public void Every_number_of_the_table_is_tested()
    {
        string[] table = [.. ReadmeTests.Text.Split('\n').SkipWhile(line => !line.StartsWith("**Elementary functions**", StringComparison.Ordinal))
            .SkipWhile(line => line.Length == 0 || line[0] != '|').TakeWhile(line => line.StartsWith('|'))];
        Assert.That(Cells(table[0])[1..], Is.EqualTo(Columns.Keys));
        Assert.That(Columns.Values.SelectMany(names => names), Is.EquivalentTo(ElementaryFunction.All.Select(function => function.Name)));
        AssertRow(table[2], "float", function => function.Float);
        AssertRow(table[3], "double, found", function => function.Found);
        AssertRow(table[4], "double, at most", function => function.Bound);
    }

    private static void AssertRow(string line, string title, Func<ElementaryFunction, double> number)
    {
        Assert.That(Cells(line)[0], Is.EqualTo(title));
        Assert.That(Cells(line)[1..], Is.EqualTo(Columns.Values.Select(names =>
            ElementaryFunction.All.Where(function => names.Contains(function.Name)).Max(number).ToString("F2", CultureInfo.InvariantCulture))));
    }

    private static string[] Cells(string line) => [.. line.Trim('|').Split('|').Select(cell => cell.Trim())];
}
