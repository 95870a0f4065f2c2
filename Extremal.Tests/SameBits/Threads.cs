using Extremal.Training;

namespace Extremal.Tests.SameBits;

/// <summary>The one place where the number of threads goes into the work.</summary>
internal static class Threads
{
    /// <summary>The same options for at most so many threads.</summary>
    /// <exception cref="NotSupportedException">There are no options for several threads.</exception>
    public static TrainingOptions On(this TrainingOptions options, int threads) => threads == 1
        ? options
        : throw new NotSupportedException($"{threads} threads were asked for; a training run has one.");
}
