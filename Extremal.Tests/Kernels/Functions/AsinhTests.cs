using System.Numerics;
using Extremal.Kernels;
using Extremal.Kernels.Functions;
using Extremal.Tests.Oracle;

namespace Extremal.Tests.Kernels.Functions;

/// <summary>The inverse hyperbolic sine at every magnitude, on both sides of where its square would overflow.</summary>
[TestFixture(typeof(float))]
[TestFixture(typeof(double))]
internal sealed class AsinhTests<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const double Far = 1152921504606846976.0;

    private static readonly bool IsSingle = typeof(T) == typeof(float);

    private static T[] Magnitudes =>
    [
        T.Epsilon,
        .. ((double[])[1e-310, 2.2250738585072014e-308, 1e-200, 1e-40, 1e-30, 1e-9, 3e-4, 0.25, 1, 40, 1e9, 1e18]).Select(T.CreateTruncating),
        T.BitDecrement(T.CreateChecked(Far)), T.CreateChecked(Far), T.BitIncrement(T.CreateChecked(Far)),
        .. ((double[])[1e19, 1e38, float.MaxValue, 1e39, 1e153, 1e154, 1.4e154, 1e300]).Select(T.CreateTruncating).Where(T.IsFinite),
        T.CreateTruncating(IsSingle ? float.MaxValue : double.MaxValue),
    ];

    [Test]
    public void Values_and_slopes_hold_at_every_magnitude()
    {
        Curve curve = default(Asinh).Curve;
        (Func<double, WideNumber> value, Func<double, WideNumber> slope) = (TrueValues.Of("Asinh"), TrueValues.SlopeOf("Asinh"));
        (T[] y, T[] dx) = At(Magnitudes);
        for (int i = 0; i < y.Length; i++)
        {
            double x = double.CreateChecked(Magnitudes[i]);
            Assert.That(Off(y[i], value(x)), Is.LessThanOrEqualTo(curve.ValueError), $"at {x:R}: {y[i]}");
            Assert.That(Off(dx[i], slope(x)), Is.LessThanOrEqualTo(curve.DerivativeError), $"slope at {x:R}: {dx[i]}");
        }
    }

    [Test]
    public void It_is_odd_to_the_bit_and_its_slope_is_even()
    {
        T[] numbers = [T.Zero, .. Magnitudes, T.PositiveInfinity];
        (T[] y, T[] dx) = At(numbers);
        (T[] mirrored, T[] same) = At([.. numbers.Select(number => -number)]);
        Assert.That(Bits.FirstDifference<T>([.. mirrored.Select(number => -number)], y), Is.EqualTo(-1));
        Assert.That(Bits.FirstDifference<T>(same, dx), Is.EqualTo(-1));
        Assert.That((y[0], dx[0]), Is.EqualTo((T.Zero, T.One)));
        Assert.That(T.IsNegative(mirrored[0]) && !T.IsNegative(y[0]), "zero keeps its sign");
        Assert.That((y[^1], dx[^1]), Is.EqualTo((T.PositiveInfinity, T.Zero)));
    }

    [Test]
    public void It_never_falls_where_the_square_gives_way()
    {
        T x = T.CreateChecked(Far);
        for (int i = 0; i < 2000; i++)
        {
            x = T.BitDecrement(x);
        }

        var numbers = new T[4000];
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = x;
            x = T.BitIncrement(x);
        }

        (T[] y, T[] dx) = At(numbers);
        Assert.That(numbers[2000], Is.EqualTo(T.CreateChecked(Far)));
        Assert.That(y, Is.Ordered.Ascending);
        Assert.That(dx, Is.Ordered.Descending);
    }

    [Test]
    public void NaN_stays()
    {
        (T[] y, T[] dx) = At([T.NaN, -T.NaN]);
        Assert.That(y.Concat(dx), Is.All.Matches<T>(T.IsNaN));
    }

    private static (T[] Y, T[] Dx) At(T[] x)
    {
        T[] y = new T[x.Length], dx = new T[x.Length];
        Pointwise.Apply<T, Asinh>(default, x, y);
        Pointwise.ApplySlope<T, Asinh>(default, x, y, [.. x.Select(_ => T.One)], dx);
        return (y, dx);
    }

    // In u of the true number, or of the least normal one where that is subnormal.
    private static double Off(T computed, WideNumber truth)
    {
        (int bits, int least) = IsSingle ? (24, -126) : (53, -1022);
        int exponent = Math.Max(truth.Exponent, least);
        double error = Math.Abs((double.CreateChecked(computed) - truth).InUnitsOf(exponent - bits));
        return error / Math.Max(1, truth.InUnitsOf(exponent));
    }
}
