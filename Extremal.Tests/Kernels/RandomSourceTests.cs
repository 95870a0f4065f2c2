using System.Globalization;
using Extremal.Kernels;

namespace Extremal.Tests.Kernels;

public sealed class RandomSourceTests
{
    private const ulong Seed = 20260101;

    // The known answers of philox4x32-10 that its authors publish with Random123 (kat_vectors).
    [TestCase(0u, 0u, 0u, 0u, 0u, 0u, 0x6627E8D5u, 0xE169C58Du, 0xBC57AC4Cu, 0x9B00DBD8u)]
    [TestCase(~0u, ~0u, ~0u, ~0u, ~0u, ~0u, 0x408F276Du, 0x41C83B0Eu, 0xA20BC7C6u, 0x6D5451FDu)]
    [TestCase(
        0x243F6A88u, 0x85A308D3u, 0x13198A2Eu, 0x03707344u, 0xA4093822u, 0x299F31D0u, 0xD16CFE09u, 0x94FDCCEBu, 0x5001E420u, 0x24126EA1u)]
    public void Known_answers(uint c0, uint c1, uint c2, uint c3, uint k0, uint k1, uint r0, uint r1, uint r2, uint r3)
    {
        (ulong first, ulong second) = RandomSource.Philox(c0 | (ulong)c1 << 32, c2 | (ulong)c3 << 32, k0 | (ulong)k1 << 32);
        Assert.That((first, second), Is.EqualTo((r0 | (ulong)r1 << 32, r2 | (ulong)r3 << 32)));
    }

    [Test]
    public void A_number_is_a_function_of_seed_stream_and_index()
    {
        var source = new RandomSource(Seed);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(new RandomSource(Seed).Bits(77), Is.EqualTo(source.Bits(77)));
            Assert.That(source.Bits(77), Is.Not.EqualTo(source.Bits(78)));
            Assert.That(new RandomSource(Seed, 1).Bits(77), Is.Not.EqualTo(source.Bits(77)));
            Assert.That(new RandomSource(Seed + 1).Bits(77), Is.Not.EqualTo(source.Bits(77)));
            Assert.That(new RandomSource(Seed).Split(5).Bits(77), Is.EqualTo(source.Split(5).Bits(77)));
            Assert.That(source.Split(5).Bits(77), Is.Not.EqualTo(source.Split(6).Bits(77)));
            Assert.That(source.Split(5).Split(6).Bits(77), Is.Not.EqualTo(source.Split(6).Split(5).Bits(77)));
        }
    }

    [Test]
    public void Uniform_numbers_fill_the_interval_evenly()
    {
        const int Count = 64_000;
        const int Bins = 64;
        var source = new RandomSource(Seed);
        var counts = new int[Bins];
        for (ulong k = 0; k < Count; k++)
        {
            double u = source.Uniform(k);
            Assert.That(u, Is.InRange(0, 1).And.LessThan(1));
            counts[(int)(u * Bins)]++;
        }

        // χ² with 63 degrees of freedom: mean 63, deviation 11.2; beyond 5 deviations once in a million seeds.
        double expected = (double)Count / Bins;
        double chiSquare = counts.Sum(count => (count - expected) * (count - expected) / expected);
        Assert.That(chiSquare, Is.InRange(20, 120), $"seed {Seed}");
    }

    [Test]
    public void Normal_numbers_have_the_moments_of_the_normal_distribution()
    {
        const int Count = 100_000;
        var source = new RandomSource(Seed, 3);
        double[] moments = new double[5];
        for (ulong k = 0; k < Count; k++)
        {
            double x = source.Normal(k);
            double power = 1;
            for (int n = 1; n <= 4; n++)
            {
                power *= x;
                moments[n] += power / Count;
            }
        }

        // Deviations of the four estimates: 1, √2, √15 and √96, divided by √Count; five of each are allowed.
        double unit = 5 / Math.Sqrt(Count);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(moments[1], Is.EqualTo(0).Within(unit), $"seed {Seed}");
            Assert.That(moments[2], Is.EqualTo(1).Within(unit * Math.Sqrt(2)), $"seed {Seed}");
            Assert.That(moments[3], Is.EqualTo(0).Within(unit * Math.Sqrt(15)), $"seed {Seed}");
            Assert.That(moments[4], Is.EqualTo(3).Within(unit * Math.Sqrt(96)), $"seed {Seed}");
        }
    }

    [Test]
    public void Normal_numbers_are_these_bits_everywhere()
    {
        var source = new RandomSource(1, 2);
        ulong[] bits = [.. Enumerable.Range(0, 4).Select(k => BitConverter.DoubleToUInt64Bits(source.Normal((ulong)k)))];
        string got = string.Join(' ', bits.Select(number => number.ToString("X16", CultureInfo.InvariantCulture)));
        Assert.That(got, Is.EqualTo("3FF39F4D716A89DD 3FFD9F586B6FEDF5 BFEDE04C9BA19FC8 BFAB73D8D85DD01B"));
    }

    [Test]
    public void Shuffle_is_a_permutation_and_a_function_of_the_source([Values(0, 1, 2, 17, 1000)] int count)
    {
        int[] once = [.. Enumerable.Range(0, count)];
        int[] again = [.. once];
        new RandomSource(Seed).Shuffle(once);
        new RandomSource(Seed).Shuffle(again);
        Assert.That(once, Is.EqualTo(again));
        Assert.That(once, Is.EquivalentTo(Enumerable.Range(0, count)));
        if (count > 2)
        {
            Assert.That(once, Is.Not.Ordered);
        }
    }

    [Test]
    public void Every_order_of_four_is_equally_likely()
    {
        const int Count = 24_000;
        var counts = new Dictionary<string, int>();
        for (ulong k = 0; k < Count; k++)
        {
            int[] items = [0, 1, 2, 3];
            new RandomSource(Seed).Split(k).Shuffle(items);
            string order = string.Concat(items);
            counts[order] = counts.GetValueOrDefault(order) + 1;
        }

        // χ² with 23 degrees of freedom: mean 23, deviation 6.8.
        Assert.That(counts, Has.Count.EqualTo(24));
        Assert.That(counts.Values.Sum(count => (count - 1000.0) * (count - 1000.0) / 1000), Is.LessThan(60), $"seed {Seed}");
    }

    [Test]
    public void Index_stays_below_its_bound([Values(1, 2, 3, 10, int.MaxValue)] int bound)
    {
        var source = new RandomSource(Seed);
        for (ulong k = 0; k < 1000; k++)
        {
            Assert.That(source.Index(k, bound), Is.InRange(0, bound - 1));
        }

        Assert.That(() => source.Index(0, 0), Throws.TypeOf<ArgumentOutOfRangeException>());
    }
}
