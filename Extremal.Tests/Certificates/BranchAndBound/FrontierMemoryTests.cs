using Extremal.Certificates;

namespace Extremal.Tests.Certificates;

/// <summary>What a frontier keeps, by what the whole process keeps: nothing else may run.</summary>
[NonParallelizable]
public sealed class FrontierMemoryTests
{
    /// <summary>Of a million open boxes; sides alone would take 16 bytes an input.</summary>
    [TestCase(8)]
    [TestCase(20)]
    public void A_box_takes_forty_bytes_however_many_inputs_there_are(int inputs)
    {
        (Frontier frontier, int open) = FrontierTests.Halved(inputs, long.MaxValue / 2, 100_000);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        (Frontier more, int opened) = FrontierTests.Halved(inputs, long.MaxValue / 2, 200_000);
        double bytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)opened;
        Assert.That(bytes, Is.LessThan(40));
        TestContext.Out.WriteLine($"{bytes:F1} bytes a box");
        GC.KeepAlive((frontier, more, open));
    }

    [Test]
    public void Without_memory_the_boxes_that_promise_least_are_given_up()
    {
        const long memory = 1 << 20;
        long before = GC.GetTotalMemory(forceFullCollection: true);
        (Frontier frontier, _) = FrontierTests.Halved(8, memory, 1_000_000, givenUp: 500);
        Assert.That(GC.GetTotalMemory(forceFullCollection: true) - before, Is.LessThan(1.1 * memory + 100_000));
        Assert.That(frontier.GivenUp.Boxes, Is.AtLeast(500));
        Assert.That(frontier.Count, Is.GreaterThan(8_000));
        double[] lower = new double[8], upper = new double[8];
        double last = double.PositiveInfinity;
        while (frontier.Count > 0)
        {
            (int box, double bound, _) = frontier.Take(lower, upper);
            frontier.Close(box);
            Assert.That(bound, Is.LessThanOrEqualTo(last).And.GreaterThanOrEqualTo(frontier.GivenUp.Bound));
            last = bound;
        }
    }
}
