using System.Globalization;
using Extremal.Formats;

namespace Extremal.Tests.Formats;

/// <summary>What may be printed stays as it is; what would act on a terminal, or on the order of what is read, is shown.</summary>
public sealed class PrintableTests
{
    [TestCase("")]
    [TestCase("cement [kg/m³] \"new\" \\ ≤ −1 · 2θ̂ ′")]
    [TestCase("é ü 漢字 蒸気 наука עברית العربية हिन्दी 😀")]
    [TestCase("می‌خواهم 👩‍🔬")] // joiners, without which the words and the picture fall apart
    [TestCase(@"\u001b is what an escape looks like")]
    public void Text_stays_the_same(string text) => Assert.That(Printable.Of(text), Is.SameAs(text));

    [TestCase("\u001b]0;title\u0007", @"\u001b]0;title\u0007")]
    [TestCase("\u001b[2J", @"\u001b[2J")]
    [TestCase("a\u009b2Jb\u0085\u007f\0", @"a\u009b2Jb\u0085\u007f\u0000")]
    [TestCase("one\ntwo\r\n\tthree\vfour\f", @"one\ntwo\r\n\tthree\u000bfour\u000c")]
    [TestCase("\u202aa\u202eb\u202c", @"\u202aa\u202eb\u202c")]
    [TestCase("\u2066\u2067\u2068\u2069\u200e\u200f\u061c", @"\u2066\u2067\u2068\u2069\u200e\u200f\u061c")]
    [TestCase("\u2028\u2029\u200b\u2060\ufeff\u00ad", @"\u2028\u2029\u200b\u2060\ufeff\u00ad")]
    [TestCase("\U000e0041😀\U000e007f", @"\U000e0041😀\U000e007f")]
    [TestCase("漢\u001b漢", @"漢\u001b漢")]
    public void What_acts_is_shown(string text, string shown)
    {
        Assert.That(Printable.Of(text), Is.EqualTo(shown));
        Assert.That(Printable.Of(shown), Is.SameAs(shown), "once is enough");
    }

    [Test]
    public void Halves_of_surrogate_pairs_are_shown()
    {
        Assert.That(Printable.Of("a\ud800"), Is.EqualTo(@"a\ud800"));
        Assert.That(Printable.Of("\udc00b\ud83d"), Is.EqualTo(@"\udc00b\ud83d"));
        Assert.That(Printable.Of("\ud83d\ud83d\ude00"), Is.EqualTo(@"\ud83d😀"));
    }

    [Test]
    public void Every_character_of_the_kinds_is_shown_and_no_other([Range(0, 16)] int plane)
    {
        for (int value = plane << 16; value < (plane + 1) << 16; value++)
        {
            if (value is >= 0xD800 and < 0xE000)
            {
                continue;
            }

            string text = char.ConvertFromUtf32(value);
            bool acts = CharUnicodeInfo.GetUnicodeCategory(value) is UnicodeCategory.Control or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator || value is (>= 0x200B and <= 0x200F and not 0x200C and not 0x200D)
                or (>= 0x202A and <= 0x202E) or (>= 0x2060 and <= 0x2064) or (>= 0x2066 and <= 0x206F) or 0x61C or 0xFEFF
                or (>= 0xFFF9 and <= 0xFFFB) or 0xE0001 or (>= 0xE0020 and <= 0xE007F);
            bool stays = CharUnicodeInfo.GetUnicodeCategory(value) != UnicodeCategory.Format && !acts;
            string shown = Printable.Of(text);
            if ((acts && shown == text) || (stays && !ReferenceEquals(shown, text)))
            {
                Assert.Fail($"U+{value:X4}: {shown}");
            }
        }
    }

    [Test]
    public void Only_what_is_filled_in_is_shown()
    {
        string name = "a\n\u001b[2J";
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.That(Printable.Invariant($"{name} = {1.5:F2}\n{name,12}|{name,-12}|{null} {new[] { 1 }.Length:P0}"),
                Is.EqualTo("a\\n\\u001b[2J = 1.50\na\\n\\u001b[2J|a\\n\\u001b[2J| 100 %"));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [TestCase(true)]
    [TestCase(false)]
    public void A_path_in_a_message_of_the_systems_is_shown(bool folder)
    {
        string path = Path.Combine(TestContext.CurrentContext.WorkDirectory, folder ? "no\u001b[2Jfolder" : ".", "no\u202efile");
        IOException? absent = Assert.Catch<IOException>(() => Safetensors.Read(path));
        Assert.That(absent, Is.TypeOf(folder ? typeof(DirectoryNotFoundException) : typeof(FileNotFoundException)));
        Assert.That(absent?.Message, Does.Contain(@"no\u202efile").And.EqualTo(Printable.Of(absent?.Message!)));
        var file = new Safetensors();
        IOException? refused = Assert.Catch<IOException>(() => file.Write(Path.Combine(path, "x")));
        Assert.That(refused?.Message, Does.Contain(@"no\u202efile").And.EqualTo(Printable.Of(refused?.Message!)));
    }
}
