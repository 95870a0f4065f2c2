using System.Numerics;
using System.Runtime.CompilerServices;
using Extremal.Kernels.Lanes;

namespace Extremal.Kernels.Functions.Elementary;

/// <summary>
/// ln x and ln(1 + x). With x = 2ᵉ·(1 + f), √½ ≤ 1 + f &lt; √2, and s = f / (2 + f): ln(1 + f) = 2 artanh s = 2s + s³·L(s²). The sum is
/// arranged as f − (½f² − s·(½f² + s²·L)), so that its large part is exact (P. T. P. Tang, "Table-driven implementation of the logarithm
/// function", ACM TOMS 16, 1990, and the fdlibm of Sun Microsystems use the same form). L is interpolated at Chebyshev points.
/// </summary>
internal static class Logarithm
{
    private const double Sqrt2 = 1.4142135623730951;
    private const double TwoThirds = 0.6666666666666666;

    /// <summary>
    /// ln x; at most 0.92 ulp from the true value (found: float 0.84, double 0.87), subnormal x included. ln 0 = −∞, ln ∞ = ∞, NaN
    /// below zero. The bound is ½ ulp of the last sum, and the roundings of f and of ½f² − inner, which is at most 0.09. L itself is 2⁻²⁷
    /// and 2⁻⁵⁵ of s³ off, or less.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Log<V, T>(V x) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V f = Reduce<V, T>(x, out V e);
        V y = Sum<V, T>(f, e, V.Of(0.0));
        y = V.Select(V.LessThan(x, V.Of(double.PositiveInfinity)), y, x);
        y = V.Select(V.AreEqual(x, V.Of(0.0)), V.Of(double.NegativeInfinity), y);
        return V.Select(V.LessThan(x, V.Of(0.0)), V.Of(double.NaN), y);
    }

    /// <summary>
    /// ln(1 + x); at most 0.92 ulp from the true value (found: float 0.84, double 0.87), subnormal x included. It has the sign of x,
    /// that of zero too. The bound is that of <see cref="Log{V, T}"/>: what rounding 1 + x lost is added before the last two sums, and is
    /// below u.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Log1p<V, T>(V x) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V one = V.Of(1.0);
        V u = one + x;
        V f = Split<V, T>(u, out V e);

        // What rounding u lost, exactly; ln(u + lost) = ln u + lost / u. Where e = 0, x itself serves as f and nothing is lost.
        V lost = V.Select(V.LessThan(x, one), x - (u - one), one - (u - x)) / u;
        V near = V.AreEqual(e, V.Of(0.0));
        V y = Sum<V, T>(V.Select(near, x, f), e, V.Select(near, V.Of(0.0), lost));
        y = V.CopySign(y, x);
        y = V.Select(V.LessThan(x, V.Of(double.PositiveInfinity)), y, x);
        y = V.Select(V.AreEqual(x, -one), V.Of(double.NegativeInfinity), y);
        return V.Select(V.LessThan(x, -one), V.Of(double.NaN), y);
    }

    /// <summary>f and e with x = 2ᵉ·(1 + f), exactly, for any positive finite x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Reduce<V, T>(V x, out V e) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V subnormal = V.LessThan(x, V.Of(V.IsSingle ? 1.17549435e-38 : 2.2250738585072014e-308));
        V shift = V.Of(V.IsSingle ? 32.0 : 64.0);
        V f = Split<V, T>(V.Select(subnormal, x * V.PowerOfTwo(shift), x), out e);
        e = V.Select(subnormal, e - shift, e);
        return f;
    }

    /// <summary>M(z) with L(z) = ⅔ + z·M(z) = (2 artanh s − 2s) / s³ and z = s², for |s| ≤ (√2 − 1) / (√2 + 1).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Rise<V, T>(V z) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (V.IsSingle)
        {
            V single = V.Of(0.233316138);
            single = V.MultiplyAdd(single, z, V.Of(0.285507798));
            return V.MultiplyAdd(single, z, V.Of(0.400001228));
        }

        V p = V.Of(0.13088034850927555);
        p = V.MultiplyAdd(p, z, V.Of(0.13268638369266825));
        p = V.MultiplyAdd(p, z, V.Of(0.15386244737621665));
        p = V.MultiplyAdd(p, z, V.Of(0.18181795547521137));
        p = V.MultiplyAdd(p, z, V.Of(0.22222222392581045));
        p = V.MultiplyAdd(p, z, V.Of(0.28571428570799784));
        return V.MultiplyAdd(p, z, V.Of(0.40000000000000885));
    }

    /// <summary>ln 2 cut so short that its product with any exponent is exact.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Ln2High<V, T>() where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        V.Of(V.IsSingle ? 0.693145751953125 : 0.6931471805598903);

    /// <summary>What <see cref="Ln2High{V, T}"/> lacks of ln 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Ln2Low<V, T>() where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        V.Of(V.IsSingle ? 1.428606765330187e-6 : 5.497923018708371e-14);

    // f and e of a positive normal number.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Split<V, T>(V x, out V e) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V one = V.Of(1.0);
        V m = V.Mantissa(x);
        V high = V.LessThan(V.Of(Sqrt2), m);
        e = V.Exponent(x);
        e = V.Select(high, e + one, e);
        return V.Select(high, m * V.Of(0.5), m) - one;
    }

    // e·ln 2 + ln(1 + f) + rest.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Sum<V, T>(V f, V e, V rest) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V s = f / (V.Of(2.0) + f);
        V z = s * s;
        V square = V.Of(0.5) * f * f;
        V tail = V.MultiplyAdd(Rise<V, T>(z), z, V.Of(TwoThirds));
        V inner = V.MultiplyAdd(s, V.MultiplyAdd(z, tail, square), V.MultiplyAdd(e, Ln2Low<V, T>(), rest));
        return V.MultiplyAdd(e, Ln2High<V, T>(), f - (square - inner));
    }
}
