using System.Numerics;
using Extremal.Kernels;
using Extremal.Kernels.Functions;

namespace Extremal.Tests.Kernels.Functions;

[TestFixture(typeof(float))]
[TestFixture(typeof(double))]
public sealed class FunctionTests<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Seed = 3;

    private static readonly bool IsSingle = typeof(T) == typeof(float);

    private static IEnumerable<FunctionCase> Cases => FunctionCatalogue.All;

    [TestCaseSource(nameof(Cases))]
    public void Bits_are_equal_at_every_width_and_length(object function) => ((FunctionCase)function).Accept(new EqualWidths());

    [TestCaseSource(nameof(Cases))]
    public void Values_agree_with_the_naive_twin(object function)
    {
        var twin = (FunctionCase)function;
        twin.Accept(new Agreement(twin));
    }

    [TestCaseSource(nameof(Cases))]
    public void Slopes_agree_with_the_naive_twin_and_are_added(object function)
    {
        var twin = (FunctionCase)function;
        twin.Accept(new SlopeAgreement(twin));
    }

    /// <summary>Zeros, infinities, NaN, subnormal and huge numbers, and a sample of the interval.</summary>
    private static T[] Sample(double low, double high, int count)
    {
        var random = new Random(Seed);
        double[] special =
        [
            0.0, -0.0, double.PositiveInfinity, double.NegativeInfinity, double.NaN, 1, -1, 0.5, -0.5, 1e-3, -1e-3,
            double.CreateTruncating(T.Epsilon), -double.CreateTruncating(T.Epsilon), IsSingle ? 1e-40 : 1e-310, IsSingle ? -1e-40 : -1e-310,
            IsSingle ? float.MaxValue : double.MaxValue, IsSingle ? float.MinValue : double.MinValue,
            IsSingle ? 1.17549435e-38 : 2.2250738585072014e-308,
        ];
        IEnumerable<double> near = Numbers(() => (random.NextDouble() * 2 - 1) * Math.Pow(2, 4 - 60 * random.NextDouble()));
        IEnumerable<double> wide = Numbers(() => low + (high - low) * random.NextDouble());
        return [.. special.Concat(near).Concat(wide).Select(T.CreateTruncating)];

        IEnumerable<double> Numbers(Func<double> draw) => Enumerable.Range(0, count).Select(_ => draw());
    }

    private sealed class EqualWidths : FunctionCase.IVisitor
    {
        public void Visit<F>(F function) where F : struct, IElementwiseFunction
        {
            T[] all = Sample(-30, 30, 400);
            for (int count = 0; count <= 70; count++)
            {
                T[] x = all[^count..];
                T[] dy = all[..count];
                AssertEqual(function, x, dy);
            }

            AssertEqual(function, all, all);
        }

        private static void AssertEqual<F>(F function, T[] x, T[] dy) where F : struct, IElementwiseFunction
        {
            (T[] wantedY, T[] wantedDx) = At(1, function, x, dy);
            foreach (int bits in Widths.All)
            {
                (T[] y, T[] dx) = At(bits, function, x, dy);
                int i = Bits.FirstDifference<T>(y, wantedY);
                Assert.That(i, Is.EqualTo(-1), () => $"{bits} bits, {x.Length} elements: f({x[i]}) = {y[i]}, not {wantedY[i]}");
                i = Bits.FirstDifference<T>(dx, wantedDx);
                Assert.That(i, Is.EqualTo(-1), () => $"{bits} bits, {x.Length} elements: slope at {x[i]} gave {dx[i]}, not {wantedDx[i]}");
            }
        }

        // One element too many at the end must stay as it was.
        private static (T[] Y, T[] Dx) At<F>(int bits, F function, T[] x, T[] dy) where F : struct, IElementwiseFunction
        {
            int count = x.Length;
            T mark = T.CreateTruncating(-12345);
            T[] y = [.. Enumerable.Repeat(mark, count + 1)];
            T[] dx = [.. Enumerable.Repeat(T.One, count), mark];
            var apply = new Pointwise.ApplyLoop<T, F>(function, x, y.AsSpan(0, count));
            Widths.Run<T, Pointwise.ApplyLoop<T, F>>(bits, ref apply);
            var slope = new Pointwise.ApplySlopeLoop<T, F>(function, x, y.AsSpan(0, count), dy, dx.AsSpan(0, count));
            Widths.Run<T, Pointwise.ApplySlopeLoop<T, F>>(bits, ref slope);
            Assert.That((y[count], dx[count]), Is.EqualTo((mark, mark)), $"{bits} bits wrote beyond {count} elements");
            return (y, dx);
        }
    }

    private sealed class Agreement(FunctionCase twin) : FunctionCase.IVisitor
    {
        public void Visit<F>(F function) where F : struct, IElementwiseFunction
        {
            T[] x = Sample(twin.Low, twin.High, 2000);
            var y = new T[x.Length];
            Pointwise.Apply<T, F>(function, x, y);

            // In double the twin itself is off by some units; the golden values are the sharper test there.
            double allowed = IsSingle || twin.Ulps == 0 ? twin.Ulps : twin.Ulps + 3;
            for (int i = 0; i < x.Length; i++)
            {
                double at = double.CreateTruncating(x[i]);
                double ulps = HasTwin(at) ? Bits.Ulps(y[i], twin.Value(at)) : 0;
                Assert.That(ulps, Is.LessThanOrEqualTo(allowed), $"{twin.Name}({x[i]}) = {y[i]}, not {twin.Value(at)}");
            }
        }

        // The sine has a stated range; the twin of a subnormal product is subnormal itself, and so no judge.
        private bool HasTwin(double x) =>
            (twin.Name != "Sine" || Math.Abs(x) <= 1e5 || !double.IsFinite(x)) && (IsSingle || !double.IsFinite(x) || Math.Abs(x) < 40);
    }

    private sealed class SlopeAgreement(FunctionCase twin) : FunctionCase.IVisitor
    {
        public void Visit<F>(F function) where F : struct, IElementwiseFunction
        {
            T[] sample = Sample(Math.Max(twin.Low, -80), Math.Min(twin.High, 80), 1000);
            T[] x = [.. sample.Where(v => T.Abs(v) < T.CreateTruncating(100))];
            if (twin.Low >= 0)
            {
                x = [.. x.Where(v => v > T.CreateTruncating(1e-3))];
            }

            T[] y = new T[x.Length];
            T[] dy = [.. x.Select((_, i) => T.CreateTruncating(i % 5 - 2))];
            T[] dx = [.. x.Select((_, i) => T.CreateTruncating(i % 3))];
            Pointwise.Apply<T, F>(function, x, y);
            Pointwise.ApplySlope<T, F>(function, F.DerivativeReadsInput ? x : [], y, dy, dx);
            double unit = double.CreateTruncating(T.BitIncrement(T.One) - T.One);
            for (int i = 0; i < x.Length; i++)
            {
                double at = double.CreateTruncating(x[i]);
                if (at <= -1 && twin.Name == nameof(Log1p))
                {
                    continue;
                }

                double slope = twin.Slope(at);
                double wanted = (i % 5 - 2) * slope + i % 3;
                double allowed = twin.SlopeError * unit * (2 * Math.Max(1, Math.Abs(slope)) + 2);
                Assert.That(double.CreateTruncating(dx[i]), Is.EqualTo(wanted).Within(allowed), $"{twin.Name} at {x[i]}");
            }
        }
    }
}
