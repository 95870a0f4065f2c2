using System.Numerics;
using Extremal.Kernels;
using Extremal.Kernels.Lanes;
using Extremal.Memory;

namespace Extremal.Tests.Kernels;

/// <summary>
/// Each element of a product is the reference's chain, bit for bit, at every shape, stride, width and block size; nothing else is written.
/// </summary>
[TestFixture(typeof(float))]
[TestFixture(typeof(double))]
[Parallelizable(ParallelScope.All)]
internal sealed class GemmTests<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly GemmBlocks Normal = GemmBlocks.For<T>();
    private static readonly GemmBlocks Packed = Normal with { BytesInPlace = 0, UsesInPlace = 0 };
    private static readonly GemmBlocks InPlace = Normal with { UsesInPlace = int.MaxValue };
    private static readonly GemmBlocks[] AllBlocks =
    [
        Normal, Packed, InPlace, new(1, 1, 1, 0, 0), new(3, 2, 5, 0, 2), new(14, 5, 40, 4000, 0), new(6, 7, 64, 800, 1),
    ];

    [Test]
    public void EveryHeightAndWidthOfATileMatches([Values(1, 128, 256, 512)] int bits, [Values(0, 1, 2, 9)] int depth)
    {
        int lanes = GemmCase<T>.Lanes(bits);
        foreach (int rows in new[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 27, 28, 29 })
        {
            foreach (int columns in new[] { 1, lanes, 2 * lanes - 1, 2 * lanes, 2 * lanes + 1, 8 * lanes, 11 * lanes + 3 })
            {
                GemmCase<T> product = new(100 * rows + columns, rows, columns, depth);
                product.Verify(bits, Normal);
                product.Verify(bits, Packed with { Rows = 14 });
            }
        }
    }

    [Test]
    public void RandomShapesStridesAndBlocksMatch([Values(1, 128, 256, 512)] int bits, [Range(0, 59)] int seed)
    {
        Random random = new(seed);
        int Size(int most) => random.Next(4) == 0 ? random.Next(3) : random.Next(most);
        GemmCase<T> product = new(seed, Size(40), Size(90), Size(40));
        foreach (GemmBlocks blocks in AllBlocks)
        {
            product.Verify(bits, blocks);
        }
    }

    [Test]
    public void AnyNumberOfThreadsMatches([Values(1, 2, 3, 7)] int threads, [Values(1, 256, 512)] int bits, [Range(0, 5)] int seed)
    {
        using Team team = new(threads - 1);
        using Parallelism.Scope forced = Parallelism.Forced(team);
        Random random = new(seed);
        GemmCase<T> product = new(seed, random.Next(70), random.Next(200), random.Next(50));
        foreach (GemmBlocks blocks in AllBlocks)
        {
            product.Verify(bits, blocks);
        }
    }

    [Test]
    public void FewRowsAndFewColumnsAreSharedOut([Values(2, 3, 7)] int threads)
    {
        using Team team = new(threads - 1);
        using Parallelism.Scope forced = Parallelism.Forced(team);
        foreach ((int rows, int columns) in new[] { (1, 1), (1, 500), (500, 1), (2, 33), (33, 2), (13, 300), (300, 31), (97, 101) })
        {
            new GemmCase<T>(rows + columns, rows, columns, 19).Verify(VectorWidth.Bits, Normal);
        }
    }

    [Test]
    public void LargerThanEveryBlockMatches([Values] bool inPlace)
    {
        int depth = 2 * Normal.Depth + 3;
        GemmCase<T> product = new(1, 31, Normal.Columns + 37, depth);
        product.Verify(VectorWidth.Bits, inPlace ? InPlace : Packed);
    }

    [Test]
    public void NaNInfinityAndNegativeZeroPropagate()
    {
        foreach (T special in new[] { T.NaN, T.PositiveInfinity, T.NegativeInfinity, T.NegativeZero, T.Epsilon })
        {
            GemmCase<T> product = new(3, 15, 35, 6);
            product.Plant(special);
            product.Verify(VectorWidth.Bits, Normal);
            product.Verify(VectorWidth.Bits, Packed);
        }
    }

    [Test]
    public void ProductOfZerosKeepsNegativeZeroOnlyWhereTheChainDoes()
    {
        T[] c = [T.NegativeZero, T.NegativeZero];
        ReadOnlyMatrix<T> signs = new([T.One, -T.One], new Shape(1, 2));
        Gemm.MultiplyAdd(new ReadOnlyMatrix<T>([T.NegativeZero], Shape.One), signs, new Matrix<T>(c, new Shape(1, 2)));
        Assert.That(T.IsNegative(c[0]), Is.True, "−0 + (−0)·1");
        Assert.That(T.IsNegative(c[1]), Is.False, "−0 + (−0)·(−1)");
    }

    [TestCase(3, 4, 5, 6, 3, 6, "A 3 × 4, B 5 × 6, C 3 × 6")]
    [TestCase(3, 4, 4, 6, 4, 6, "A 3 × 4, B 4 × 6, C 4 × 6")]
    [TestCase(3, 4, 4, 6, 3, 5, "A 3 × 4, B 4 × 6, C 3 × 5")]
    public void WrongShapesAreNamed(int aRows, int aColumns, int bRows, int bColumns, int cRows, int cColumns, string named)
    {
        T[] numbers = new T[100];
        ArgumentException thrown = Assert.Throws<ArgumentException>(() => Gemm.MultiplyAdd(
            new ReadOnlyMatrix<T>(numbers, new Shape(aRows, aColumns)),
            new ReadOnlyMatrix<T>(numbers, new Shape(bRows, bColumns)),
            new Matrix<T>(numbers, new Shape(cRows, cColumns))))!;
        Assert.That(thrown.Message, Does.Contain("Gemm.MultiplyAdd").And.Contain(named).And.Contain("n × k"));
        Assert.That(numbers, Is.All.EqualTo(T.Zero));
    }

    [TestCase(0, 1)]
    [TestCase(1, 0)]
    public void ResultWithSeveralElementsInOnePlaceIsRefused(int rowStride, int columnStride)
    {
        T[] numbers = new T[100];
        ArgumentException thrown = Assert.Throws<ArgumentException>(() => Gemm.MultiplyAdd(
            new ReadOnlyMatrix<T>(numbers, new Shape(3, 4)),
            new ReadOnlyMatrix<T>(numbers, new Shape(4, 6)),
            new Matrix<T>(numbers, new Shape(3, 6), rowStride, columnStride)))!;
        Assert.That(thrown.Message, Does.Contain($"strides {rowStride}, {columnStride}"));
    }

    [Test]
    public void MultiplyBeginsWithZero()
    {
        T[] c = [T.NaN, T.One];
        ReadOnlyMatrix<T> signs = new([T.One, -T.One], new Shape(1, 2));
        Gemm.Multiply(new ReadOnlyMatrix<T>([T.One], Shape.One), signs, new Matrix<T>(c, new Shape(1, 2)));
        Assert.That(c, Is.EqualTo(new[] { T.One, -T.One }));
    }

    [Test]
    public void NothingIsAllocatedOnceASizeIsKnown()
    {
        GemmCase<T> product = new(5, 200, 150, 300);
        product.Run();
        long before = GC.GetAllocatedBytesForCurrentThread();
        product.Run();
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
    }

    [Test]
    [NonParallelizable] // what the process allocates is counted
    public void NothingIsAllocatedByTheTeam()
    {
        using Team team = new(helpers: 2);
        using Parallelism.Scope forced = Parallelism.Forced(team);
        GemmCase<T> product = new(5, 200, 150, 300);
        Assert.That(Laws.Allocation.OfProcess(product.Run), Is.Zero);
    }
}
