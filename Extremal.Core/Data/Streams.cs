using Extremal.Kernels;

namespace Extremal.Data;

/// <summary>
/// Where the random numbers of this floor come from: a source of its own for every purpose, so that the same seed may be used for splits,
/// batches, designs and initial weights at once.
/// </summary>
internal static class Streams
{
    private const ulong SplitPurpose = 0x53504C4954; // "SPLIT"
    private const ulong BatchPurpose = 0x4241544348; // "BATCH"
    private const ulong DesignPurpose = 0x44455349474E; // "DESIGN"
    private const ulong ScramblePurpose = 0x534352414D424C45; // "SCRAMBLE"
    private const ulong BootstrapPurpose = 0x424F4F54; // "BOOT"
    private const ulong FoldPurpose = 0x464F4C44; // "FOLD"

    /// <summary>For parting rows or groups.</summary>
    public static RandomSource Split(ulong seed) => new RandomSource(seed).Split(SplitPurpose);

    /// <summary>For the order of an epoch's rows.</summary>
    public static RandomSource Epoch(ulong seed, int epoch) => new RandomSource(seed).Split(BatchPurpose).Split((ulong)epoch);

    /// <summary>For one coordinate of a design.</summary>
    public static RandomSource Coordinate(ulong seed, int coordinate) =>
        new RandomSource(seed).Split(DesignPurpose).Split((ulong)coordinate);

    /// <summary>For the scramble of one coordinate of a sequence.</summary>
    public static RandomSource Scramble(ulong seed, int coordinate) =>
        new RandomSource(seed).Split(ScramblePurpose).Split((ulong)coordinate);

    /// <summary>For drawing rows or groups with replacement.</summary>
    public static RandomSource Bootstrap(ulong seed) => new RandomSource(seed).Split(BootstrapPurpose);

    /// <summary>For dealing rows or groups into folds, once for each repeat.</summary>
    public static RandomSource Folds(ulong seed, int repeat) => new RandomSource(seed).Split(FoldPurpose).Split((ulong)repeat);

    /// <summary>Puts 0, 1, …, n − 1 into <paramref name="order"/> in random order, whatever it held.</summary>
    public static void Permute(this RandomSource source, Span<int> order)
    {
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        source.Shuffle(order);
    }
}
