using System.Numerics;
using System.Runtime.CompilerServices;
using Extremal.Kernels.Lanes;

namespace Extremal.Kernels.Formulas.Elementary;

/// <summary>The hyperbolic tangent and the logistic function, which is its sibling: σ(x) = ½ + ½ tanh(½x).</summary>
internal static class Hyperbolic
{
    /// <summary>
    /// tanh x, from a polynomial for |x| &lt; 0.26 and t / (t + 2) with t = e^2|x| − 1 beyond; at most 2 ulp from the true value, subnormal
    /// x included. tanh(±∞) = ±1.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Tanh<V, T>(V x) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // From these bounds on the true value rounds to one.
        V a = V.Min(V.Abs(x), V.Of(V.IsSingle ? 10.0 : 20.0));
        V z = a * a;
        V near = V.MultiplyAdd(a * z, Tail<V, T>(z), a);
        V t = Exponential.Expm1Bounded<V, T>(a + a);
        V far = t / (t + V.Of(2.0));
        return V.CopySign(V.Select(V.LessThan(a, V.Of(0.26)), near, far), x);
    }

    /// <summary>
    /// σ(x) = 1 / (1 + e⁻ˣ), with e^−|x| alone computed, so that nothing overflows or cancels; at most 2 ulp from the true value.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Sigmoid<V, T>(V x) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V e = Exponential.Exp<V, T>(-V.Abs(x));
        V one = V.Of(1.0);
        return V.Select(V.LessThan(x, V.Of(0.0)), e, one) / (one + e);
    }

    /// <summary>x · σ(x); 0 for x = −∞, which is the limit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V WeightedSigmoid<V, T>(V x) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // x times the scale comes last, so that a subnormal e^x is not rounded before x enlarges it.
        V bounded = Bound<V, T>(x);
        V e = Exponential.Parts<V, T>(-V.Abs(bounded), out V scale);
        V below = V.MultiplyAdd(e, scale, V.Of(1.0));
        return V.Select(V.LessThan(x, V.Of(0.0)), bounded * e / below * scale, x / below);
    }

    /// <summary>d(x·σ(x))/dx = σ(x)·(1 + x·(1 − σ(x))); 0 for x = −∞ and 1 for x = ∞, which are the limits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V WeightedSigmoidSlope<V, T>(V x) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V bounded = Bound<V, T>(x);
        V one = V.Of(1.0);
        V e = Exponential.Parts<V, T>(-V.Abs(bounded), out V scale);
        V small = e * scale;
        V below = one + small;

        // With c = 1 + e^-|x|: σ = 1 / c on the right, e^-|x| / c on the left, and 1 - σ the other way round.
        V right = V.MultiplyAdd(bounded, small / below, one) / below;
        V left = V.MultiplyAdd(e, bounded / below, e) / below * scale;
        return V.Select(V.LessThan(x, V.Of(0.0)), left, right);
    }

    // Beyond these bounds x·e^-|x| is 0.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Bound<V, T>(V x) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V bound = V.Of(V.IsSingle ? 120.0 : 760.0);
        return V.Min(V.Max(x, -bound), bound);
    }

    // (tanh r − r) / r³ with z = r², for r ≤ 0.26, interpolated at Chebyshev points.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Tail<V, T>(V z) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (V.IsSingle)
        {
            V single = V.Of(0.0207149014);
            single = V.MultiplyAdd(single, z, V.Of(-0.0539200343));
            single = V.MultiplyAdd(single, z, V.Of(0.133332685));
            return V.MultiplyAdd(single, z, V.Of(-0.333333343));
        }

        V p = V.Of(0.0005293708006431708);
        p = V.MultiplyAdd(p, z, V.Of(-0.0014493119901607678));
        p = V.MultiplyAdd(p, z, V.Of(0.0035917588010831486));
        p = V.MultiplyAdd(p, z, V.Of(-0.00886322389830148));
        p = V.MultiplyAdd(p, z, V.Of(0.02186948833671637));
        p = V.MultiplyAdd(p, z, V.Of(-0.053968253966572274));
        p = V.MultiplyAdd(p, z, V.Of(0.13333333333332792));
        return V.MultiplyAdd(p, z, V.Of(-0.3333333333333333));
    }
}
