namespace Extremal.Tests.Oracle;

/// <summary>
/// Best-first branch and bound over <see cref="PlainBounds"/>: the box with the greatest bound is halved along its widest input, and a half
/// is never worse than the whole. A box counts when it is bounded, so there are 1, 3, 5, …
/// </summary>
internal sealed class PlainSearch
{
    private readonly List<double> _course = [];

    private PlainSearch()
    {
    }

    public double Bound => _course[^1];

    public int Boxes => 2 * _course.Count - 1;

    /// <summary>The bound that was proven when this many boxes, at least one, had been bounded.</summary>
    public double After(long boxes) => _course[(int)Math.Min(_course.Count - 1, (boxes - 1) / 2)];

    /// <summary>Runs until the bound is at most <paramref name="enough"/> or that many boxes are bounded.</summary>
    public static PlainSearch Run(PlainLayers network, double[] lower, double[] upper, int boxes, double enough = double.NegativeInfinity)
    {
        var bounds = new PlainBounds(network);
        var search = new PlainSearch();
        var open = new PriorityQueue<Box, double>();
        void Bounded(double[] low, double[] high, double most)
        {
            var box = new Box(low, high, Math.Min(bounds.Linear(low, high).Bound, most));
            open.Enqueue(box, -box.Bound);
        }

        Bounded(lower, upper, double.PositiveInfinity);
        search._course.Add(open.Peek().Bound);
        while (search.Bound > enough && search.Boxes + 2 <= boxes)
        {
            Box box = open.Dequeue();
            int split = box.Split;
            double middle = box.Lower[split] / 2 + box.Upper[split] / 2;
            Bounded(box.Lower, With(box.Upper, split, middle), box.Bound);
            Bounded(With(box.Lower, split, middle), box.Upper, box.Bound);
            search._course.Add(open.Peek().Bound);
        }

        return search;
    }

    private static double[] With(double[] numbers, int index, double number)
    {
        double[] copy = [.. numbers];
        copy[index] = number;
        return copy;
    }

    private sealed record Box(double[] Lower, double[] Upper, double Bound)
    {
        public int Split => Enumerable.Range(0, Lower.Length).MaxBy(i => Upper[i] - Lower[i]);
    }
}
