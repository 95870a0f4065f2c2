using Extremal.Certificates;

namespace Extremal.Tests.Certificates;

/// <summary>What open boxes keep, by what the whole process keeps: nothing else may run.</summary>
[NonParallelizable]
public sealed class OpenBoxesMemoryTests
{
    /// <summary>Of a million open boxes; sides alone would take 16 bytes an input.</summary>
    [TestCase(8)]
    [TestCase(20)]
    public void A_box_takes_forty_bytes_however_many_inputs_there_are(int inputs)
    {
        (OpenBoxes open, int count) = OpenBoxesTests.Halved(inputs, long.MaxValue / 2, 100_000);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        (OpenBoxes more, int opened) = OpenBoxesTests.Halved(inputs, long.MaxValue / 2, 200_000);
        double bytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)opened;
        Assert.That(bytes, Is.LessThan(40));
        TestContext.Out.WriteLine($"{bytes:F1} bytes a box");
        GC.KeepAlive((open, more, count));
    }

    [Test]
    public void Without_memory_the_boxes_that_promise_least_are_given_up()
    {
        const long memory = 1 << 20;
        long before = GC.GetTotalMemory(forceFullCollection: true);
        (OpenBoxes open, _) = OpenBoxesTests.Halved(8, memory, 1_000_000, givenUp: 500);
        Assert.That(GC.GetTotalMemory(forceFullCollection: true) - before, Is.LessThan(1.1 * memory + 100_000));
        Assert.That(open.GivenUp.Boxes, Is.AtLeast(500));
        Assert.That(open.Count, Is.GreaterThan(8_000));
        double[] lower = new double[8], upper = new double[8];
        double last = double.PositiveInfinity;
        while (open.Count > 0)
        {
            (int box, double bound, _) = open.Take(lower, upper);
            open.Release(box);
            Assert.That(bound, Is.LessThanOrEqualTo(last).And.GreaterThanOrEqualTo(open.GivenUp.Bound));
            last = bound;
        }
    }
}
