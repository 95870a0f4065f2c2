using Extremal.Certificates;
using Extremal.Memory;
using Extremal.Networks;
using Extremal.Problems;
using Extremal.Tests.Networks;
using Extremal.Tests.Oracle;

namespace Extremal.Tests.Certificates;

/// <summary>
/// Bounds of a mean of unlike networks with shares: no point exceeds them, in what is computed and in exact arithmetic, and they are close.
/// </summary>
internal sealed class SharedBoundsTests
{
    private static readonly double[] Lower = [-1.5, -2], Upper = [2, 1.5];

    /// <summary>Of boxes of every size, points of every kind; the computed mean may be above the exact one by the declared error.</summary>
    [Test]
    public void No_point_exceeds_a_bound([Values(1, -1)] int sign, [Values] bool hasShares)
    {
        for (int seed = 1; seed <= 12; seed++)
        {
            var mean = new MeanOf(seed, hasShares, sign);
            (double gaps, double plainGaps) = (0, 0);
            foreach ((double[] low, double[] high) in Boxes(seed, 12))
            {
                double bound = mean.Bound(low, high), greatest = mean.Greatest(low, high, 400), intervals = mean.Intervals(low, high);
                string what = $"seed {seed}, [{string.Join(", ", low)}] to [{string.Join(", ", high)}]";
                Assert.That(greatest, Is.LessThanOrEqualTo(bound), what);
                Assert.That(bound, Is.LessThanOrEqualTo(intervals + 1e-10), $"{what}: and intervals are no better");
                (gaps, plainGaps) = (gaps + bound - greatest, plainGaps + mean.PlainLines(low, high) - greatest);
            }

            Assert.That(gaps, Is.LessThanOrEqualTo(1.05 * plainGaps + 1e-9), $"seed {seed}: plain lines of each member leave as much room");
        }
    }

    /// <summary>At a point nothing is left but rounding.</summary>
    [Test]
    public void A_point_is_bounded_by_its_value([Values] bool hasShares)
    {
        for (int seed = 1; seed <= 12; seed++)
        {
            var mean = new MeanOf(seed, hasShares, 1);
            var random = new Random(seed);
            double[] point = [.. Lower.Select((low, i) => low + (Upper[i] - low) * random.NextDouble())];
            Assert.That(mean.Bound(point, point) - mean.Value(point), Is.InRange(0, 1e-10), $"seed {seed}");
        }
    }

    /// <summary>The first half by itself: without what is added for the mean's own rounding, the bound is not below the exact number.</summary>
    [Test]
    public void No_exact_mean_exceeds_a_bound([Values("identity", "relu", "leakyRelu(0.25)")] string activation, [Values(0, 1, 2)] int hidden)
    {
        for (int seed = 1; seed <= 6; seed++)
        {
            Network<double>[] networks = [.. Enumerable.Range(0, 5).Select(k =>
                Network<double>.Create(2, [.. Enumerable.Repeat(4 + k, hidden)], 1, Activation.Parse(activation), (ulong)(seed * 10 + k)))];
            double[] shares = [.. Mixed.Shares(5, 1, seed).Select(of => of[0])];
            foreach ((double[] low, double[] high) in Boxes(seed, 10).Where((_, k) => k > 5))
            {
                RequireAboveExact(networks, shares, low, high, $"seed {seed}");
            }
        }
    }

    /// <summary>
    /// Sums that round down again and again: first a number so large that each that follows is lost, and last its negative. Every member is
    /// exact.
    /// </summary>
    [Test]
    public void Members_that_a_sum_loses_are_charged([Values(3, 60)] int members, [Values] bool hasShares)
    {
        Network<double>[] networks = [.. Enumerable.Range(0, members).Select(k =>
        {
            var network = new Network<double>(2, new Layer(1, Activation.ReLU), new Layer(1, Activation.Identity));
            network.Layers[1].Bias.Span[0] = k == 0 ? 9007199254740992.0 : k == members - 1 ? -9007199254740992.0 : 0.99;
            return network;
        })];
        double[]? shares = hasShares ? [.. Enumerable.Repeat(1 / 64.0, members)] : null;
        RequireAboveExact(networks, shares, Lower, Upper, "lost");
    }

    // One box, its corners and its middle, in both directions.
    private static void RequireAboveExact(Network<double>[] networks, double[]? shares, double[] low, double[] high, string what)
    {
        var region = new LinearRegion { Lower = Lower, Upper = Upper };
        Reach[] reaches = [.. networks.Select(network => new Reach(BoundedNetwork.Of(network), region, 0, networks.Length))];
        foreach (int sign in (int[])[1, -1])
        {
            double bound = BoundOf(new LinearBounds(reaches, region, 0, sign, shares), low, high);
            foreach (double[] point in (double[][])[low, high, [low[0], high[1]], [.. low.Zip(high, (a, b) => a / 2 + b / 2)]])
            {
                DoubleDouble mean = 0;
                for (int k = 0; k < networks.Length; k++)
                {
                    mean += (shares?[k] ?? 1) * ExactBoundsTests.Exact(PlainLayers.Of(networks[k], sign: sign), point);
                }

                DoubleDouble left = bound * (DoubleDouble)(shares is null ? networks.Length : 1) - mean;
                Assert.That(left.High, Is.GreaterThanOrEqualTo(0), $"{what}, {sign}");
            }
        }
    }

    private static double BoundOf(LinearBounds bounds, double[] low, double[] high)
    {
        var batch = new BoxBatch(1, low.Length) { Count = 1 };
        low.CopyTo(batch.Lower, 0);
        high.CopyTo(batch.Upper, 0);
        bounds.Bound(batch, 0, 1);
        return batch.Bounds[0];
    }

    private static IEnumerable<(double[] Low, double[] High)> Boxes(int seed, int count)
    {
        var random = new Random(seed);
        for (int k = 0; k < count; k++)
        {
            double width = k == 0 ? 1 : Math.Pow(10, -k / 2.0);
            double[] low = [.. Lower.Select((l, i) => l + (Upper[i] - l) * (1 - width) * random.NextDouble())];
            yield return (low, [.. low.Select((l, i) => Math.Min(Upper[i], l + width * (Upper[i] - l)))]);
        }
    }

    /// <summary>A surrogate of unlike members on its own numbers, and one output of it with a sign.</summary>
    private sealed class MeanOf
    {
        private readonly Random _random;
        private readonly Surrogate _surrogate;
        private readonly SurrogatePredictor _predictor;
        private readonly OutputBounds _bounds;
        private readonly double _rounding;
        private readonly int _output;
        private readonly int _sign;

        public MeanOf(int seed, bool hasShares, int sign)
        {
            (_random, _output, _sign) = (new Random(seed), seed % 2, sign);
            Network<double>[] networks = Mixed.Networks(2, 2, 100 * seed);
            _surrogate = Bare.Of(networks, Lower, Upper, hasShares ? Mixed.Shares(networks.Length, 2, seed, without: seed % 6 - 1) : null);
            _predictor = new SurrogatePredictor(_surrogate);
            var of = new BoundedOutput(
                _surrogate, sign > 0 ? Goal.Maximize(_output) : Goal.Minimize(_output), new LinearRegion { Lower = Lower, Upper = Upper });
            (_bounds, _rounding) = (of.Bounds(), of.RoundingError());
        }

        /// <summary>Not less than what is computed anywhere in the box.</summary>
        public double Bound(double[] low, double[] high)
        {
            var batch = new BoxBatch(1, 2) { Count = 1 };
            low.CopyTo(batch.Lower, 0);
            high.CopyTo(batch.Upper, 0);
            _bounds.Bound(batch, 0, 1);
            return Math.BitIncrement(batch.Bounds[0] + _rounding);
        }

        public double Value(params double[] points) => Values(points)[0];

        public double Greatest(double[] low, double[] high, int count)
        {
            double Drawn(double least, double most) => _random.Next(6) switch
            {
                0 => least,
                1 => most,
                _ => Math.Clamp(least + (most - least) * _random.NextDouble(), least, most),
            };
            return Values([.. Enumerable.Range(0, 2 * count).Select(i => Drawn(low[i % 2], high[i % 2]))]).Max();
        }

        public double Intervals(double[] low, double[] high) => Sum(bounds => bounds.Interval(low, high));

        public double PlainLines(double[] low, double[] high) => Sum(bounds => bounds.Linear(low, high).Bound);

        private double Sum(Func<PlainBounds, double> bound) => _surrogate.Members
            .Select((network, k) => _surrogate.Share(k, _output) * bound(new PlainBounds(PlainLayers.Of(network, _output, _sign)))).Sum();

        private double[] Values(double[] points)
        {
            var shape = new Shape(points.Length / 2, 2);
            double[] outputs = new double[points.Length];
            _predictor.Predict(new ReadOnlyMatrix<double>(points, shape), new Matrix<double>(outputs, shape), []);
            return [.. Enumerable.Range(0, shape.Rows).Select(row => _sign * outputs[2 * row + _output])];
        }
    }
}
