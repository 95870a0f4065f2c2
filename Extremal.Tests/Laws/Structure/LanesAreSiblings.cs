using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Extremal.Tests.Laws;

/// <summary>The three wide vectors are one text up to the number of bits, so what is read and tested of one holds for all.</summary>
public sealed class LanesAreSiblings
{
    private static readonly string[] Widths = ["128", "256", "512"];

    [Test]
    public void Texts_differ_only_by_their_number()
    {
        string[] texts = [.. Widths.Select(width => Neutral(Read(width), width))];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(texts[1], Is.EqualTo(texts[0]), "Lanes256 against Lanes128");
            Assert.That(texts[2], Is.EqualTo(texts[0]), "Lanes512 against Lanes128");
        }
    }

    [Test]
    public void A_text_that_names_another_width_is_seen()
    {
        string planted = Read("512").Replace("Vector512.Sqrt", "Vector256.Sqrt", StringComparison.Ordinal);
        Assert.That(Neutral(planted, "512"), Is.Not.EqualTo(Neutral(Read("128"), "128")));
    }

    private static string Neutral(string text, string width)
    {
        string code = Regex.Replace(text, "/// <summary>[^\n]*bits of lanes[^\n]*\n", string.Empty);
        return Regex.Replace(code, $@"\b(Lanes|Vector){width}\b", "$1N");
    }

    private static string Read(string width, [CallerFilePath] string here = "") => File.ReadAllText(
        Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "Extremal.Core", "Kernels", "Lanes", $"Lanes{width}.cs"));
}
