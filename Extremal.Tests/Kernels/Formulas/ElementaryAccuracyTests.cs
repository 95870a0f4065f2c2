using System.Text.Json;
using Extremal.Kernels;
using Extremal.Kernels.Formulas;
using Extremal.Memory;
using Extremal.Tests.Oracle;

namespace Extremal.Tests.Kernels.Formulas;

/// <summary>
/// The stated error bounds. In double against Golden/elementary.json: values computed with 78 decimal digits and rounded once, which allows
/// half a unit more; and against the oracle's functions of 90 bits at random points, ten million of them in the long tests. In float
/// against the double version, for a sample here and for every float in the long tests.
/// </summary>
[Parallelizable(ParallelScope.Children)]
public sealed class ElementaryAccuracyTests
{
    private static readonly Dictionary<string, double[][]> Golden = JsonSerializer.Deserialize<Dictionary<string, double[][]>>(
        File.ReadAllText(Path.Combine(TestContext.CurrentContext.TestDirectory, "Golden", "elementary.json")))!;

    [TestCase("Exp", 1)]
    [TestCase("Expm1", 2)]
    [TestCase("Log", 1)]
    [TestCase("Log1p", 1)]
    [TestCase("Tanh", 2)]
    [TestCase("Sigmoid", 2)]
    [TestCase("Sin", 2)]
    [TestCase("Cos", 2)]
    [TestCase("Erf", 2)]
    [TestCase("Softplus", 2)]
    [TestCase("SiLU", 3.5)]
    [TestCase("GELU", 7)]
    public void Double_is_within_its_bound_of_the_true_value(string function, double bound)
    {
        double[] x = [.. Golden[function].Select(pair => pair[0])];
        var y = new double[x.Length];
        Of(function).Apply(x, y);
        AssertBound(function, bound, x, y, Golden[function]);
    }

    [Test]
    public void Power_is_within_its_bound_of_the_true_value()
    {
        double[][] golden = Golden["Power"];
        var shape = new Shape(1, golden.Length);
        double[] x = [.. golden.Select(row => row[0])];
        double[] y = [.. golden.Select(row => row[1])];
        var z = new double[x.Length];
        Pointwise.Combine<double, Power>(default, new(x, shape), new(y, shape), new(z, shape));
        AssertBound("Power", 2, x, z, golden);
    }

    [TestCase("Exp", 1)]
    [TestCase("Expm1", 2)]
    [TestCase("Log", 1)]
    [TestCase("Log1p", 1)]
    [TestCase("Tanh", 2)]
    [TestCase("Sigmoid", 2)]
    [TestCase("Sin", 2)]
    [TestCase("Cos", 2)]
    [TestCase("Erf", 2)]
    [TestCase("Softplus", 2)]
    [TestCase("SiLU", 3.5)]
    [TestCase("GELU", 7)]
    public void Float_is_within_its_bound_at_every_4099th_float(string function, double bound) => Sweep(function, bound, 4099);

    [Explicit("Minutes.")]
    [Category("Long")]
    [TestCase("Exp", 1)]
    [TestCase("Expm1", 2)]
    [TestCase("Log", 1)]
    [TestCase("Log1p", 1)]
    [TestCase("Tanh", 2)]
    [TestCase("Sigmoid", 2)]
    [TestCase("Sin", 2)]
    [TestCase("Cos", 2)]
    [TestCase("Erf", 2)]
    [TestCase("Softplus", 2)]
    [TestCase("SiLU", 3.5)]
    [TestCase("GELU", 7)]
    public void Float_is_within_its_bound_at_every_float(string function, double bound) => Sweep(function, bound, 1);

    [TestCase("Exp", 1, -640, 709.7)]
    [TestCase("Expm1", 2, -40, 709.7)]
    [TestCase("Log", 1, 0, 4)]
    [TestCase("Log1p", 1, -0.9999, 4)]
    [TestCase("Tanh", 2, -20, 20)]
    [TestCase("Sigmoid", 2, -640, 40)]
    [TestCase("Sin", 2, -1e9, 1e9)]
    [TestCase("Cos", 2, -1e9, 1e9)]
    [TestCase("Erf", 2, -6, 6)]
    public void Double_is_within_its_bound_at_twenty_thousand_points(string function, double bound, double low, double high) =>
        Scatter(function, bound, low, high, 20_000);

    [Explicit("Minutes.")]
    [Category("Long")]
    [TestCase("Exp", 1, -640, 709.7)]
    [TestCase("Expm1", 2, -40, 709.7)]
    [TestCase("Log", 1, 0, 4)]
    [TestCase("Log1p", 1, -0.9999, 4)]
    [TestCase("Tanh", 2, -20, 20)]
    [TestCase("Sigmoid", 2, -640, 40)]
    [TestCase("Sin", 2, -1e9, 1e9)]
    [TestCase("Cos", 2, -1e9, 1e9)]
    [TestCase("Erf", 2, -6, 6)]
    public void Double_is_within_its_bound_at_ten_million_points(string function, double bound, double low, double high) =>
        Scatter(function, bound, low, high, 10_000_000);

    private static void AssertBound(string function, double bound, double[] x, double[] y, double[][] golden)
    {
        for (int i = 0; i < x.Length; i++)
        {
            double wanted = golden[i][^1];
            Assert.That(Bits.Ulps(y[i], wanted), Is.LessThanOrEqualTo(bound + 0.5), $"{function} at {x[i]:R}: {y[i]:R}, not {wanted:R}");
        }
    }

    private static void Sweep(string function, double bound, int step)
    {
        const int Block = 1 << 14;
        IRun run = Of(function);
        bool isPeriodic = function is "Sin" or "Cos";
        (float[] x, float[] y) = (new float[Block], new float[Block]);
        (double[] exactX, double[] exactY) = (new double[Block], new double[Block]);
        (double worst, float at) = (0, 0);
        for (ulong first = 0; first < 1UL << 32; first += (ulong)Block * (ulong)step)
        {
            Fill(x, exactX, first, step, isPeriodic);
            run.Apply(x, y);
            run.Apply(exactX, exactY);
            Compare(x, y, exactY, ref worst, ref at);
        }

        TestContext.Out.WriteLine(FormattableString.Invariant($"{function}: at most {worst:F3} ulp, at {at:R}"));
        Assert.That(worst, Is.LessThanOrEqualTo(bound), $"{function} at {at:R}");
    }

    private static void Fill(float[] x, double[] exactX, ulong first, int step, bool isPeriodic)
    {
        for (int i = 0; i < x.Length; i++)
        {
            float number = BitConverter.UInt32BitsToSingle((uint)Math.Min(uint.MaxValue, first + (ulong)i * (ulong)step));
            x[i] = isPeriodic && MathF.Abs(number) > 1e5f && float.IsFinite(number) ? 0 : number;
            exactX[i] = x[i];
        }
    }

    private static void Compare(float[] x, float[] y, double[] exactY, ref double worst, ref float at)
    {
        for (int i = 0; i < x.Length; i++)
        {
            // The nearest float is at most half a unit off, and most results are.
            if (BitConverter.SingleToInt32Bits(y[i]) == BitConverter.SingleToInt32Bits((float)exactY[i]) && worst >= 0.5)
            {
                continue;
            }

            double ulps = Bits.Ulps(y[i], exactY[i]);
            (worst, at) = ulps > worst ? (ulps, x[i]) : (worst, at);
        }
    }

    // Every other point is uniform in the range, every other of any magnitude from 2⁻⁶⁰ to 2⁴, as far as it lies in the range.
    private static void Scatter(string function, double bound, double low, double high, int count)
    {
        const int Seed = 20;
        var random = new Random(Seed);
        IRun run = Of(function);
        Func<double, DoubleDouble> precise = PreciseTests.Of(function);
        double[] x = new double[1000];
        double[] y = new double[1000];
        (double worst, double at) = (0, 0);
        for (int done = 0; done < count; done += x.Length)
        {
            for (int i = 0; i < x.Length; i++)
            {
                double any = (random.Next(2) * 2 - 1) * Math.Pow(2, 4 - 64 * random.NextDouble());
                x[i] = i % 2 == 0 && any > low && any < high ? any : low + (high - low) * (1 - random.NextDouble());
            }

            run.Apply(x, y);
            for (int i = 0; i < x.Length; i++)
            {
                DoubleDouble wanted = precise(x[i]);
                double ulps = Bits.Ulps(y[i], wanted.High, wanted.Low);
                (worst, at) = ulps > worst ? (ulps, x[i]) : (worst, at);
            }
        }

        TestContext.Out.WriteLine(FormattableString.Invariant($"{function}: at most {worst:F3} ulp, at {at:R}"));
        Assert.That(worst, Is.LessThanOrEqualTo(bound), $"{function} at {at:R}, seed {Seed}");
    }

    private static IRun Of(string function) => function switch
    {
        "Exp" => new Run<Exp>(),
        "Expm1" => new Run<Expm1Probe>(),
        "Log" => new Run<Log>(),
        "Log1p" => new Run<Log1p>(),
        "Tanh" => new Run<Tanh>(),
        "Sigmoid" => new Run<Sigmoid>(),
        "Sin" => new Run<Sine>(),
        "Cos" => new Run<CosineProbe>(),
        "Erf" => new Run<ErfProbe>(),
        "Softplus" => new Run<Softplus>(),
        "SiLU" => new Run<SiLU>(),
        "GELU" => new Run<GELU>(),
        _ => throw new ArgumentOutOfRangeException(nameof(function)),
    };

    private interface IRun
    {
        void Apply(float[] x, float[] y);

        void Apply(double[] x, double[] y);
    }

    private sealed class Run<F> : IRun where F : struct, IFormula
    {
        public void Apply(float[] x, float[] y) => Pointwise.Apply<float, F>(default, x, y);

        public void Apply(double[] x, double[] y) => Pointwise.Apply<double, F>(default, x, y);
    }
}
