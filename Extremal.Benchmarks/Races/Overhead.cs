using System.Globalization;

namespace Extremal.Benchmarks;

/// <summary>
/// The quick command <c>overhead</c>: what the tape adds to the arithmetic of a step. Each line compares a step that is replayed and walked
/// back with <see cref="HandWritten"/>, which computes the same bits: <c>overhead NETWORK BATCH KIND TAPE HAND RATIO</c>, in microseconds.
/// </summary>
internal static class Overhead
{
    /// <summary>Prints every line.</summary>
    /// <exception cref="InvalidOperationException">The two did not compute the same.</exception>
    public static int Run()
    {
        int[] widths = [4, 64, 64, 1];
        Compare("4-64-64-1 32 train", StepCase.Training(widths, 32, 1), HandWritten.Training(widths, 32));
        Compare("4-64-64-1 1 extremal", StepCase.Extremal(widths, 1, 1), HandWritten.Extremal(widths, 1));
        Compare("4-64-64-1 32 extremal", StepCase.Extremal(widths, 32, 1), HandWritten.Extremal(widths, 32));
        return 0;
    }

    private static void Compare(string name, StepCase tape, StepCase hand)
    {
        StepRace ours = new(name, tape), bare = new(name, hand);
        if (!ours.Moved.AsSpan().SequenceEqual(bare.Moved))
        {
            throw new InvalidOperationException($"{name}: the tape and the hand-written step moved to different points.");
        }

        StepRace.Run([ours, bare]);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"overhead {name} {ours.Microseconds:F2} {bare.Microseconds:F2} {ours.Microseconds / bare.Microseconds:F3}"));
    }
}
