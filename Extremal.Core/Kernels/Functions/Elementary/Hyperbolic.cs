using System.Numerics;
using System.Runtime.CompilerServices;
using Extremal.Kernels.Lanes;

namespace Extremal.Kernels.Functions.Elementary;

/// <summary>The hyperbolic tangent and the logistic function, which is its sibling: σ(x) = ½ + ½ tanh(½x).</summary>
internal static class Hyperbolic
{
    /// <summary>
    /// tanh x by its addition theorem: |x| = n·½ ln 2 + v, s = 2ⁿ, so that tanh(n·½ ln 2) = (s − 1) / (s + 1), and t = tanh v gives tanh
    /// |x| = ((s + 1)·t + (s − 1)) / ((s − 1)·t + (s + 1)). For n = 0 that is t itself, so nothing cancels near zero and no second
    /// function is needed; one division in all. At most 2.84 ulp from the true value (found: float 1.99, double 2.00), subnormal x
    /// included. tanh(±∞) = ±1.
    /// </summary>
    /// <remarks>
    /// What bounds the error: ½ ulp from the division, and what rounds the numerator and the denominator, which is up to one ulp each
    /// where they lie just above a power of two and the result just below one. So both are multiplied by w = min(s, 3), and from s = 4 on
    /// they lie near 1.5·s·(1 + t); and t leans upwards (see Split), so that in double 1.5·(1 + t) stays between 1.34 and 2: 0.75 ulp
    /// each. The error of t is damped by 4/s there. For n = 0 the fraction is exact and the error is that of t: ½ ulp of its last sum and
    /// 0.05 before it. For n = 1 the worst of all would add up to 2.13. The bound is met far out, where the numerator's s − 1 is no
    /// number of the type: it is then off by up to 0.8 ulp, which n determines. There the results are whole units below one, and none was
    /// found that is off by more than 2.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Tanh<V, T>(V x) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V a = V.Abs(x);
        V t = Split<V, T>(a, out V s);
        V w = V.SelectLess(s, V.Of(3.0), s, V.Of(3.0));
        V more = V.MultiplyAdd(s, w, w);
        V less = V.MultiplyAdd(w, V.Of(-2.0), more);
        V y = V.MultiplyAdd(more, t, less) / V.MultiplyAdd(less, t, more);

        // From these bounds on the true value rounds to one, and s may be anything. To bound a first would lengthen the chain.
        return V.CopySign(V.SelectLess(V.Of(V.IsSingle ? 10.0 : 20.0), a, V.Of(1.0), y), x);
    }

    /// <summary>
    /// σ(x) = 1 / (1 + e⁻ˣ), with e^−|x| alone computed, so that nothing overflows or cancels; at most 1.97 ulp from the true value
    /// (found: float 1.94, double 1.96). Both terms are multiplied by 1.375, for a rounded 1 + e^−|x| could be a whole ulp off, and
    /// 1.375 + 1.375·e^−|x| is 0.73 of one; the rest is the exponential's and ½ of the division.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Sigmoid<V, T>(V x) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V factor = V.Of(1.375);
        V e = Exponential.Parts<V, T>(-V.Abs(x), factor, out V scale) * scale;
        return V.SelectLess(x, V.Of(0.0), e, factor) / (factor + e);
    }

    /// <summary>
    /// x · σ(x); at most 3.46 ulp from the true value (found: float 3.08, double 3.43, both left of −3). 0 for x = −∞, which is the limit.
    /// The exponential, the product, the sum and the quotient add up to that.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V WeightedSigmoid<V, T>(V x) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // x times the scale comes last, so that a subnormal e^x is not rounded before x enlarges it.
        V bounded = Bound<V, T>(x);
        V e = Exponential.Parts<V, T>(-V.Abs(bounded), V.Of(1.0), out V scale);
        V below = V.MultiplyAdd(e, scale, V.Of(1.0));
        return V.SelectLess(x, V.Of(0.0), bounded * e / below * scale, x / below);
    }

    /// <summary>d(x·σ(x))/dx = σ(x)·(1 + x·(1 − σ(x))); 0 for x = −∞ and 1 for x = ∞, which are the limits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V WeightedSigmoidSlope<V, T>(V x) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V bounded = Bound<V, T>(x);
        V one = V.Of(1.0);
        V e = Exponential.Parts<V, T>(-V.Abs(bounded), V.Of(1.0), out V scale);
        V small = e * scale;
        V below = one + small;

        // With c = 1 + e^-|x|: σ = 1 / c on the right, e^-|x| / c on the left, and 1 - σ the other way round.
        V right = V.MultiplyAdd(bounded, small / below, one) / below;
        V left = V.MultiplyAdd(e, bounded / below, e) / below * scale;
        return V.SelectLess(x, V.Of(0.0), left, right);
    }

    // Beyond these bounds x·e^-|x| is 0.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Bound<V, T>(V x) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V bound = V.Of(V.IsSingle ? 120.0 : 760.0);
        x = V.SelectLess(x, -bound, -bound, x);
        return V.SelectLess(bound, x, bound, x);
    }

    // t = tanh v and s = 2ⁿ for a = n·½ ln 2 + v. n is rounded up later than halfway, so that t leans upwards: in float by a factor below
    // 2 / ln 2, which costs nothing and tells where n is great; in double by 0.2 for every n, so that −0.104 ≤ v ≤ 0.243.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Split<V, T>(V a, out V s) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // v is exact up to what ½ ln 2 lacks in one number. In float that is too little to count; in double it is added with the tail.
        V halfLn2 = V.Of(0.34657359027997264);
        if (V.IsSingle)
        {
            V n = V.RoundedProduct(a, V.Of(2.825), out s);
            V v = V.MultiplyAdd(n, -halfLn2, a);
            V z = v * v;
            return V.MultiplyAdd(v * z, Tail<V, T>(z), v);
        }
        else
        {
            V n = V.RoundedProduct(a - V.Of(0.0693), V.Of(2.8853900817779268), out s);
            V v = V.MultiplyAdd(n, -halfLn2, a);
            V z = v * v;
            return v + V.MultiplyAdd(v * z, Tail<V, T>(z), n * V.Of(-1.1595234069231498e-17));
        }
    }

    // (tanh v − v) / v³ with z = v², by Remez's exchange for the least relative error of tanh v: 2⁻³¹ for |v| ≤ 0.19 in float, 2⁻⁵⁸ for
    // |v| ≤ 0.243 in double. In float v grows beyond with n, but there its error no longer counts.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Tail<V, T>(V z) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (V.IsSingle)
        {
            V single = V.Of(-0.0524812378);
            single = V.MultiplyAdd(single, z, V.Of(0.133302405));
            return V.MultiplyAdd(single, z, V.Of(-0.333333164));
        }

        V p = V.Of(-0.0013256008856699203);
        p = V.MultiplyAdd(p, z, V.Of(0.0035800477577312318));
        p = V.MultiplyAdd(p, z, V.Of(-0.008862649286676388));
        p = V.MultiplyAdd(p, z, V.Of(0.021869472841483474));
        p = V.MultiplyAdd(p, z, V.Of(-0.053968253743102705));
        p = V.MultiplyAdd(p, z, V.Of(0.1333333333318002));
        return V.MultiplyAdd(p, z, V.Of(-0.3333333333333298));
    }
}
