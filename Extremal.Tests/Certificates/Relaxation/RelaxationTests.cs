using Extremal.Certificates;
using Extremal.Kernels.Lanes;
using Extremal.Networks;
using Extremal.Tests.Autodiff;
using Extremal.Tests.Oracle;

namespace Extremal.Tests.Certificates;

/// <summary>
/// Lines, ranges and slopes against the true function, at points in random intervals of every size, compared with some 30 digits.
/// </summary>
public sealed class RelaxationTests
{
    private const int Batch = 61;

    private static IEnumerable<object> Graphs => Graph.All;

    private static IEnumerable<object> Rounded => Graph.OfActivations.Where(
        graph => Relaxation.Of(graph.Activation).Curve.ValueError > 3);

    [Test]
    public void Lines_lie_below_and_above_the_true_curve([ValueSource(nameof(Graphs))] object graph) =>
        Assert.That(new LineCheck((Graph)graph, 5).FirstBreach(60), Is.Null);

    [Explicit("Minutes.")]
    [Category("Long")]
    [Test]
    public void Lines_lie_below_and_above_the_true_curve_at_millions_of_points([ValueSource(nameof(Graphs))] object graph) =>
        Assert.That(new LineCheck((Graph)graph, 6).FirstBreach(6000), Is.Null);

    [Test]
    public void A_line_that_is_tilted_by_a_millionth_is_caught([ValueSource(nameof(Graphs))] object graph)
    {
        static void Tilt(double lower, double upper, ref double slope, ref double offset)
        {
            double middle = 0.5 * lower + 0.5 * upper;
            offset -= 1e-6 * middle;
            slope += 1e-6;
        }

        Assert.That(new LineCheck((Graph)graph, 5).FirstBreach(60, Tilt), Is.Not.Null);
    }

    [Test]
    public void A_padding_left_out_is_caught([ValueSource(nameof(Rounded))] object graph)
    {
        var of = (Graph)graph;
        Padding padding = new(Relaxation.Of(of.Activation).Curve);
        void Strip(double lower, double upper, ref double slope, ref double offset)
        {
            Lanes1<double> size = new(Math.Max(Math.Abs(of.Value(lower).High), Math.Abs(of.Value(upper).High)));
            Lanes1<double> far = new(Math.Max(Math.Abs(lower), Math.Abs(upper)));
            double added = 0;
            padding.Of<Lanes1<double>, double>(size, new(Math.Abs(slope)), far, new(upper - lower)).Store(ref added, 0);
            offset -= added;
        }

        Assert.That(new LineCheck(of, 5).FirstBreach(60, Strip), Is.Not.Null);
    }

    [Test]
    public void Ranges_contain_the_true_values([ValueSource(nameof(Graphs))] object graph)
    {
        const int Seed = 7;
        var of = (Graph)graph;
        Relaxation relaxation = Relaxation.Of(of.Activation);
        double[] special = LineCheck.Special(relaxation.Curve);
        var random = new Random(Seed);
        for (int round = 0; round < 60; round++)
        {
            (double[] lower, double[] upper) = Intervals.Random(random, Batch, of.From, of.Reach, special);
            double[] least = new double[Batch], greatest = new double[Batch];
            relaxation.Range(lower, upper, least, greatest);
            for (int k = 0; k < 12 * Batch; k++)
            {
                int i = k % Batch;
                double z = Intervals.Point(random, lower[i], upper[i], special);
                DoubleDouble y = of.Value(z);
                Assert.That(
                    (y - least[i]).High >= 0 && (greatest[i] - y).High >= 0,
                    $"seed {Seed}: φ({z:R}) = {y.High:R} in [{lower[i]:R}, {upper[i]:R}] is not in [{least[i]:R}, {greatest[i]:R}]");
            }
        }
    }

    [Test]
    public void Slopes_contain_the_true_slopes([ValueSource(nameof(Graphs))] object graph)
    {
        const int Seed = 8;
        const double Step = 1e-8;
        var of = (Graph)graph;
        Relaxation relaxation = Relaxation.Of(of.Activation);
        double from = of.From < -1 ? -6 : of.From + 0.01;
        var random = new Random(Seed);
        for (int round = 0; round < 40; round++)
        {
            (double[] lower, double[] upper) = Intervals.Random(random, Batch, from, 6, [0]);
            double[] least = new double[Batch], greatest = new double[Batch];
            relaxation.Slopes(lower, upper, least, greatest);
            for (int k = 0; k < 12 * Batch; k++)
            {
                int i = k % Batch;
                double z = Intervals.Point(random, lower[i], upper[i], []);
                if (relaxation.Curve.Kinks.All(kink => Math.Abs(z - kink) > Step) && !(Math.Abs(z - of.Joint) <= 1e-3))
                {
                    // The third derivatives are at most some hundred here, so that the quotient is right to 10⁻¹⁴.
                    (double left, double right) = (z - Step, z + Step);
                    double slope = ((of.Value(right) - of.Value(left)) / ((DoubleDouble)right - left)).High;
                    double blur = of.Activation.Name is "log" or "log1p" or "sqrt" or "exp" ? 1e-8 * (1 + Math.Abs(slope)) : 1e-14;
                    Assert.That(
                        slope >= least[i] - blur && slope <= greatest[i] + blur,
                        $"seed {Seed}: φ′({z:R}) = {slope:R} in [{lower[i]:R}, {upper[i]:R}] is not in [{least[i]:R}, {greatest[i]:R}]");
                }
            }
        }
    }

    [TestCase(0, 0)]
    [TestCase(0, 1)]
    [TestCase(-1, 0)]
    [TestCase(-1, 1)]
    public void Both_slopes_of_a_kink_count(double lower, double upper)
    {
        double[] least = new double[1], greatest = new double[1];
        Relaxation.Of(Activation.ReLU).Slopes([lower], [upper], least, greatest);
        Assert.That((least[0], greatest[0]), Is.EqualTo((0.0, 1.0)));
    }

    [Test]
    public void Odd_ends_give_sound_bounds_and_no_NaN([ValueSource(nameof(Graphs))] object graph)
    {
        double[] ends =
        [
            double.NegativeInfinity, double.MinValue, -1e300, -1e150, -1e13, -1e9, -800, -5, -1e-310, -double.Epsilon, -0.0, 0,
            double.Epsilon, 1e-300, 0.5, 710, 1e10, 1e14, 1e101, 1e300, double.MaxValue, double.PositiveInfinity, double.NaN,
        ];
        var of = (Graph)graph;
        Relaxation relaxation = Relaxation.Of(of.Activation);
        double[] lower = [.. ends.SelectMany(low => ends.Select(_ => low))];
        double[] upper = [.. ends.SelectMany(_ => ends)];
        double[][] results = [.. Enumerable.Range(0, 8).Select(_ => new double[lower.Length])];
        relaxation.Range(lower, upper, results[0], results[1]);
        relaxation.Slopes(lower, upper, results[2], results[3]);
        relaxation.Lines(lower, upper, [], new Lines(results[4], results[5], results[6], results[7]));
        for (int i = 0; i < lower.Length; i++)
        {
            string where = $"[{lower[i]:R}, {upper[i]:R}]: {string.Join(", ", results.Select(result => result[i].ToString("R")))}";
            Assert.That(results.All(result => !double.IsNaN(result[i])), where);
            (double low, double high) = (Math.Max(Math.Max(of.From, -of.Reach), lower[i]), Math.Min(of.Reach, upper[i]));
            foreach (double z in ends.Where(z => z >= low && z <= high && z is 0 or > 1e-250 or < -1e-250))
            {
                DoubleDouble y = of.Value(z);
                DoubleDouble above = (DoubleDouble)results[6][i] * z - y;
                DoubleDouble below = y - (DoubleDouble)results[4][i] * z;
                Assert.That(y.High >= results[0][i] && y.High <= results[1][i], $"{z} in {where}");
                Assert.That(results[7][i] >= -above.High && below.High >= results[5][i], $"{z} in {where}");
            }
        }
    }

    [Test]
    public void A_formula_without_a_curve_is_refused_by_name() => Assert.That(
        () => Relaxation.Of(Activation.Of("reciprocal", default(Reciprocal))),
        Throws.TypeOf<NotSupportedException>().With.Message.Contains("'reciprocal'"));
}
