using System.Numerics;
using System.Runtime.InteropServices;
using Extremal.Optimization.Regions;

namespace Extremal.Tests.Optimization.Regions;

[Parallelizable(ParallelScope.All)]
public sealed class BoxAndSlabTests
{
    [Test]
    public void ProjectionIsTheNearestOfAllFaces()
    {
        for (int seed = 0; seed < 3000; seed++)
        {
            RandomSlab random = new(seed, 1 + seed % 5, spread: 2);
            BoxAndSlab<double> region = random.Region<double>();
            double[] point = random.Point();
            double[] slow = SlowProjection.Project(point, random.Lower, random.Upper, random.A, random.Low, random.High);
            double scale = 1 + point.Max(Math.Abs);
            region.Project(point);
            Assert.That(point, Is.EqualTo(slow).Within(1e-11 * scale), $"seed {seed}");
        }
    }

    /// <summary>
    /// P is the projection of y exactly if (y − P)ᵀ(z − P) ≤ 0 for every z of the region; tried on other projected points.
    /// </summary>
    [Test]
    public void ProjectionMeetsTheVariationalInequality()
    {
        for (int seed = 0; seed < 300; seed++)
        {
            RandomSlab random = new(seed, 40, spread: 1);
            BoxAndSlab<double> region = random.Region<double>();
            double[] y = random.Point();
            double[] p = [.. y];
            region.Project(p);
            double scale = y.Sum(Math.Abs) + p.Sum(Math.Abs);
            for (int other = 0; other < 10; other++)
            {
                double[] z = random.Point();
                region.Project(z);
                double product = y.Zip(p, (u, v) => u - v).Zip(z.Zip(p, (u, v) => u - v), (u, v) => u * v).Sum();
                Assert.That(product, Is.LessThanOrEqualTo(1e-12 * scale * scale), $"seed {seed}");
            }
        }
    }

    [TestCase(1)]
    [TestCase(30)]
    public void ProjectedDoublesMeetBoxAndBandExactly(int spread) => CheckFeasible<double>(spread);

    [TestCase(1)]
    [TestCase(10)]
    public void ProjectedSinglesMeetBoxAndBandExactly(int spread) => CheckFeasible<float>(spread);

    private static void CheckFeasible<T>(int spread) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int seed = 0; seed < 20_000; seed++)
        {
            RandomSlab random = new(seed, 2 + seed % 12, spread, equality: false);
            BoxAndSlab<T> region = random.Region<T>();
            if (region.IsEmpty)
            {
                continue;
            }

            T[] point = [.. random.Point().Select(T.CreateTruncating)];
            region.Project(point);
            Assert.That(region.Contains(point), Is.True, $"seed {seed}: the sum is {region.Sum(point)} in {region.Low} … {region.High}");
            T[] again = [.. point];
            region.Project(again);
            Assert.That(Bits(again), Is.EqualTo(Bits(point)), $"seed {seed}");
        }
    }

    /// <summary>
    /// An equality of terms that cancel need not have a solution among the numbers of T, not even nearby. Then the sum is within its own
    /// rounding of the level, and still the projection is idempotent.
    /// </summary>
    [TestCase(1)]
    [TestCase(20)]
    public void EqualitiesAreMetToTheRoundingOfTheSum(int spread)
    {
        (int met, int all) = (0, 5000);
        for (int seed = 0; seed < all; seed++)
        {
            RandomSlab random = new(seed, 2 + seed % 12, spread, equality: true);
            BoxAndSlab<double> region = random.Region<double>();
            double[] point = random.Point();
            region.Project(point);
            double size = point.Zip(random.A, (x, a) => Math.Abs(x * a)).Sum();
            Assert.That(region.Sum(point), Is.EqualTo(region.Low).Within(4e-16 * size), $"seed {seed}");
            Assert.That(region.Box.Contains(point), Is.True, $"seed {seed}");
            double[] again = [.. point];
            region.Project(again);
            Assert.That(Bits(again), Is.EqualTo(Bits(point)), $"seed {seed}");
            met += region.Contains(point) ? 1 : 0;
        }

        TestContext.Out.WriteLine($"met exactly: {met} of {all}");
    }

    [Test]
    public void DifferenceThatNoNumbersHaveIsMetToRounding()
    {
        BoxAndSlab<double> region = new(new([0, 0], [10, 10]), [1, -1], 0.3, 0.3);
        double[] point = [5.1, 5.2];
        region.Project(point);
        Assert.Multiple(() =>
        {
            Assert.That(region.Contains(point), Is.False, "5.3 − 5 is not 0.3 in double");
            Assert.That(Math.Abs(region.Sum(point) - 0.3), Is.GreaterThan(0).And.LessThan(region.Rounding(point)));
        });
    }

    [Test]
    public void SharesOfAWholeAreMetExactlyInDouble() => CheckShares<double>();

    [Test]
    public void SharesOfAWholeAreMetExactlyInSingle() => CheckShares<float>();

    /// <summary>The equality of practice: parts, none negative, that add up to one or to a hundred.</summary>
    private static void CheckShares<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int seed = 0; seed < 10_000; seed++)
        {
            Random random = new(seed);
            int parts = random.Next(2, 15);
            T whole = T.CreateTruncating(random.Next(2) == 0 ? 1 : 100);
            T[] zeros = new T[parts], wholes = [.. Enumerable.Repeat(whole, parts)], ones = [.. Enumerable.Repeat(T.One, parts)];
            BoxAndSlab<T> region = new(new(zeros, wholes), ones, whole, whole);
            T[] point = [.. zeros.Select(_ => whole * T.CreateTruncating(2 * random.NextDouble() - 0.5))];
            region.Project(point);
            Assert.That(region.Contains(point), Is.True, $"seed {seed}: {region.Sum(point)}");
        }
    }

    [Test]
    public void PointsOfTheRegionStayToTheBit()
    {
        BoxAndSlab<double> region = new(new([0, 0, 0], [1, 1, 1]), [1, 1, 1], 0.5, 1.5);
        double[] point = [0.1, -0.0, 0.9];
        region.Project(point);
        Assert.That(Bits(point), Is.EqualTo(Bits([0.1, -0.0, 0.9])));
    }

    [Test]
    public void SumBoundIsMetByTheIngredientsOfConcrete()
    {
        float[] lower = [102, 0, 0, 121.8f, 0, 801, 594], upper = [540, 359.4f, 200.1f, 247, 32.2f, 1145, 992.6f];
        BoxAndSlab<float> region = new(new(lower, upper), [1, 1, 1, 1, 1, 1, 1], 2195, 2551);
        float[] point = [.. upper];
        region.Project(point);
        Assert.Multiple(() =>
        {
            Assert.That(region.Contains(point), Is.True);
            Assert.That(point.Sum(), Is.EqualTo(2551).Within(1e-3));
            Assert.That(point[4], Is.Zero, "the smallest ingredient is used up");
        });
    }

    [Test]
    public void DegenerateBands()
    {
        double inf = double.PositiveInfinity;
        Assert.Multiple(() =>
        {
            Assert.That(Project(new([-inf, -inf], [inf, inf]), [3, 4], 5, 5, [3, 4]), Is.EqualTo(new[] { 0.6, 0.8 }).Within(1e-15),
                "a plane");
            Assert.That(Project(new([-inf, -inf], [inf, inf]), [3e-300, 4e-300], 5e-300, inf, [0, 0]),
                Is.EqualTo(new[] { 0.6, 0.8 }).Within(1e-15), "tiny");
            Assert.That(Project(new([-inf, -inf], [inf, inf]), [3e300, 4e300], 5e300, inf, [0, 0]),
                Is.EqualTo(new[] { 0.6, 0.8 }).Within(1e-15), "huge");
            Assert.That(Project(new([0, 0], [1, 1]), [0, 0], -1, 1, [2, -2]), Is.EqualTo(new double[] { 1, 0 }), "a = 0 is a box");
            Assert.That(Project(new([0, 0.25], [1, 0.25]), [1, 1], 1, 1, [0, 0]), Is.EqualTo(new[] { 0.75, 0.25 }), "a fixed coordinate");
            Assert.That(Project(new([0, 0], [1, 1]), [1, 1], 2, 2, [0.3, -5]), Is.EqualTo(new double[] { 1, 1 }), "one corner");
            Assert.That(Project(new([0, 0], [1, 1]), [1, -1], -1, -1, [0.3, -5]), Is.EqualTo(new double[] { 0, 1 }), "another corner");
            Assert.That(Project(new([0, 0], [1, 1]), [1, 1], -inf, 1, [0.9, 0.3]), Is.EqualTo(new[] { 0.8, 0.2 }).Within(1e-15),
                "one side");
            Assert.That(Project(new([0, 0], [1, 1]), [1, 1], 0, 1, [1e20, 1e20]).Sum(), Is.LessThanOrEqualTo(1), "far away");
            Assert.That(Project(new([0, 0], [1, 1]), [1, 1], 1, 1, [inf, 0]).Sum(), Is.EqualTo(1), "infinitely far");
            Assert.That(Project(new([0, 0], [1, 1]), [1, 1], 1, 1, [double.NaN, 0])[0], Is.NaN);
            Assert.That(new BoxAndSlab<double>(new([], []), [], 0, 0).Contains([]), Is.True, "no coordinates");
        });
    }

    [Test]
    public void EmptinessIsDecidedToTheLastDigit()
    {
        Box<double> box = new([0, 0, -1], [0.1, 0.2, 0]);
        double greatest = 0.1 + 0.2;
        BoxAndSlab<double> touching = new(box, [1, 1, 0], greatest, 1);
        BoxAndSlab<double> beyond = new(box, [1, 1, 0], Math.BitIncrement(greatest), 1);
        double[] point = [0, 0, 0];
        touching.Project(point);
        Assert.Multiple(() =>
        {
            Assert.That(touching.IsEmpty, Is.False);
            Assert.That(point, Is.EqualTo(new[] { 0.1, 0.2, 0 }));
            Assert.That(beyond.IsEmpty, Is.True);
            Assert.That(beyond.EmptyReason, Does.Contain("from 0 to 0.30000000000000004"));
            Assert.That(() => beyond.Project(new double[3]), Throws.InvalidOperationException.With.Message.Contains("from 0 to"));
            Assert.That(new BoxAndSlab<double>(box, [1, 1, -1], -2, -1).EmptyReason, Does.Contain("from 0 to 1.3"));
        });
    }

    [Test]
    public void MistakesAreRefused() => Assert.Multiple(() =>
    {
        Box<double> box = new([0, 0], [1, 1]);
        Assert.That(() => new BoxAndSlab<double>(box, [1], 0, 1),
            Throws.ArgumentException.With.Message.Contains("1 coefficients and wanted 2"));
        Assert.That(() => new BoxAndSlab<double>(box, [1, double.NaN], 0, 1), Throws.ArgumentException);
        Assert.That(() => new BoxAndSlab<double>(box, [1, 1], 1, 0), Throws.ArgumentException.With.Message.Contains("1 ≤ aᵀx ≤ 0"));
        Assert.That(() => new BoxAndSlab<double>(box, [1, 1], double.NaN, 0), Throws.ArgumentException);
    });

    [Test]
    public void StationarityVanishesWhereTheGradientIsNormalToTheBand()
    {
        BoxAndSlab<double> region = new(new([0, 0, 0], [1, 1, 1]), [1, 2, 2], 0, 2.5);
        Assert.Multiple(() =>
        {
            Assert.That(region.ProjectedGradientNorm([0.5, 0.5, 0.5], [-1, -2, -2]), Is.LessThan(1e-15));
            Assert.That(region.ProjectedGradientNorm([0.5, 0.5, 0.5], [1, 2, 2]), Is.EqualTo(0.5).Within(1e-15));
            Assert.That(region.ProjectedGradientNorm([0.5, 0.5, 0.5], [-2, 1, 0]), Is.GreaterThan(0.1));
        });
    }

    [Test]
    public void ProjectionAllocatesNothing()
    {
        RandomSlab random = new(7, 300, spread: 2);
        BoxAndSlab<double> region = random.Region<double>();
        double[] y = random.Point(), point = [.. y];
        region.Project(point);
        region.ProjectedGradientNorm(point, y);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 20; i++)
        {
            y.CopyTo(point, 0);
            region.Project(point);
            region.ProjectedGradientNorm(point, y);
        }

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
    }

    private static double[] Project(Box<double> box, double[] a, double low, double high, double[] point)
    {
        new BoxAndSlab<double>(box, a, low, high).Project(point);
        return point;
    }

    private static byte[] Bits<T>(T[] numbers) where T : unmanaged => MemoryMarshal.AsBytes<T>(numbers).ToArray();
}
