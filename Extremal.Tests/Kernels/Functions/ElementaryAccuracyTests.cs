using System.Text.Json;
using Extremal.Kernels;
using Extremal.Kernels.Functions;
using Extremal.Memory;
using Extremal.Tests.Oracle;

namespace Extremal.Tests.Kernels.Functions;

/// <summary>
/// The published errors. In double against Golden/elementary.json: values computed with 78 decimal digits and rounded once, which allows
/// half a unit more; and against the oracle's functions of 90 bits at random points, ten million of them in the long tests. In float
/// against the double version, for a sample here and for every float in the long tests.
/// </summary>
[Parallelizable(ParallelScope.All)]
public sealed class ElementaryAccuracyTests
{
    private static readonly Dictionary<string, double[][]> Golden = JsonSerializer.Deserialize<Dictionary<string, double[][]>>(
        File.ReadAllText(Path.Combine(TestContext.CurrentContext.TestDirectory, "Golden", "elementary.json")))!;

    private static IEnumerable<object> Functions => ElementaryFunction.All;

    [Test]
    public void Double_is_within_its_bound_of_the_true_value([ValueSource(nameof(Functions))] object function)
    {
        var of = (ElementaryFunction)function;
        double[] x = [.. Golden[of.Name].Select(pair => pair[0])];
        var y = new double[x.Length];
        of.Apply(x, y);
        AssertBound(of.Name, of.Bound, x, y, Golden[of.Name]);
    }

    [Test]
    public void Float_is_within_its_bound_at_every_4099th_float([ValueSource(nameof(Functions))] object function) =>
        Sweep((ElementaryFunction)function, 4099);

    [Explicit("Minutes.")]
    [Category("Long")]
    [Test]
    public void Float_is_within_its_bound_at_every_float([ValueSource(nameof(Functions))] object function) =>
        Assert.That(Sweep((ElementaryFunction)function, 1), Is.GreaterThan(((ElementaryFunction)function).Float - 0.01));

    [Test]
    public void Double_is_within_its_bound_at_five_thousand_points([ValueSource(nameof(Functions))] object function) =>
        Scatter((ElementaryFunction)function, 5_000);

    [Explicit("Minutes.")]
    [Category("Long")]
    [Test]
    public void Double_is_within_its_bound_at_ten_million_points([ValueSource(nameof(Functions))] object function) =>
        Scatter((ElementaryFunction)function, 10_000_000);

    private static void AssertBound(string function, double bound, double[] x, double[] y, double[][] golden)
    {
        for (int i = 0; i < x.Length; i++)
        {
            double wanted = golden[i][^1];
            Assert.That(Bits.Ulps(y[i], wanted), Is.LessThanOrEqualTo(bound + 0.5), $"{function} at {x[i]:R}: {y[i]:R}, not {wanted:R}");
        }
    }

    private static double Sweep(ElementaryFunction of, int step)
    {
        const int Block = 1 << 14;
        bool isPeriodic = of.Name is "Sin" or "Cos";
        (float[] x, float[] y) = (new float[Block], new float[Block]);
        (double[] exactX, double[] exactY) = (new double[Block], new double[Block]);
        (double worst, float at) = (0, 0);
        for (ulong first = 0; first < 1UL << 32; first += (ulong)Block * (ulong)step)
        {
            Fill(x, exactX, first, step, isPeriodic);
            of.Apply(x, y);
            of.Apply(exactX, exactY);
            Compare(x, y, exactY, ref worst, ref at);
        }

        TestContext.Out.WriteLine(FormattableString.Invariant($"{of}: at most {worst:F4} ulp, at {at:R}"));
        Assert.That(worst, Is.LessThanOrEqualTo(of.Float), $"{of} at {at:R}");
        return worst;
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

    private static void Scatter(ElementaryFunction of, int count)
    {
        const int Seed = 20;
        (double worst, double at) = (0, 0);
        double[] y = new double[1000];
        foreach (double[] x in of.Points(count, Seed).Chunk(y.Length))
        {
            of.Apply(x, y);
            for (int i = 0; i < x.Length; i++)
            {
                double ulps = ElementaryFunction.Ulps(y[i], of.Truth(x[i]));
                (worst, at) = ulps > worst ? (ulps, x[i]) : (worst, at);
            }
        }

        TestContext.Out.WriteLine(FormattableString.Invariant($"{of}: at most {worst:F4} ulp, at {at:R}"));
        Assert.That(worst, Is.LessThanOrEqualTo(of.Bound), $"{of} at {at:R}, seed {Seed}");
    }
}
