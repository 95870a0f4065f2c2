using System.Numerics;
using System.Runtime.CompilerServices;
using Extremal.Kernels.Lanes;

namespace Extremal.Kernels.Functions.Elementary;

/// <summary>
/// xʸ = e^(y·ln|x|) with the sign that y's parity gives. Since an error of the exponent is a relative error of the result, ln|x| and its
/// product with y are carried in two numbers, high and low (T. J. Dekker, "A floating-point technique for extending the available
/// precision", 1971; the products by fused multiply-add).
/// </summary>
internal static class Powers
{
    /// <summary>
    /// xʸ, at most 2.9 ulp from the true value (found: float 1.12, double 2.48), with the special values of IEEE 754: x⁰ = 1 and 1ʸ = 1
    /// for every x and y, NaN too; NaN for finite negative x and fractional y; whole odd y keeps the sign of x, that of zero too. The
    /// bound is met next to overflow and for x next to √½, where the rounding of ln x's low part is multiplied by the greatest y.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Power<V, T>(V x, V y) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V one = V.Of(1.0);
        V magnitude = V.Abs(x);
        V power = OfMagnitude<V, T>(magnitude, y);
        power = V.Select(V.AreEqual(magnitude, one), one, power);
        power = V.Select(V.AreEqual(y, y), power, V.Select(V.AreEqual(x, one), one, y));

        V halfOfY = y * V.Of(0.5);
        V isWhole = V.AreEqual(V.Round(y), y);
        V isEven = V.AreEqual(V.Round(halfOfY), halfOfY);
        V signed = V.Select(isEven, power, V.CopySign(power, x));
        V isNegative = V.Select(V.LessThan(V.Of(double.NegativeInfinity), x), V.LessThan(x, V.Of(0.0)), V.Of(0.0));
        V fractional = V.Select(isNegative, V.Of(double.NaN), power);
        power = V.Select(isWhole, signed, fractional);
        power = V.Select(V.AreEqual(x, x), power, x);
        return V.Select(V.AreEqual(y, V.Of(0.0)), one, power);
    }

    // aʸ for a ≥ 0.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V OfMagnitude<V, T>(V a, V y) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V high = LogParts<V, T>(a, out V low);
        V product = y * high;
        V lost = V.MultiplyAdd(y, low, V.MultiplyAdd(y, high, -product));

        // Where the product is beyond what e^x can tell from 0 or ∞, the low part may be NaN.
        lost = V.Select(V.LessThan(V.Abs(product), V.Of(1000.0)), lost, V.Of(0.0));
        V e = Exponential.Parts<V, T>(product, V.Of(1.0), out V scale);
        return V.MultiplyAdd(e, lost, e) * scale;
    }

    // ln a = e·ln 2 + 2s + ⅔s³ + s⁵·M(s²) as result + low; all but the last term in two numbers each.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V LogParts<V, T>(V a, out V low) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V two = V.Of(2.0);
        V f = Logarithm.Reduce<V, T>(a, out V e);
        V d = two + f;
        V s = f / d;
        V sLow = V.MultiplyAdd(-s, f - (d - two), V.MultiplyAdd(-s, d, f)) / d;

        V cubic = Cubic<V, T>(s, sLow, out V cubicLow);
        V sum = s + s + cubic;
        V sumLow = s + s - sum + cubic + (cubicLow + (sLow + sLow));

        V large = e * Logarithm.Ln2High<V, T>();
        V total = large + sum;
        V totalLow = large - total + sum + V.MultiplyAdd(e, Logarithm.Ln2Low<V, T>(), sumLow);

        V high = total + totalLow;
        low = total - high + totalLow;
        high = V.Select(V.AreEqual(a, V.Of(0.0)), V.Of(double.NegativeInfinity), high);
        return V.Select(V.LessThan(a, V.Of(double.PositiveInfinity)), high, a);
    }

    // ⅔s³ + s⁵·M(s²) as result + low, for s + sLow.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Cubic<V, T>(V s, V sLow, out V low) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V z = s * s;
        V zLow = V.MultiplyAdd(s + s, sLow, V.MultiplyAdd(s, s, -z));
        V cube = s * z;
        V cubeLow = V.MultiplyAdd(s, zLow, V.MultiplyAdd(sLow, z, V.MultiplyAdd(s, z, -cube)));

        // Two thirds in two numbers.
        V high = V.Of(V.IsSingle ? 0.6666666865348816 : 0.6666666666666666);
        V rest = V.Of(V.IsSingle ? -1.9868214925130207e-8 : 3.700743415417188e-17);
        V product = cube * high;
        low = V.MultiplyAdd(cube, rest, V.MultiplyAdd(cubeLow, high, V.MultiplyAdd(cube, high, -product)));
        low = V.MultiplyAdd(cube * z, Logarithm.Rise<V, T>(z), low);
        return product;
    }
}
