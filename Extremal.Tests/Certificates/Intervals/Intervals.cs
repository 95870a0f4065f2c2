namespace Extremal.Tests.Certificates;

/// <summary>Random intervals of every size and place, points in them, and intervals next to what a curve does at special places.</summary>
internal static class Intervals
{
    /// <summary>Both ends within ±reach and not below from; ordered.</summary>
    public static (double[] Lower, double[] Upper) Random(
        Random random, int count, double from, double reach, IReadOnlyList<double> special)
    {
        var lower = new double[count];
        var upper = new double[count];
        for (int i = 0; i < count; i++)
        {
            double low = Number(random, reach, special);
            double high = random.Next(4) switch
            {
                0 => Number(random, reach, special),
                1 => low + Math.ScaleB(random.NextDouble(), random.Next(-50, 4)),
                2 => low + Math.Abs(low) * Math.ScaleB(random.NextDouble(), -random.Next(50)),
                _ => Steps(low, random.Next(4)),
            };
            (low, high) = (Math.Clamp(low, Math.Max(from, -reach), reach), Math.Clamp(high, Math.Max(from, -reach), reach));
            (lower[i], upper[i]) = (Math.Min(low, high), Math.Max(low, high));
        }

        return (lower, upper);
    }

    /// <summary>A number in the interval: an end, next to one, or any.</summary>
    public static double Point(Random random, double lower, double upper, IReadOnlyList<double> special) => Math.Clamp(
        random.Next(8) switch
        {
            0 => lower,
            1 => upper,
            2 => Steps(lower, random.Next(3)),
            3 => Steps(upper, -random.Next(3)),
            4 when special.Count > 0 => Steps(special[random.Next(special.Count)], random.Next(-3, 4)),
            5 => lower + (upper - lower) * Math.ScaleB(random.NextDouble(), -random.Next(40)),
            _ => lower + (upper - lower) * random.NextDouble(),
        },
        lower,
        upper);

    private static double Number(Random random, double reach, IReadOnlyList<double> special) => random.Next(6) switch
    {
        0 => (2 * random.NextDouble() - 1) * 3,
        1 => (2 * random.NextDouble() - 1) * 12,
        2 => Sign(random) * Math.Pow(Math.Min(reach, 1e250), 2 * random.NextDouble() - 1),
        3 when special.Count > 0 => Steps(special[random.Next(special.Count)], random.Next(-3, 4)),
        4 => Sign(random) * Math.ScaleB(random.NextDouble(), -random.Next(60)),
        _ => (2 * random.NextDouble() - 1) * Math.Min(reach, 60),
    };

    private static int Sign(Random random) => 2 * random.Next(2) - 1;

    private static double Steps(double x, int steps)
    {
        for (; steps > 0; steps--)
        {
            x = Math.BitIncrement(x);
        }

        for (; steps < 0; steps++)
        {
            x = Math.BitDecrement(x);
        }

        return x;
    }
}
