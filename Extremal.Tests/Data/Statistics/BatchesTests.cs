using Extremal.Data;
using Extremal.Memory;

namespace Extremal.Tests.Data;

public sealed class BatchesTests
{
    [TestCase(10, 3, 4, 1)]
    [TestCase(10, 5, 2, 5)]
    [TestCase(10, 10, 1, 10)]
    [TestCase(10, 64, 1, 10)]
    [TestCase(1, 1, 1, 1)]
    [TestCase(1000, 1, 1000, 1)]
    public void Every_row_comes_once_an_epoch(int rows, int size, int count, int last)
    {
        var batches = new Batches(rows, size, 42);
        Assert.That((batches.Count, batches.LengthOf(count - 1)), Is.EqualTo((count, last)));
        for (int epoch = 0; epoch < 3; epoch++)
        {
            Assert.That(Epoch(batches, epoch), Is.EquivalentTo(Enumerable.Range(0, rows)));
        }
    }

    [Test]
    public void A_batch_depends_on_seed_epoch_and_number_alone()
    {
        var straight = new Batches(50, 8, 3);
        int[][] expected = [.. Enumerable.Range(0, 6).Select(epoch => Epoch(straight, epoch))];
        var random = new Random(1);
        var jumping = new Batches(50, 8, 3);
        for (int i = 0; i < 200; i++)
        {
            int epoch = random.Next(6), batch = random.Next(7);
            Assert.That(
                jumping.RowsOf(epoch, batch).ToArray(), Is.EqualTo(expected[epoch].AsSpan(batch * 8, batch == 6 ? 2 : 8).ToArray()));
        }

        Assert.That(Epoch(new Batches(50, 50, 3), 4), Is.EqualTo(expected[4]), "the size cuts an epoch's order and does not change it");
    }

    [Test]
    public void Epochs_and_seeds_differ()
    {
        IEnumerable<int[]> orders =
            from seed in Enumerable.Range(0, 10)
            from epoch in Enumerable.Range(0, 10)
            select Epoch(new Batches(30, 30, (ulong)seed), epoch);
        Assert.That(orders.Select(order => string.Join(' ', order)), Is.Unique);
    }

    [Test]
    public void Every_order_is_equally_likely()
    {
        const int Epochs = 24_000;
        var batches = new Batches(4, 4, 9);
        var counts = new Dictionary<string, int>();
        for (int epoch = 0; epoch < Epochs; epoch++)
        {
            string order = string.Join(' ', batches.RowsOf(epoch, 0).ToArray());
            counts[order] = counts.GetValueOrDefault(order) + 1;
        }

        double chiSquare = counts.Values.Sum(count => (count - 1000.0) * (count - 1000.0) / 1000);
        Assert.That(counts, Has.Count.EqualTo(24));
        Assert.That(chiSquare, Is.LessThan(49.7), "the quantile 0.999 of chi square with 23 degrees of freedom");
    }

    [Test]
    public void The_rows_of_a_known_seed_never_change() =>
        Assert.That(new Batches(8, 8, 1).RowsOf(2, 0).ToArray(), Is.EqualTo(KnownOrder));

    private static readonly int[] KnownOrder = [0, 7, 1, 5, 6, 4, 3, 2];

    [Test]
    public void Nothing_is_allocated_after_construction()
    {
        var batches = new Batches(100, 32, 7);
        Run(0);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run(1);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);

        void Run(int first)
        {
            for (int epoch = first; epoch < first + 20; epoch++)
            {
                for (int batch = 0; batch < batches.Count; batch++)
                {
                    _ = batches.RowsOf(epoch, batch);
                }
            }
        }
    }

    [Test]
    public void Mistakes_are_told()
    {
        Assert.That(
            () => new Batches(0, 1, 1),
            Throws.InstanceOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("rows"));
        Assert.That(
            () => new Batches(1, 0, 1),
            Throws.InstanceOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("size"));
        var batches = new Batches(5, 2, 1);
        Assert.That(() => batches.RowsOf(-1, 0).Length, Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => batches.RowsOf(0, 3).Length, Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => batches.LengthOf(-1), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    private static int[] Epoch(Batches batches, int epoch)
    {
        var rows = new List<int>();
        for (int batch = 0; batch < batches.Count; batch++)
        {
            rows.AddRange(batches.RowsOf(epoch, batch));
        }

        return [.. rows];
    }
}
