using Extremal.Formats;

namespace Extremal.Tests.Formats;

/// <summary>What is said of files that may be refused.</summary>
internal static class Refusals
{
    private const int Longest = 700;

    /// <summary>Asserts that what is said is short, the exceptions within included.</summary>
    /// <returns>How many of the files were refused.</returns>
    public static int Short(IEnumerable<EditedFile> files, Action<EditedFile> load)
    {
        int refused = 0;
        foreach (EditedFile file in files)
        {
            try
            {
                load(file);
            }
            catch (MalformedFileException refusal)
            {
                refused++;
                for (Exception? e = refusal; e is not null; e = e.InnerException)
                {
                    Assert.That(e.Message, Has.Length.LessThan(Longest));
                }
            }
        }

        return refused;
    }
}
