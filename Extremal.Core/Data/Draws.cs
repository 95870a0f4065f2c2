namespace Extremal.Data;

/// <summary>
/// Random numbers without state: draw i of a stream is a function of seed, stream and i.
/// The bits are those of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014), read at any place.
/// </summary>
internal readonly struct Draws(ulong seed, ulong stream)
{
    private const ulong Step = 0x9E3779B97F4A7C15;

    private readonly ulong _key = Mix(Mix(seed + Step) + (stream + 1) * Step);

    /// <summary>
    /// A whole number from 0 to <paramref name="bound"/> − 1, each with probability 1 / <paramref name="bound"/> to within 2⁻⁶⁴.
    /// </summary>
    public int Below(ulong index, int bound) => (int)Math.BigMul(Bits(index), (ulong)bound, out _);

    /// <summary>A multiple of 2⁻⁵³ in [0, 1).</summary>
    public double Unit(ulong index) => (Bits(index) >> 11) * (1.0 / (1UL << 53));

    /// <summary>Puts 0, 1, …, n − 1 into <paramref name="order"/> in random order: Fisher and Yates' shuffle, draws 0 to n − 1.</summary>
    public void Permute(Span<int> order)
    {
        for (int i = 0; i < order.Length; i++)
        {
            int j = Below((ulong)i, i + 1);
            order[i] = order[j];
            order[j] = i;
        }
    }

    private ulong Bits(ulong index) => Mix(_key + (index + 1) * Step);

    private static ulong Mix(ulong bits)
    {
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        return bits ^ (bits >> 31);
    }
}
