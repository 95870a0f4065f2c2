using System.Numerics;
using System.Runtime.CompilerServices;
using Extremal.Kernels.Lanes;

namespace Extremal.Kernels.Functions.Elementary;

/// <summary>
/// eˣ and eˣ − 1. The argument is reduced to r = x − n·ln 2, |r| ≤ ½ ln 2, with ln 2 in two parts (Cody and Waite, "Software Manual for
/// the Elementary Functions", 1980); then eʳ = 1 + r + r²·q(r), with q interpolated at Chebyshev points (error of r²·q below 2⁻³² in
/// float, 2⁻⁶² in double). In the bounds below u is 2⁻²⁴ or 2⁻⁵³, the most that one rounding changes a number by, and half a unit in the
/// last place of a number just below a power of two; q's own roundings come to some 2.5 u of r²·q, which is at most 0.068.
/// </summary>
/// <remarks>
/// Here and in the other files of this folder a bound, "at most", is the sum of the worst of all roundings, taken to first order along the
/// text itself (affine arithmetic, in the tests), for float and double. "Found" is the greatest error met: in float of all floats, in
/// double of billions of numbers where the sum is greatest. All of them are in units in the last place (ulp) of the true value.
/// </remarks>
internal static class Exponential
{
    private const double InverseLn2 = 1.4426950408889634;

    /// <summary>
    /// eˣ; at most 0.67 ulp from the true value, and 0.84 where the result is subnormal (found: float 0.77, double 0.79). e^∞ = ∞,
    /// e^−∞ = 0. The bound: 0.068 · 2.5 u = 0.17 ulp from r²·q, ½ ulp from the last sum, for what 1 + r loses is added again; the scale is
    /// exact, but for a subnormal result, which it rounds once more.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Exp<V, T>(V x) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Parts<V, T>(x, V.Of(1.0), out V scale) * scale;

    /// <summary>
    /// factor · eˣ as result · <paramref name="scale"/>: neither is subnormal, so that a product of eˣ with something large rounds once.
    /// The factor has a few bits and lies in [1, 1.5]; the result is rounded once in all, so it costs no accuracy.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Parts<V, T>(V x, V factor, out V scale)
        where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Beyond these bounds the result is ∞, or 0 also when multiplied by x², and n would leave the range of two powers of two.
        x = Clamp<V, T>(x, V.IsSingle ? -170.0 : -1400.0);
        V r = Reduce<V, T>(x, out V n, out V rest);
        V sum = V.MultiplyAdd(factor, r, factor);
        V lost = V.MultiplyAdd(factor, r, factor - sum);
        V p = sum + V.MultiplyAdd(factor, V.MultiplyAdd(r * r, Tail<V, T>(r), rest), lost);
        V half = V.RoundedProduct(n, V.Of(0.5), out V powerOfHalf);
        scale = V.PowerOfTwo(n - half);
        return p * powerOfHalf;
    }

    /// <summary>
    /// eˣ − 1; at most 1.68 ulp in double and 1.71 in float from the true value (found: float 1.37, double 1.62), subnormal x included. It
    /// has the sign of x, that of zero too. The bound is met at n = 1, where 2·eʳ − 1 may be as little as 0.41, so that twice the error of
    /// p weighs most; the last sum adds ½. For n = 0 it is 1.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Expm1<V, T>(V x) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V r = Reduce<V, T>(Clamp<V, T>(x, -40.0), out V n, out V rest);
        V p = r + V.MultiplyAdd(r * r, Tail<V, T>(r), rest);

        // 2ⁿ itself may overflow where the result does not, so half of it is used, except near zero where halving could lose bits.
        V scale = V.PowerOfTwo(n - V.Of(1.0));
        V far = V.MultiplyAdd(scale, p, scale - V.Of(0.5));
        return V.CopySign(V.Select(V.AreEqual(n, V.Of(0.0)), p, far + far), x);
    }

    // From low to where eˣ overflows; NaN stays.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Clamp<V, T>(V x, double low) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V least = V.Of(low);
        V most = V.Of(V.IsSingle ? 89.0 : 710.0);
        x = V.SelectLess(x, least, least, x);
        return V.SelectLess(most, x, most, x);
    }

    // x = n·ln 2 + r + rest. The high part of ln 2 has so few bits that n times it is exact; rest is what rounding r loses.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Reduce<V, T>(V x, out V n, out V rest)
        where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        n = V.RoundedProduct(x, V.Of(InverseLn2), out _);
        V high = V.MultiplyAdd(n, V.Of(V.IsSingle ? -0.693145751953125 : -0.6931471805598903), x);
        V low = n * V.Of(V.IsSingle ? 1.428606765330187e-6 : 5.497923018708371e-14);
        V r = high - low;
        rest = high - r - low;
        return r;
    }

    // q(r) = (eʳ − 1 − r) / r².
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Tail<V, T>(V r) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (V.IsSingle)
        {
            V single = V.Of(0.000198909911);
            single = V.MultiplyAdd(single, r, V.Of(0.00139336498));
            single = V.MultiplyAdd(single, r, V.Of(0.00833331048));
            single = V.MultiplyAdd(single, r, V.Of(0.0416664667));
            single = V.MultiplyAdd(single, r, V.Of(0.166666672));
            return V.MultiplyAdd(single, r, V.Of(0.5));
        }

        V p = V.Of(2.0914686968086876e-9);
        p = V.MultiplyAdd(p, r, V.Of(2.5105217004720745e-8));
        p = V.MultiplyAdd(p, r, V.Of(2.75572736431103e-7));
        p = V.MultiplyAdd(p, r, V.Of(2.7557255400206422e-6));
        p = V.MultiplyAdd(p, r, V.Of(2.4801587325547743e-5));
        p = V.MultiplyAdd(p, r, V.Of(0.00019841269874820627));
        p = V.MultiplyAdd(p, r, V.Of(0.0013888888888883748));
        p = V.MultiplyAdd(p, r, V.Of(0.008333333333326136));
        p = V.MultiplyAdd(p, r, V.Of(0.04166666666666667));
        p = V.MultiplyAdd(p, r, V.Of(0.1666666666666667));
        return V.MultiplyAdd(p, r, V.Of(0.5));
    }
}
