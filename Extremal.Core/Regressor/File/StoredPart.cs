using Extremal.Formats;

namespace Extremal;

/// <summary>What is made of a tensor's numbers; what is wrong with them is the file's damage.</summary>
internal static class StoredPart
{
    /// <summary>What <paramref name="make"/> makes; its complaint becomes the file's.</summary>
    /// <exception cref="MalformedFileException">It throws an <see cref="ArgumentException"/>.</exception>
    public static R Of<R>(string tensor, Func<R> make)
    {
        try
        {
            return make();
        }
        catch (ArgumentException contradiction)
        {
            throw new MalformedFileException($"tensor \"{tensor}\"", Metadata.Reason(contradiction), contradiction);
        }
    }

    /// <summary>Numbers of groups.</summary>
    /// <exception cref="MalformedFileException">One is not whole.</exception>
    public static int[] WholeNumbers(string tensor, double[] numbers) => Array.ConvertAll(numbers, number => (int)number == number
        ? (int)number
        : throw new MalformedFileException($"tensor \"{tensor}\"", "it holds a number that is not the whole number of a group"));
}
