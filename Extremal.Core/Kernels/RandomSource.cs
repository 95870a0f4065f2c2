using Extremal.Kernels.Functions.Elementary;
using Extremal.Kernels.Lanes;

namespace Extremal.Kernels;

/// <summary>
/// Random numbers without hidden state: the k-th number of a source is a function of its seed, its stream and k alone, the same on every
/// machine. It is the generator Philox4x32-10 (J. K. Salmon, M. A. Moraes, R. O. Dror and D. E. Shaw, "Parallel random numbers: as easy as
/// 1, 2, 3", SC'11): ten rounds of a bijection of the 128-bit counter (k, stream) under the 64-bit key seed.
/// </summary>
/// <remarks>
/// Bits, Uniform, Normal and Index of the same k are made of the same 128 random bits, so they depend on each other; take another k, or
/// <see cref="Split"/> the source.
/// </remarks>
/// <param name="seed">The key: another seed gives numbers that have nothing to do with these.</param>
/// <param name="stream">One of 2⁶⁴ independent sequences of the seed.</param>
public readonly struct RandomSource(ulong seed, ulong stream = 0)
{
    private const int Rounds = 10;

    private readonly ulong _seed = seed;
    private readonly ulong _stream = stream;

    /// <summary>64 random bits.</summary>
    public ulong Bits(ulong k) => Draw(k).First;

    /// <summary>A number in [0, 1), a whole multiple of 2⁻⁵³.</summary>
    public double Uniform(ulong k) => ToUnit(Draw(k).First);

    /// <summary>
    /// A number from the standard normal distribution (G. E. P. Box and M. E. Muller, "A note on the generation of random normal deviates",
    /// Ann. Math. Stat. 29, 1958): √(−2 ln u)·cos 2πv, of magnitude below 8.6.
    /// </summary>
    public double Normal(ulong k)
    {
        (ulong first, ulong second) = Draw(k);
        var u = new Lanes1<double>(1.0 - ToUnit(first));
        var angle = new Lanes1<double>(2.0 * Math.PI * ToUnit(second));
        double logarithm = Logarithm.Log<Lanes1<double>, double>(u).Value;
        return Math.Sqrt(-2.0 * logarithm) * Trigonometric.Cos<Lanes1<double>, double>(angle).Value;
    }

    /// <summary>A whole number in [0, <paramref name="bound"/>), each with the same probability.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bound"/> is not positive.</exception>
    public int Index(ulong k, int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        ulong bits = Draw(k).First;
        ulong fraction = Scale(bits, bound, out int index);

        // D. Lemire, "Fast random integer generation in an interval", ACM TOMACS 29, 2019: 2⁶⁴ mod bound of the fractions are too many.
        ulong surplus = (0 - (ulong)bound) % (ulong)bound;
        for (ulong attempt = 0; fraction < surplus; attempt++)
        {
            fraction = Scale(Split(k).Bits(attempt), bound, out index);
        }

        return index;
    }

    /// <summary>Puts the items into a random order, every order with the same probability (R. A. Fisher and F. Yates, 1938).</summary>
    public void Shuffle(Span<int> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = Index((ulong)i, i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    /// <summary>Another source, one for each number, independent of this one and of its streams.</summary>
    public RandomSource Split(ulong number)
    {
        // The key of ordinary draws with all bits turned: the children do not come out of the numbers that this source gives away.
        (ulong seed, ulong stream) = Philox(number, _stream, ~_seed);
        return new(seed, stream);
    }

    /// <summary>
    /// The bijection of the paper: a counter of four words and a key of two, the low half of each number being the earlier word.
    /// </summary>
    internal static (ulong First, ulong Second) Philox(ulong counterLow, ulong counterHigh, ulong key)
    {
        (uint c0, uint c1, uint c2, uint c3) = ((uint)counterLow, (uint)(counterLow >> 32), (uint)counterHigh, (uint)(counterHigh >> 32));
        (uint k0, uint k1) = ((uint)key, (uint)(key >> 32));
        for (int round = 0; round < Rounds; round++)
        {
            ulong left = 0xD2511F53UL * c0;
            ulong right = 0xCD9E8D57UL * c2;
            (c0, c1, c2, c3) = ((uint)(right >> 32) ^ c1 ^ k0, (uint)right, (uint)(left >> 32) ^ c3 ^ k1, (uint)left);
            k0 += 0x9E3779B9;
            k1 += 0xBB67AE85;
        }

        return (c0 | (ulong)c1 << 32, c2 | (ulong)c3 << 32);
    }

    // bits · bound as a whole part below bound and a fraction in units of 2⁻⁶⁴.
    private static ulong Scale(ulong bits, int bound, out int whole)
    {
        whole = (int)Math.BigMul(bits, (ulong)bound, out ulong fraction);
        return fraction;
    }

    private static double ToUnit(ulong bits) => (bits >> 11) * (1.0 / (1UL << 53));

    private (ulong First, ulong Second) Draw(ulong k) => Philox(k, _stream, _seed);
}
