using Extremal.Certificates;
using Extremal.Tests.Oracle;

namespace Extremal.Tests.Certificates;

public sealed class IntervalTests
{
    private const int Seed = 4;

    private static readonly Interval Everything = new(double.NegativeInfinity, double.PositiveInfinity);

    private static readonly double[] Odd =
    [
        double.NegativeInfinity, double.MinValue, -1e200, -1.5, -1e-200, -double.Epsilon, 0, double.Epsilon, 1e-200, 1.5, 1e200,
        double.MaxValue, double.PositiveInfinity,
    ];

    [Test]
    public void Results_contain_what_numbers_give()
    {
        var random = new Random(Seed);
        for (int k = 0; k < 20_000; k++)
        {
            Interval x = Any(random);
            Interval y = Any(random);
            double a = Intervals.Point(random, x.Low, x.High, []);
            double b = Intervals.Point(random, y.Low, y.High, []);
            AssertContains(x + y, (DoubleDouble)a + b, x, y);
            AssertContains(x * y, (DoubleDouble)a * b, x, y);
            AssertContains(Interval.Abs(x), Math.Abs(a), x, x);
        }
    }

    [Test]
    public void No_ends_make_an_end_NaN_or_lose_a_number()
    {
        Interval[] all =
        [
            .. Odd.SelectMany(
                low => Odd.Where(high => low < high || (low == high && double.IsFinite(low))).Select(high => new Interval(low, high))),
        ];
        foreach (Interval x in all)
        {
            foreach (Interval y in all)
            {
                Interval[] results = [x + y, x * y, -x, Interval.Abs(x)];
                foreach (Interval result in results)
                {
                    Assert.That(result.Low <= result.High, $"{x} and {y}");
                }

                double product = x.High * y.High;
                Assert.That(!double.IsFinite(product) || ((x * y).Low <= product && product <= (x * y).High), $"{x} · {y}");
            }
        }
    }

    [Test]
    public void Exact_results_stay_exact() => Assert.Multiple(() =>
    {
        Assert.That(new Interval(1, 2) + new Interval(0.5, 4), Is.EqualTo(new Interval(1.5, 6)));
        Assert.That(new Interval(-1, 2) * new Interval(0.5, 4), Is.EqualTo(new Interval(-4, 8)));
        Assert.That(new Interval(0, 0) * Everything, Is.EqualTo(new Interval(0, 0)));
        Assert.That(new Interval(-5, 2).Magnitude, Is.EqualTo(5));
    });

    [Test]
    public void Inexact_results_are_rounded_outwards()
    {
        Interval sum = (Interval)1 + 1e-30;
        Assert.That((sum.Low, sum.High), Is.EqualTo((1.0, Math.BitIncrement(1.0))));
        Interval product = (Interval)0.1 * 0.1;
        Assert.That(Math.BitIncrement(product.Low), Is.EqualTo(product.High));
        Assert.That(((Interval)double.MaxValue + double.MaxValue).Low, Is.EqualTo(double.MaxValue));
    }

    [Test]
    public void There_is_no_empty_interval()
    {
        Assert.That(() => new Interval(1, 0), Throws.ArgumentException);
        Assert.That(() => new Interval(double.NaN, 0), Throws.ArgumentException);
        Assert.That(() => new Interval(double.PositiveInfinity, double.PositiveInfinity), Throws.ArgumentException);
        Assert.That(new Interval(0, 2).Contains(new Interval(1, 2)));
        Assert.That(!new Interval(0, 2).Contains(3) && !Everything.Contains(double.NaN));
    }

    private static void AssertContains(Interval result, DoubleDouble number, Interval x, Interval y) => Assert.That(
        (double.IsInfinity(result.Low) || (number - result.Low).High >= 0)
            && (double.IsInfinity(result.High) || (result.High - number).High >= 0),
        $"seed {Seed}: {x}, {y}: {result} lacks {number.High:R} + {number.Low:R}");

    private static Interval Any(Random random)
    {
        double low = (2 * random.Next(2) - 1) * Math.ScaleB(random.NextDouble(), random.Next(-60, 60));
        double high = low + Math.ScaleB(random.NextDouble(), random.Next(-60, 60)) * random.Next(3);
        return new(Math.Min(low, high), Math.Max(low, high));
    }
}
