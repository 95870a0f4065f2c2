namespace Extremal.Tests.Laws;

/// <summary>Counts the bytes that the whole process allocates while something runs, on every thread.</summary>
internal static class Allocation
{
    /// <summary>
    /// How often the action runs in a round. A round is short, so that some fall between the disturbances from elsewhere.
    /// </summary>
    public const int Repetitions = 8;

    /// <summary>
    /// The fewest bytes of many rounds. The runtime itself allocates now and then, when it compiles a hot method anew or the test
    /// runner speaks to its host; what the action allocates, it allocates in every round.
    /// </summary>
    public static long OfProcess(Action action, int rounds = 200)
    {
        long fewest = long.MaxValue;
        for (int round = 0; round < rounds && fewest > 0; round++)
        {
            action();
            long before = GC.GetTotalAllocatedBytes(precise: true);
            for (int i = 0; i < Repetitions; i++)
            {
                action();
            }

            fewest = Math.Min(fewest, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        return fewest;
    }
}
