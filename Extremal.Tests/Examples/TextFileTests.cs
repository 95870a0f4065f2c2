using Examples;
using Extremal.Tests.Formats;

namespace Extremal.Tests.Examples;

/// <summary>What the example programs say of files, their own and others'.</summary>
public sealed class TextFileTests
{
    [Platform("Linux", Reason = "It sets the limit by a function of Linux's.")]
    [Test]
    public void A_page_that_is_too_large_is_told_in_words_that_a_user_understands()
    {
        string folder = Directory.CreateTempSubdirectory("extremal-").FullName, path = Path.Combine(folder, "page.html");
        try
        {
            using var limited = new SavingProcess("limited-text", path, "50000");
            Assert.That(limited.Line(), Is.EqualTo($"System.IO.IOException: '{path}' cannot be written: it is larger than a file may be here"));
            Assert.That(limited.End(), Is.EqualTo(1));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Test]
    public void What_quotes_a_file_is_cut_in_the_middle()
    {
        Assert.That(new InputException("short").Message, Is.EqualTo("short"));
        string message = new InputException($"first {new string('x', 5_000_000)} last").Message;
        Assert.That(message, Has.Length.EqualTo(1000).And.StartsWith("first x").And.Contain("x…x").And.EndsWith("x last"));
    }
}
