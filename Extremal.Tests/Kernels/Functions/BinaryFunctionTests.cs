using System.Numerics;
using Extremal.Kernels;
using Extremal.Kernels.Functions;
using Extremal.Memory;

namespace Extremal.Tests.Kernels.Functions;

[TestFixture(typeof(float))]
[TestFixture(typeof(double))]
public sealed class BinaryFunctionTests<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly double[] Special =
    [
        0.0, -0.0, 1, -1, 2, -2, 3, -3, 0.5, -0.5, 0.3, 1.7, -2.5, 7, 1e10, -1e10, 1e30,
        double.PositiveInfinity, double.NegativeInfinity, double.NaN,
    ];

    [Test]
    public void Values_and_slopes_agree_with_naive_twins()
    {
        Check(new Add(), (x, y) => x + y, (_, _) => 1, (_, _) => 1);
        Check(new Subtract(), (x, y) => x - y, (_, _) => 1, (_, _) => -1);
        Check(new Multiply(), (x, y) => x * y, (_, y) => y, (x, _) => x);
        Check(new Divide(), (x, y) => x / y, (_, y) => 1 / y, (x, y) => -x / (y * y));
        Check(new Maximum(), Math.Max, (x, y) => x > y ? 1 : x == y ? 0.5 : 0, (x, y) => x < y ? 1 : x == y ? 0.5 : 0);
        Check(new Minimum(), Math.Min, (x, y) => x < y ? 1 : x == y ? 0.5 : 0, (x, y) => x > y ? 1 : x == y ? 0.5 : 0);
        Check(new Power(), Math.Pow, (x, y) => y * Math.Pow(x, y - 1), (x, y) => Math.Pow(x, y) * Math.Log(x));
    }

    [Test]
    public void Powers_of_special_numbers_are_those_of_IEEE_754()
    {
        foreach (double x in Special)
        {
            foreach (double y in Special)
            {
                (T a, T b) = (T.CreateTruncating(x), T.CreateTruncating(y));
                double wanted = Math.Pow(double.CreateTruncating(a), double.CreateTruncating(b));
                T got = Combine(new Power(), [a], [b])[0];
                Assert.That(Bits.Ulps(got, wanted), Is.LessThanOrEqualTo(2), $"{a} to the power {b} is {wanted}, not {got}");
            }
        }
    }

    [Test]
    public void Slopes_of_a_power_where_nothing_changes_are_zero()
    {
        (T dx, T dy) = Slopes(new Power(), T.Zero, T.Zero);
        Assert.That((dx, dy), Is.EqualTo((T.Zero, T.Zero)));
        (dx, dy) = Slopes(new Power(), -T.One, T.Zero);
        Assert.That(dx, Is.EqualTo(T.Zero));
        (_, dy) = Slopes(new Power(), T.Zero, T.CreateTruncating(2));
        Assert.That(dy, Is.EqualTo(T.Zero));
    }

    private static void Check<F>(
        F function, Func<double, double, double> value, Func<double, double, double> slopeX, Func<double, double, double> slopeY)
        where F : struct, IBinaryFunction
    {
        var random = new Random(1);
        T[] x = [.. Enumerable.Range(0, 300).Select(i => T.CreateTruncating(random.NextDouble() * 4 + 0.1))];
        T[] y = [.. Enumerable.Range(0, 300).Select(i => i % 7 == 0 ? x[i] : T.CreateTruncating(random.NextDouble() * 6 - 3))];
        T[] z = Combine(function, x, y);
        double unit = double.CreateTruncating(T.BitIncrement(T.One) - T.One);
        for (int i = 0; i < x.Length; i++)
        {
            (double a, double b) = (double.CreateTruncating(x[i]), double.CreateTruncating(y[i]));
            (T dx, T dy) = Slopes(function, x[i], y[i]);
            string at = FormattableString.Invariant($"{typeof(F).Name}({a}, {b})");
            AssertNear(z[i], value(a, b), 4 * unit, at);
            AssertNear(dx, slopeX(a, b), 6 * unit, at + " in x");
            AssertNear(dy, slopeY(a, b), 6 * unit, at + " in y");
        }
    }

    private static void AssertNear(T got, double wanted, double relative, string message) =>
        Assert.That(double.CreateTruncating(got), Is.EqualTo(wanted).Within(relative * Math.Abs(wanted)), message);

    // At every width, and asserted equal.
    private static T[] Combine<F>(F function, T[] x, T[] y) where F : struct, IBinaryFunction
    {
        var shape = new Shape(1, x.Length);
        var z = new T[x.Length];
        Pointwise.Combine<T, F>(function, new(x, shape), new(y, shape), new(z, shape));
        foreach (int bits in Widths.All)
        {
            var other = new T[x.Length];
            var loop = new Pointwise.CombineLoop<T, F>(function, new(x, shape), new(y, shape), new(other, shape));
            Widths.Run<T, Pointwise.CombineLoop<T, F>>(bits, ref loop);
            Assert.That(Bits.FirstDifference<T>(other, z), Is.EqualTo(-1), $"{typeof(F).Name} at {bits} bits");
        }

        return z;
    }

    private static (T Dx, T Dy) Slopes<F>(F function, T x, T y) where F : struct, IBinaryFunction
    {
        T z = Combine(function, [x], [y])[0];
        var (dx, dy) = (T.Zero, T.Zero);
        Pointwise.CombineSlopeX<T, F>(function, One(x), One(y), One(z), One(T.One), new(new Span<T>(ref dx), Shape.One));
        Pointwise.CombineSlopeY<T, F>(function, One(x), One(y), One(z), One(T.One), new(new Span<T>(ref dy), Shape.One));
        return (dx, dy);

        static ReadOnlyMatrix<T> One(T number) => new(new[] { number }, Shape.One);
    }
}
